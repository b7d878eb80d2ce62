export { createHotkeysHandlers } from './hotkeys.ipc.ts';
export { createHotkeysService } from './hotkeys.service.ts';
