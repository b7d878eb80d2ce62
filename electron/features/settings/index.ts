export { createSettingsHandlers } from './settings.ipc.ts';
export { openSettingsStore, type SettingsLocalStore } from './settings.local-store.ts';
export { createSettingsService, type SettingsService } from './settings.service.ts';
