/**
 * During a break the queues of the PBX let an agent alone. It is done beside the request, so that no state waits for the
 * PBX; a PBX that is silent is told again, and the pause follows what holds by then.
 */
import { z } from 'zod';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { JobTask } from '../../jobs/job-runner.ts';
import type { PbxControl } from '../../integrations/pbx/pbx-control.ts';
import { findPresence } from '../live/index.ts';
import { findPhoneAddress } from './directory.store.ts';
import type { SipAccounts } from './sip-accounts.ts';
import { sipUserOf } from './telephony.service.ts';

const payloadSchema = z.object({ organization_id: z.string(), agent_id: z.string() });

export type PauseOptions = {
  database: DatabaseDoor;
  clock: Clock;
  queueControl: PbxControl;
  sipAccounts: SipAccounts | undefined;
};

/** Makes the agent's pause in every queue what their state now asks for. @throws when the PBX does not confirm it. */
export function createPauseInQueuesTask({ database, clock, queueControl, sipAccounts }: PauseOptions): JobTask {
  return async (payload) => {
    const { organization_id: organizationId, agent_id: agentId } = payloadSchema.parse(payload);
    await database.unitOfWork(
      {
        organizationId,
        actor: { id: null, name: 'System' },
        requestId: null,
        auditAction: 'queue.membership-changed',
        clock,
      },
      async (work) => {
        const user = await findPhoneAddress(work.database, agentId);
        const presence = await findPresence(work.database, agentId);
        const isPaused = presence?.state === 'break';
        const reason = isPaused ? (presence?.reason ?? null) : null;
        if (user) await queueControl.setPaused(sipUserOf(user, sipAccounts), isPaused, reason);
        work.audit({ subject: { type: 'user', id: agentId }, detail: { is_paused: isPaused, reason } });
        return { status: 200, body: null };
      },
    );
  };
}
