export { keymap } from './keymap.ts';
export { KeymapOverlay } from './KeymapOverlay.tsx';
export { useShortcut } from './use-shortcut.ts';
