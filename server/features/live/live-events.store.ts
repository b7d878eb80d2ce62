import { sql } from 'kysely';
import type { TenantDatabase } from '../../db/transaction.ts';

/** A published event. Sequences grow, with holes; those up to a settled one are all visible. */
export type PublishedEvent = { sequence: number; audience: string; type: string; event: unknown };

/**
 * Events after a sequence up to a settled one, in order. They are passed on as they are: a newer server may have written them.
 */
export async function readEventsBetween(
  database: TenantDatabase,
  sequence: number,
  settled: number,
  limit: number,
): Promise<PublishedEvent[]> {
  return database
    .selectFrom('live_events')
    .select(['sequence', 'audience', 'payload as event', sql<string>`payload->>'type'`.as('type')])
    .where('sequence', '>', sequence)
    .where('sequence', '<=', settled)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}

/** How many events are after a sequence; counts no further than `limit`. */
export async function countEventsAfter(database: TenantDatabase, sequence: number, limit: number): Promise<number> {
  const { amount } = await database
    .selectFrom((builder) =>
      builder.selectFrom('live_events').select('sequence').where('sequence', '>', sequence).limit(limit).as('missed'),
    )
    .select(({ fn }) => fn.countAll<number>().as('amount'))
    .executeTakeFirstOrThrow();
  return amount;
}

/** The last sequence that is visible; 0 when there is none. */
export async function readLastSequence(database: TenantDatabase): Promise<number> {
  const row = await database
    .selectFrom('live_events')
    .select('sequence')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.sequence ?? 0;
}

/**
 * Whether everything after a sequence is still kept. Events are pruned from the oldest on, so the event itself or an
 * older one must still be there.
 */
export async function isKeptAfter(database: TenantDatabase, sequence: number): Promise<boolean> {
  const row = await database
    .selectFrom('live_events')
    .select('sequence')
    .where('sequence', '<=', sequence)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Which of these sessions still hold, each with the role that its person has now. */
export async function findOpenSessions(
  database: TenantDatabase,
  sessionIds: readonly string[],
  at: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await database
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['sessions.id', 'users.role'])
    .where('sessions.id', 'in', sessionIds)
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', at)
    .where('users.is_active', '=', true)
    .execute();
  return new Map(rows.map((row) => [row.id, row.role]));
}
