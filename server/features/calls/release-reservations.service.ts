/**
 * Reservations given back: by their agent, and by upkeep when their permit has ended.
 *
 * Promise: what was placed is never released, whichever of the two comes first; what was released counts no more, can be
 * placed no more, and stays in the ledger. Behind an exchange that checks permits by itself the server cannot know what was
 * placed: there nothing is released, and what was reserved counts until the wire says what became of it.
 */
import type { ReleaseReason } from '../../../shared/domain/compliance/contact-ledger.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { JobTask } from '../../jobs/job-runner.ts';
import type { KnownCall } from './calls.store.ts';
import { lockEnded, lockReservation, releaseHeld, showReservations } from './reservations.store.ts';

export const releaseReservationsTask = 'release-reservations';

/** Whether the exchange asks this server about each permit, so that the server knows what was placed. */
export type ReleaseOptions = { isPbxAsking: boolean };

/** Ended ones of one organization that are released in one transaction. */
const batch = 200;

/** Gives back the agent's own reservations; those that were placed, or are not theirs, stay as they are. */
export async function releaseReservations(
  work: UnitOfWork,
  agentId: string,
  callIds: readonly string[],
  why: ReleaseReason,
  { isPbxAsking }: ReleaseOptions,
): Promise<string[]> {
  if (!isPbxAsking) return [];
  const { database } = work;
  await showReservations(database);
  const released: string[] = [];
  // In order: two requests of one agent must not wait for each other in a ring.
  for (const callId of [...new Set(callIds)].toSorted()) {
    const reservation = await lockReservation(database, callId);
    if (reservation?.reservation !== 'held' || reservation.agent_id !== agentId) continue;
    await releaseHeld(database, reservation, { at: work.at, by: agentId }, why);
    released.push(callId);
  }
  work.audit({ detail: { released, why } });
  return released;
}

/** Every minute: gives back what nobody placed before its permit ended. Running it twice changes nothing more. */
export function createReleaseReservationsTask(
  parts: ReleaseOptions & { database: DatabaseDoor; clock: Clock },
): JobTask {
  const { database, clock, isPbxAsking } = parts;
  return async () => {
    if (!isPbxAsking) return;
    for (const organizationId of await database.listOrganizationIds())
      while ((await releaseEnded(database, organizationId, clock)) === batch);
  };
}

/** One batch; gives how many it was. Nothing is written, and nothing audited, when there is none. */
async function releaseEnded(database: DatabaseDoor, organizationId: string, clock: Clock): Promise<number> {
  const isAny = await database.withTenant(organizationId, async (tenant) => {
    await showReservations(tenant);
    return (await lockEnded(tenant, isoNow(clock), 1)).length > 0;
  });
  if (!isAny) return 0;
  let count = 0;
  await database.unitOfWork(
    {
      organizationId,
      actor: { id: null, name: 'System' },
      requestId: null,
      auditAction: 'call.reservation-released',
      clock,
    },
    async (work) => {
      await showReservations(work.database);
      const ended: KnownCall[] = await lockEnded(work.database, work.at, batch);
      for (const each of ended) await releaseHeld(work.database, each, { at: work.at, by: null }, 'ran-out');
      work.audit({ detail: { released: ended.map(({ id }) => id), why: 'ran-out' } });
      count = ended.length;
      return { status: 200, body: null };
    },
  );
  return count;
}
