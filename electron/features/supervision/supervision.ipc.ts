import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { SupervisionService } from './supervision.service.ts';

export const createSupervisionHandlers = (service: SupervisionService) =>
  ({
    'supervision:start': ({ agentId, mode, clickedAtMs }) => service.start(agentId, mode, clickedAtMs),
    'supervision:set-mode': (mode) => service.setMode(mode),
    'supervision:stop': () => {
      service.stop();
      return null;
    },
    'supervision:hang-up-call': async ({ callId, reason }) => {
      await service.hangUpCall(callId, reason);
      return null;
    },
  }) satisfies Partial<IpcHandlers>;
