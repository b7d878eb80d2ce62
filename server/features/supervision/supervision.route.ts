import type { DatabaseDoor } from '../../db/database.ts';
import type { Handlers } from '../../http/handlers.ts';
import type { PbxControl } from '../../integrations/pbx/pbx-control.ts';
import { accountableOrganization } from '../../integrations/pbx/permits.ts';
import { hangUpCall } from './hang-up.service.ts';
import { redeemSupervisionPermit } from './redeem-supervision.service.ts';
import { setSupervisionNotice } from './supervision-notice.service.ts';
import {
  endSupervision,
  setSupervisionMode,
  startSupervision,
  type SupervisionOptions,
} from './supervision.service.ts';

export type SupervisionRouteOptions = SupervisionOptions &
  Pick<DatabaseDoor, 'listOrganizationIds'> & { control: PbxControl };

export function createSupervisionHandlers(
  options: SupervisionRouteOptions,
): Handlers<
  | 'startSupervision'
  | 'setSupervisionMode'
  | 'endSupervision'
  | 'redeemSupervisionPermit'
  | 'hangUpCall'
  | 'setSupervisionNotice'
> {
  return {
    startSupervision: async ({ work, actor, body }) => ({
      status: 201,
      body: await startSupervision(work, actor, body, options),
    }),
    setSupervisionMode: async ({ work, actor, params, body }) => ({
      status: 200,
      body: await setSupervisionMode(work, actor, params.id, body.mode),
    }),
    endSupervision: async ({ work, actor, params }) => ({
      status: 200,
      body: await endSupervision(work, actor, params.id),
    }),
    setSupervisionNotice: async ({ work, body }) => ({
      status: 200,
      body: await setSupervisionNotice(work, body.shows_supervision),
    }),
    redeemSupervisionPermit: async ({ transact, body }) => {
      const verdict = await options.permits.verify(body.permit);
      const organizationId = await accountableOrganization(body.permit, verdict, options.listOrganizationIds);
      const asked = { supervisor: body.supervisor, agent: body.agent };
      const tenant = { organizationId, actor: { id: null, name: 'PBX' } };
      return transact(tenant, (work) => redeemSupervisionPermit(work, asked, verdict));
    },
    hangUpCall: ({ work, params, body }) =>
      hangUpCall(work, { callId: params.id, reason: body.reason }, options.control),
  };
}
