import type { Handlers } from '../../http/handlers.ts';
import { reportEmergencyCall } from './emergency.service.ts';

export function createEmergencyHandlers(): Handlers<'reportEmergencyCall'> {
  return {
    reportEmergencyCall: async ({ work, actor, body }) => ({
      status: 201,
      body: await reportEmergencyCall(work, actor.userId, body),
    }),
  };
}
