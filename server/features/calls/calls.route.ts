import type { DatabaseDoor } from '../../db/database.ts';
import type { Handlers } from '../../http/handlers.ts';
import { recordCallEvents } from './call-events.service.ts';
import { listCalls } from './calls.service.ts';
import { saveDisposition } from './disposition.service.ts';
import { readPermit, redeemPermit } from './redeem-permit.service.ts';
import { startCall, type StartOptions } from './start-call.service.ts';

export type CallOptions = StartOptions & Pick<DatabaseDoor, 'listOrganizationIds'>;

export function createCallHandlers(
  options: CallOptions,
): Handlers<'startCall' | 'recordCallEvents' | 'saveDisposition' | 'listCalls' | 'redeemPermit'> {
  return {
    startCall: ({ work, actor, body }) => startCall(work, actor, body, options),
    recordCallEvents: async ({ work, actor, params, body }) => ({
      status: 200,
      body: await recordCallEvents(work, actor.userId, params.id, body),
    }),
    saveDisposition: async ({ work, actor, params, body }) => ({
      status: 200,
      body: await saveDisposition(work, actor.userId, params.id, body),
    }),
    listCalls: async ({ database, actor, query }) => ({ status: 200, body: await listCalls(database, actor, query) }),
    redeemPermit: async ({ transact, body }) => {
      const request = { permit: body.permit, agent: body.agent, phoneNumber: body.phone_number };
      const verdict = await readPermit(body.permit, options);
      const tenant = { organizationId: verdict.organizationId, actor: { id: null, name: 'PBX' } };
      return transact(tenant, (work) => redeemPermit(work, request, verdict));
    },
  };
}
