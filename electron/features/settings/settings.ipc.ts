import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { SettingsService } from './settings.service.ts';

export const createSettingsHandlers = (service: SettingsService) =>
  ({
    'settings:get': () => service.get(),
    'settings:set': (changes) => service.set(changes),
  }) satisfies Partial<IpcHandlers>;
