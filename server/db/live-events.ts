import { sql } from 'kysely';
import type { LiveEvent } from '../../shared/contracts/live/live.contract.ts';
import { json } from './json.ts';
import type { TenantDatabase } from './transaction.ts';

/** Who sees a live event: everybody with a live feed, holders of `floor.read`, one agent, or one session. */
export type Audience = 'everybody' | 'floor' | `agent:${string}` | `session:${string}`;

/** Channel of the notices `<organization id> <last sequence>`; ids only, because a notice holds 8 kB at most. */
export const liveChannel = 'deskline_live';

/**
 * Writes live events as the last act of a transaction. The organisation's lock is held from here to the commit, so
 * that events become visible in the order of their sequence and a reader that resumes after one misses none.
 */
export async function appendLiveEvents(
  database: TenantDatabase,
  organizationId: string,
  at: string,
  events: readonly { event: LiveEvent; audience: Audience }[],
): Promise<void> {
  if (events.length === 0) return;
  await holdLiveEvents(database, organizationId);
  const written = await database
    .insertInto('live_events')
    .values(events.map(({ event, audience }) => ({ at, audience, payload: json(event) })))
    .returning('sequence')
    .execute();
  const last = Math.max(...written.map((row) => row.sequence));
  await sql`select pg_notify(${liveChannel}, ${`${organizationId} ${last}`})`.execute(database);
}

/** Lets nobody publish until this transaction ends, so that what it reads and the last sequence belong together. */
export async function holdLiveEvents(database: TenantDatabase, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`live:${organizationId}`}, 0))`.execute(database);
}
