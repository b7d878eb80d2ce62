export { createEmergencyHandlers } from './emergency.ipc.ts';
export { openLocationStore } from './emergency.local-store.ts';
export { createEmergencyService, type EmergencyNumber, type EmergencyService } from './emergency.service.ts';
