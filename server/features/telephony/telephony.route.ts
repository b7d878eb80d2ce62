import type { Handlers } from '../../http/handlers.ts';
import { issuePhoneToken, type TelephonyOptions } from './telephony.service.ts';

export function createTelephonyHandlers(options: TelephonyOptions): Handlers<'issuePhoneToken'> {
  return {
    issuePhoneToken: async ({ work, actor }) => ({
      status: 200,
      body: await issuePhoneToken(work, actor.userId, options),
    }),
  };
}
