/**
 * Live events: written in the transaction they tell of, read by whoever shows them.
 *
 * Promise: S11. Whoever reads up to a settled sequence and goes on from there misses none.
 *
 * How: a transaction that publishes shares the organisation's lock from before it takes a sequence until it has ended, so that
 * many can commit at once. Whoever reads takes the lock alone for a moment: then every sequence that was given is either
 * visible or gone for good, and what comes later has a higher one.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { LiveEvent } from '../../shared/contracts/live/live.contract.ts';
import type { Permission } from '../../shared/domain/access/permissions.ts';
import { type TenantDatabase, tenantSetting } from './transaction.ts';

/** Who sees a live event: everybody with a live feed, holders of `floor.read` or of another permission, one agent, or one session. */
export type Audience = 'everybody' | 'floor' | `holders:${Permission}` | `agent:${string}` | `session:${string}`;

/** A live event, or a word to the copies of the server: what today has brought is to be counted again. */
export type Published = LiveEvent | { type: 'today-changed' };

/** Channel of the notices: the id of an organisation that has news. */
export const liveChannel = 'deskline_live';

const lockKey = (organizationId: string) => sql`hashtextextended(${`live:${organizationId}`}, 0)`;

type Events = readonly { event: Published; audience: Audience }[];

/** The statement that writes live events, the last of its transaction. */
export function liveEventsInsert(organizationId: string, at: string, events: Events): RawBuilder<unknown> {
  const rows = JSON.stringify(events.map(({ event, audience }) => ({ audience, payload: event })));
  return sql`
    with held as materialized (select pg_advisory_xact_lock_shared(${lockKey(organizationId)}))
    insert into live_events (at, audience, payload)
    select ${at}::timestamptz, event->>'audience', event->'payload'
    from held, jsonb_array_elements(${rows}::jsonb) with ordinality as listed (event, place) order by place`;
}

/**
 * Writes live events as the last act of a transaction. Whoever commits it announces it afterwards, see `createLiveNotices`; a
 * unit of work does both by itself.
 */
export async function appendLiveEvents(
  database: TenantDatabase,
  organizationId: string,
  at: string,
  events: Events,
): Promise<void> {
  if (events.length > 0) await liveEventsInsert(organizationId, at, events).execute(database);
}

/** Lets nobody publish until this transaction ends, so that what it reads and the last sequence belong together. */
export async function holdLiveEvents(database: TenantDatabase, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockKey(organizationId)})`.execute(database);
}

const settledSchema = z.tuple([
  z.unknown(),
  z.unknown(),
  z.object({ rows: z.tuple([z.object({ sequence: z.number() })]) }),
]);

/**
 * The last sequence of an organisation behind which nothing can appear any more. One message of three statements, which
 * PostgreSQL runs as one transaction: the lock is gone when the answer is on its way, whatever this process does then.
 */
export async function readSettledSequence(pool: Pool, organizationId: string): Promise<number> {
  const results: unknown = await pool.query(`${tenantSetting(organizationId)};
    select pg_advisory_xact_lock(hashtextextended('live:' || current_setting('deskline.organization_id'), 0));
    select coalesce(max(sequence), 0)::bigint as sequence from live_events`);
  const [, , { rows }] = settledSchema.parse(results);
  return rows[0].sequence;
}

/**
 * Tells every copy of the server which organisations have news. After the commit: PostgreSQL lets only one transaction that
 * has a notice in it commit at a time, so that each would wait for the disk alone. A notice that is lost, because the copy
 * died or the database is away, costs time and no event: the feed reads by itself every few seconds.
 */
export function createLiveNotices(pool: Pool): { announce: (organizationId: string) => void } {
  const waiting = new Set<string>();
  let isSending = false;
  const send = async (): Promise<void> => {
    isSending = true;
    while (waiting.size > 0) {
      const organizationIds = [...waiting];
      waiting.clear();
      await pool
        .query('select pg_notify($1, id) from unnest($2::text[]) as id', [liveChannel, organizationIds])
        .catch(() => undefined);
    }
    isSending = false;
  };
  return {
    announce: (organizationId) => {
      waiting.add(organizationId);
      if (!isSending) void send();
    },
  };
}
