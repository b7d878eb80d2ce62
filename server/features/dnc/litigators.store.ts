/** Entries of litigators as the database holds them: added and taken back, never deleted. */
import { sql } from 'kysely';
import type { Litigator, screeningStandings } from '../../../shared/contracts/dnc/screening.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { NewLitigator } from './screening-file.ts';

export type ScreeningQuery = {
  search: string | undefined;
  /** E.164 from its beginning, when `search` is a number. */
  beginning: string | undefined;
  standing: (typeof screeningStandings)[number];
  after: string | undefined;
  limit: number;
};
export type Taking = { at: string; userId: string | null; reason: string };

const litigators = (database: TenantDatabase) =>
  database
    .selectFrom('litigator_entries as entry')
    .leftJoin('users as remover', 'remover.id', 'entry.removed_by')
    .select([
      'entry.id',
      'entry.phone_number',
      'entry.name',
      'entry.address',
      'entry.postal_code',
      'entry.source',
      'entry.as_of',
      'entry.severity',
      'entry.removed_at',
      'remover.full_name as removed_by_name',
      'entry.removal_reason',
    ]);

/** One page, newest first. */
export async function findLitigators(database: TenantDatabase, query: ScreeningQuery): Promise<Litigator[]> {
  const { search, beginning, standing, after } = query;
  let found = litigators(database);
  if (beginning !== undefined)
    found = found.where('entry.phone_number', '>=', beginning).where('entry.phone_number', '<', `${beginning}:`);
  else if (search) found = found.where(sql<boolean>`position(lower(${search}) in lower(entry.name)) > 0`);
  if (standing !== 'all') found = found.where('entry.removed_at', standing === 'active' ? 'is' : 'is not', null);
  if (after !== undefined) found = found.where('entry.id', '<', after);
  return found.orderBy('entry.id', 'desc').limit(query.limit).execute();
}

export const findLitigator = (database: TenantDatabase, id: string): Promise<Litigator | undefined> =>
  litigators(database).where('entry.id', '=', id).executeTakeFirst();

/**
 * Files of a tenant are applied and taken back in turn: each finds the list as the one before left it. Their statements are planned
 * each time: a plan that was kept from when the list was short reads all of a long one for each line.
 */
export async function lockScreening(database: TenantDatabase): Promise<void> {
  await sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`.execute(database);
  await sql`select pg_advisory_xact_lock(hashtextextended('screening:' || current_setting('deskline.organization_id'), 0))`.execute(
    database,
  );
}

/** Of one number or person and source: the same entry on two lists. */
const isSameEntry = (one: string, other: string) => sql<boolean>`
  coalesce(${sql.ref(`${one}.phone_number`)}, ${sql.ref(`${one}.person_key`)})
    = coalesce(${sql.ref(`${other}.phone_number`)}, ${sql.ref(`${other}.person_key`)})
  and ${sql.ref(`${one}.source`)} = ${sql.ref(`${other}.source`)}`;

/**
 * Adds entries. Of one number or person and source the list of the later day holds, of one day the later file; the other entry is
 * kept, with the file because of which it does not stand.
 * @param ids one for each entry, rising
 * @returns how many stand
 */
export async function insertLitigators(
  database: TenantDatabase,
  given: readonly NewLitigator[],
  by: { ids: readonly string[]; importId: string; at: string; userId: string | null },
): Promise<number> {
  const columns = sql`unnest(${[...by.ids]}::text[], ${given.map((each) => each.phoneNumber)}::text[],
    ${given.map((each) => each.name)}::text[], ${given.map((each) => each.address)}::text[],
    ${given.map((each) => each.postalCode)}::text[], ${given.map((each) => each.personKey)}::text[],
    ${given.map((each) => each.source)}::text[], ${given.map((each) => each.asOf)}::date[],
    ${given.map((each) => each.severity)}::text[])
    as given (id, phone_number, name, address, postal_code, person_key, source, as_of, severity)`;
  const added = sql`id, import_id, phone_number, name, address, postal_code, person_key, source, as_of, severity`;
  for (const column of ['phone_number', 'person_key'])
    await sql`update litigator_entries as standing
      set removed_at = ${by.at}, removed_by = ${by.userId}, removal_reason = 'Replaced by a newer list',
        replaced_by = ${by.importId}
      from ${columns}
      where ${sql.ref(`standing.${column}`)} = ${sql.ref(`given.${column}`)} and standing.source = given.source
        and standing.removed_at is null and (standing.as_of < given.as_of
          or (standing.as_of = given.as_of and standing.import_id <> ${by.importId}))`.execute(database);
  const { rows } = await sql<{ id: string }>`
    insert into litigator_entries (${added})
    select id, ${by.importId}, phone_number, name, address, postal_code, person_key, source, as_of, severity
    from ${columns} order by as_of desc on conflict do nothing returning id`.execute(database);
  // What comes after a list of a later day stands when that list is taken back.
  for (const column of ['phone_number', 'person_key'])
    await sql`insert into litigator_entries (${added}, removed_at, removed_by, removal_reason, replaced_by)
      select given.id, ${by.importId}, given.phone_number, given.name, given.address, given.postal_code, given.person_key,
        given.source, given.as_of, given.severity, ${by.at}, ${by.userId}, 'A newer list was there', standing.import_id
      from ${columns} join litigator_entries as standing
        on ${sql.ref(`standing.${column}`)} = ${sql.ref(`given.${column}`)} and standing.source = given.source
      where standing.removed_at is null and standing.import_id <> ${by.importId}
        and standing.as_of > given.as_of`.execute(database);
  return rows.length;
}

/**
 * Has entries stand again in whose place these stood until a moment ago, before their file was taken back: of each the newest whose own
 * file still holds. What a person took off the list stays off.
 */
export async function reopenLitigators(database: TenantDatabase, closedIds: readonly string[]): Promise<void> {
  await sql`
    update litigator_entries as entry
    set removed_at = null, removed_by = null, removal_reason = null, replaced_by = null
    from (
      select distinct on (taken.id) behind.id
      from litigator_entries as taken
        join litigator_entries as behind on behind.replaced_by is not null and ${isSameEntry('behind', 'taken')}
        join screening_imports as other on other.id = behind.import_id and other.removed_at is null
      where taken.id = any(${[...closedIds]}::text[])
      order by taken.id, behind.as_of desc, behind.id desc
    ) as again
    where entry.id = again.id`.execute(database);
}

/** Takes an entry back, for good: what it took the place of comes back with no file any more. False when somebody did before. */
export async function closeLitigator(database: TenantDatabase, id: string, by: Taking): Promise<boolean> {
  const closed = await database
    .updateTable('litigator_entries')
    .set({ removed_at: by.at, removed_by: by.userId, removal_reason: by.reason })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!closed) return false;
  await sql`update litigator_entries as behind set replaced_by = null from litigator_entries as taken
    where taken.id = ${id} and behind.replaced_by is not null and ${isSameEntry('behind', 'taken')}`.execute(database);
  return true;
}
