export { hotkeyWords } from './accelerator.model.ts';
export { CallerIdSelect } from './CallerIdSelect.tsx';
export { microphoneWords } from './microphone-words.ts';
export { SettingsPage } from './SettingsPage.tsx';
export { useSaveSettings } from './use-save-settings.ts';
