export { commandOf } from './hotkey-commands.ts';
export { createHotkeysHandlers } from './hotkeys.ipc.ts';
export { createHotkeysService } from './hotkeys.service.ts';
