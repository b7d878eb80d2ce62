export { createEmergencyHandlers } from './emergency.route.ts';
