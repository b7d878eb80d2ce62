export { hotkeyWords } from './accelerator.model.ts';
export { microphoneWords } from './microphone-words.ts';
export { SettingsPage } from './SettingsPage.tsx';
export { useSaveSettings } from './use-save-settings.ts';
