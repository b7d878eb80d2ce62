/** The internal list as the database holds it. Entries are added and taken back; nothing here deletes one. */
import { sql } from 'kysely';
import type { DncEntry, dncStandings } from '../../../shared/contracts/dnc/dnc.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { NewEntry } from './entry-file.ts';

type Standing = (typeof dncStandings)[number];
export type EntryQuery = {
  /** E.164 from its beginning, such as `+1212`. */
  beginning: string | undefined;
  /** Of the reason; empty for any. */
  words: string;
  source: string | undefined;
  standing: Standing;
  /** The last id of the page before. */
  after: string | undefined;
  limit: number;
};

const entries = (database: TenantDatabase) =>
  database
    .selectFrom('dnc_numbers as entry')
    .leftJoin('users as adder', 'adder.id', 'entry.added_by')
    .leftJoin('users as remover', 'remover.id', 'entry.removed_by')
    .select([
      'entry.id',
      'entry.phone_number',
      'entry.reason',
      'entry.source',
      'entry.created_at as added_at',
      'adder.full_name as added_by_name',
      'entry.expires_at',
      'entry.removed_at',
      'remover.full_name as removed_by_name',
      'entry.removal_reason',
    ]);

const toEntry = (row: Omit<DncEntry, 'list' | 'region'>): DncEntry => ({ ...row, list: 'internal', region: null });

/**
 * One page, newest first. Words and source have no index of their own: the list is read from its newest entry on until the page is
 * full, in the worst case all of it, by the index of their ids: 250 ms for 200,000 entries.
 */
export async function findEntries(database: TenantDatabase, query: EntryQuery, nowIso: string): Promise<DncEntry[]> {
  const { beginning, words, source, standing, after } = query;
  let found = entries(database);
  if (beginning !== undefined)
    found = found.where('entry.phone_number', '>=', beginning).where('entry.phone_number', '<', `${beginning}:`);
  if (words !== '') found = found.where(sql<boolean>`position(lower(${words}) in lower(entry.reason)) > 0`);
  if (source !== undefined) found = found.where(sql<boolean>`lower(entry.source) = lower(${source})`);
  if (after !== undefined) found = found.where('entry.id', '<', after);
  if (standing === 'removed') found = found.where('entry.removed_at', 'is not', null);
  else if (standing !== 'all') found = found.where('entry.removed_at', 'is', null);
  if (standing === 'expired') found = found.where('entry.expires_at', '<=', nowIso);
  if (standing === 'expiring') found = found.where('entry.expires_at', '>', nowIso);
  if (standing === 'active')
    found = found.where((where) =>
      where.or([where('entry.expires_at', 'is', null), where('entry.expires_at', '>', nowIso)]),
    );
  const rows = await found.orderBy('entry.id', 'desc').limit(query.limit).execute();
  return rows.map((row) => toEntry(row));
}

export async function findEntry(database: TenantDatabase, id: string): Promise<DncEntry | undefined> {
  const row = await entries(database).where('entry.id', '=', id).executeTakeFirst();
  return row && toEntry(row);
}

/** The entry of a number that has not been taken back, also one that ran out. */
export async function findStandingEntry(database: TenantDatabase, phoneNumber: string): Promise<DncEntry | undefined> {
  const row = await entries(database)
    .where('entry.phone_number', '=', phoneNumber)
    .where('entry.removed_at', 'is', null)
    .executeTakeFirst();
  return row && toEntry(row);
}

/**
 * Adds entries, each number once. The entry that lasts longer holds: one that ends sooner is closed and kept, one that
 * lasts at least as long stays and nothing is added.
 */
export async function insertEntries(
  database: TenantDatabase,
  given: readonly NewEntry[],
  by: { userId: string | null; at: string; importId: string | null },
): Promise<number> {
  const columns = sql`unnest(${given.map((each) => each.phoneNumber)}::text[], ${given.map((each) => each.reason)}::text[],
    ${given.map((each) => each.source)}::text[], ${given.map((each) => each.expiresAt)}::timestamptz[])
    as given (phone_number, reason, source, expires_at)`;
  await sql`update dnc_numbers as standing
    set removed_at = ${by.at}, removed_by = ${by.userId}, removal_reason = 'Replaced by an entry that lasts longer'
    from ${columns}
    where standing.phone_number = given.phone_number and standing.removed_at is null and standing.expires_at is not null
      and (given.expires_at is null or given.expires_at > standing.expires_at)`.execute(database);
  const { rows } = await sql<{ id: string }>`
    insert into dnc_numbers (phone_number, reason, source, expires_at, created_at, added_by, import_id)
    select phone_number, reason, source, expires_at, ${by.at}::timestamptz, ${by.userId}, ${by.importId} from ${columns}
    on conflict (organization_id, phone_number) where removed_at is null do nothing returning id`.execute(database);
  return rows.length;
}

/** Takes an entry back; false when somebody did before. */
export async function closeEntry(
  database: TenantDatabase,
  id: string,
  by: { userId: string | null; at: string; reason: string },
): Promise<boolean> {
  const closed = await database
    .updateTable('dnc_numbers')
    .set({ removed_at: by.at, removed_by: by.userId, removal_reason: by.reason })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return closed !== undefined;
}

/** How many numbers are barred now. */
export async function countEntries(database: TenantDatabase): Promise<number> {
  const { count } = await database
    .selectFrom('dnc_numbers')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
