/** Supervision beside the live feed: what a stream begins with, and the end of those whose supervisor is gone. */
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { Actor } from '../../http/handlers.ts';
import { end } from './supervision.service.ts';
import { findAbandoned, findOpenSupervisions, showsSupervision } from './supervision.store.ts';

/** How long a permit that ran out, and a live connection that is just being made again, are waited for. */
const graceMs = 15_000;

/** The supervisions that go on, as far as this person may know of them. */
export async function readSupervisionsFor(
  database: TenantDatabase,
  actor: Pick<Actor, 'userId' | 'permissions'>,
): Promise<LiveEvent[]> {
  const open = await findOpenSupervisions(database);
  const seesAll = actor.permissions.has('floor.read');
  const own = open.filter((each) => each.agent_id === actor.userId);
  const shown = seesAll ? open : own.length > 0 && (await showsSupervision(database)) ? own : [];
  return [{ type: 'supervisions', supervisions: shown }];
}

/** Somebody else ended it in the meantime: nothing is to be done, and nothing to be written down. */
class EndedAlready extends Error {}

/** Ends what was abandoned, each with its audit row. Any number of servers may do it at once. */
export async function endAbandonedSupervisions(
  database: DatabaseDoor,
  organizationId: string,
  clock: Clock,
): Promise<void> {
  const moments = { at: isoNow(clock), settledBefore: new Date(clock.now() - graceMs).toISOString() };
  const abandoned = await database.withTenant(organizationId, (tenant) => findAbandoned(tenant, moments));
  for (const { id, by } of abandoned)
    await database
      .unitOfWork(
        {
          organizationId,
          actor: { id: null, name: 'System' },
          requestId: null,
          auditAction: 'supervision.ended',
          clock,
        },
        async (work) => {
          work.audit({ subject: { type: 'supervision', id } });
          if ((await end(work, { id }, by)) === 0) throw new EndedAlready();
          return { status: 200, body: null };
        },
      )
      .catch((error: unknown) => {
        if (!(error instanceof EndedAlready)) throw error;
      });
}
