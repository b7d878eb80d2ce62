import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { HotkeysService } from './hotkeys.service.ts';

export const createHotkeysHandlers = (service: HotkeysService) =>
  ({
    'hotkeys:list': () => service.list(),
    'hotkeys:rebind': ({ action, accelerator }) => service.rebind(action, accelerator),
  }) satisfies Partial<IpcHandlers>;
