import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { EmergencyService } from './emergency.service.ts';

export const createEmergencyHandlers = (service: EmergencyService) =>
  ({
    'calls:dial-emergency': ({ number, clickedAtMs }) => service.dial(number, clickedAtMs),
    'emergency:get-status': () => service.status(),
    'emergency:confirm-location': (location) => service.confirm(location),
  }) satisfies Partial<IpcHandlers>;
