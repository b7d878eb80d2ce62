export { emergencyNumberIn, locationLine } from './emergency.model.ts';
export { EmergencyAlert } from './EmergencyAlert.tsx';
export { LocationDialog } from './LocationDialog.tsx';
export { LocationSettings } from './LocationSettings.tsx';
export { LocationStrip } from './LocationStrip.tsx';
export { useEmergencyDial } from './use-emergency.ts';
