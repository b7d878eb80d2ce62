import type { Clock } from '../../../shared/domain/clock.ts';
import { isoNow } from '../../../shared/domain/clock.ts';
import type { Handlers } from '../../http/handlers.ts';
import { listCheckOuts, recordCheckOut } from './check-outs.service.ts';
import { type DirectoryOptions, readDirectory } from './directory.service.ts';
import { listParkedCalls, parkCall, pickUpCall } from './parking.service.ts';
import {
  getPhoneMessageAudio,
  listPhoneMessages,
  removePhoneMessage,
  savePhoneMessage,
} from './phone-messages.service.ts';
import { setQueueMembership } from './queue-membership.service.ts';
import { issuePhoneToken, type TelephonyOptions } from './telephony.service.ts';

type TelephonyEndpoint =
  | 'issuePhoneToken'
  | 'getDirectory'
  | 'setQueueMembership'
  | 'parkCall'
  | 'listParkedCalls'
  | 'pickUpCall'
  | 'listPhoneMessages'
  | 'getPhoneMessageAudio'
  | 'savePhoneMessage'
  | 'removePhoneMessage'
  | 'recordCheckOut'
  | 'listCheckOuts';

export function createTelephonyHandlers(
  options: TelephonyOptions & DirectoryOptions & { clock: Clock },
): Handlers<TelephonyEndpoint> {
  const { clock, services } = options;
  return {
    issuePhoneToken: async ({ work, actor }) => ({
      status: 200,
      body: await issuePhoneToken(work, actor.userId, options),
    }),
    getDirectory: async ({ database, actor }) => ({
      status: 200,
      body: await readDirectory(database, actor.userId, isoNow(clock), options),
    }),
    setQueueMembership: ({ work, actor, params, body }) =>
      setQueueMembership(work, actor.userId, { queueId: params.id, isSignedIn: body.is_signed_in }, options),
    parkCall: async ({ work, actor, body }) => ({
      status: 201,
      body: await parkCall(work, actor.userId, body, { isOffered: services.park_prefix !== null }),
    }),
    listParkedCalls: async ({ database }) => ({
      status: 200,
      body: { rows: await listParkedCalls(database, clock.now()) },
    }),
    pickUpCall: async ({ work, params }) => ({ status: 200, body: await pickUpCall(work, params.place) }),
    listPhoneMessages: async ({ database }) => ({ status: 200, body: { rows: await listPhoneMessages(database) } }),
    getPhoneMessageAudio: async ({ database, params }) => ({
      status: 200,
      body: await getPhoneMessageAudio(database, params.id),
    }),
    savePhoneMessage: async ({ work, actor, body }) => ({
      status: 201,
      body: await savePhoneMessage(work, actor.userId, body),
    }),
    removePhoneMessage: async ({ work, params }) => ({
      status: 200,
      body: await removePhoneMessage(work, params.id),
    }),
    recordCheckOut: async ({ work, actor, body }) => ({
      status: 201,
      body: await recordCheckOut(work, actor.userId, body),
    }),
    listCheckOuts: async ({ database, query }) => ({
      status: 200,
      body: { rows: await listCheckOuts(database, query.since) },
    }),
  };
}
