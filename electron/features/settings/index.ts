export { createSettingsHandlers } from './settings.ipc.ts';
export { openSettingsStore, type SettingsLocalStore } from './settings.local-store.ts';
export { createSettingsService } from './settings.service.ts';
