export { keymap, type ShortcutId } from './keymap.ts';
export { KeymapOverlay } from './KeymapOverlay.tsx';
export { useShortcut } from './use-shortcut.ts';
