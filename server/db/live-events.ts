import { sql } from 'kysely';
import type { LiveEvent } from '../../shared/contracts/live/live.contract.ts';
import type { Permission } from '../../shared/domain/access/permissions.ts';
import type { TenantDatabase } from './transaction.ts';

/** Who sees a live event: everybody with a live feed, holders of `floor.read` or of another permission, one agent, or one session. */
export type Audience = 'everybody' | 'floor' | `holders:${Permission}` | `agent:${string}` | `session:${string}`;

/** A live event, or a word to the copies of the server: what today has brought is to be counted again. */
export type Published = LiveEvent | { type: 'today-changed' };

/** Channel of the notices `<organization id> <last sequence>`; ids only, because a notice holds 8 kB at most. */
export const liveChannel = 'deskline_live';

/**
 * Writes live events as the last act of a transaction, in one statement. The organisation's lock is taken before a sequence is,
 * and held to the commit, so that events become visible in the order of their sequence and a reader that resumes after one
 * misses none.
 */
export async function appendLiveEvents(
  database: TenantDatabase,
  organizationId: string,
  at: string,
  events: readonly { event: Published; audience: Audience }[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = JSON.stringify(events.map(({ event, audience }) => ({ audience, payload: event })));
  await sql`
    with held as materialized (select ${lock(organizationId)}),
      written as (
        insert into live_events (at, audience, payload)
        select ${at}::timestamptz, event->>'audience', event->'payload'
        from held, jsonb_array_elements(${rows}::jsonb) with ordinality as listed (event, place) order by place
        returning sequence)
    select pg_notify(${liveChannel}, ${organizationId} || ' ' || max(sequence)) from written`.execute(database);
}

/** Lets nobody publish until this transaction ends, so that what it reads and the last sequence belong together. */
export async function holdLiveEvents(database: TenantDatabase, organizationId: string): Promise<void> {
  await sql`select ${lock(organizationId)}`.execute(database);
}

const lock = (organizationId: string) => sql`pg_advisory_xact_lock(hashtextextended(${`live:${organizationId}`}, 0))`;
