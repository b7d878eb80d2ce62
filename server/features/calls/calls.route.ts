import type { Clock } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { Handlers } from '../../http/handlers.ts';
import type { PbxControl } from '../../integrations/pbx/pbx-control.ts';
import { accountableOrganization } from '../../integrations/pbx/permits.ts';
import { recordCallEvents } from './call-events.service.ts';
import { listCalls, readCallDecision } from './calls.service.ts';
import { saveDisposition } from './disposition.service.ts';
import { dropMessage } from './message-drop.service.ts';
import { readRecording, setRecording } from './recording.service.ts';
import { redeemPermit } from './redeem-permit.service.ts';
import { releaseReservations } from './release-reservations.service.ts';
import { reserveCalls } from './reserve-calls.service.ts';
import { startCall, type StartOptions } from './start-call.service.ts';

export type CallOptions = StartOptions &
  Pick<DatabaseDoor, 'listOrganizationIds'> & { clock: Clock; recordingControl: PbxControl };

export function createCallHandlers(
  options: CallOptions,
): Handlers<
  | 'startCall'
  | 'reserveCalls'
  | 'releaseReservedCalls'
  | 'recordCallEvents'
  | 'saveDisposition'
  | 'dropMessage'
  | 'listCalls'
  | 'redeemPermit'
  | 'getCallDecision'
  | 'getRecordingState'
  | 'setRecording'
> {
  return {
    startCall: ({ work, actor, body }) => startCall(work, actor, body, options),
    reserveCalls: async ({ work, actor, body }) => ({
      status: 200,
      body: await reserveCalls(work, actor, body.calls, options),
    }),
    releaseReservedCalls: async ({ work, actor, body }) => ({
      status: 200,
      body: { released: await releaseReservations(work, actor.userId, body.call_ids, 'not-needed', options) },
    }),
    recordCallEvents: async ({ work, actor, params, body }) => ({
      status: 200,
      body: await recordCallEvents(work, { id: actor.userId, name: actor.fullName }, params.id, body),
    }),
    saveDisposition: async ({ work, actor, params, body }) => ({
      status: 200,
      body: await saveDisposition(work, actor.userId, params.id, body),
    }),
    dropMessage: ({ work, actor, params, body }) => dropMessage(work, actor, params.id, body.message_id),
    listCalls: async ({ database, actor, query }) => ({ status: 200, body: await listCalls(database, actor, query) }),
    getCallDecision: async ({ database, actor, params }) => ({
      status: 200,
      body: await readCallDecision(database, actor, params.id),
    }),
    getRecordingState: async ({ database, actor, params }) => ({
      status: 200,
      body: await readRecording(database, actor, params.id, options),
    }),
    setRecording: ({ work, actor, params, body }) =>
      setRecording(
        work,
        actor,
        { callId: params.id, isPaused: body.is_paused, reason: body.reason },
        options.recordingControl,
      ),
    redeemPermit: async ({ transact, body }) => {
      const verdict = await options.permits.verify(body.permit);
      const organizationId = await accountableOrganization(body.permit, verdict, options.listOrganizationIds);
      const request = { agent: body.agent, phoneNumber: body.phone_number };
      const tenant = { organizationId, actor: { id: null, name: 'PBX' } };
      return transact(tenant, (work) => redeemPermit(work, request, verdict));
    },
  };
}
