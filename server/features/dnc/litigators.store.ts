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
 * Adds entries; of one number or person and source the newer list holds, and the older entry is kept as history.
 * @param ids one for each entry, rising
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
  for (const column of ['phone_number', 'person_key'])
    await sql`update litigator_entries as standing
      set removed_at = ${by.at}, removed_by = ${by.userId}, removal_reason = 'Replaced by a newer list'
      from ${columns}
      where ${sql.ref(`standing.${column}`)} = ${sql.ref(`given.${column}`)} and standing.source = given.source
        and standing.removed_at is null and standing.as_of < given.as_of`.execute(database);
  const { rows } = await sql<{ id: string }>`
    insert into litigator_entries (id, import_id, phone_number, name, address, postal_code, person_key, source, as_of, severity)
    select id, ${by.importId}, phone_number, name, address, postal_code, person_key, source, as_of, severity
    from ${columns} order by as_of desc on conflict do nothing returning id`.execute(database);
  return rows.length;
}

/** Takes an entry back; false when somebody did before. */
export async function closeLitigator(database: TenantDatabase, id: string, by: Taking): Promise<boolean> {
  const closed = await database
    .updateTable('litigator_entries')
    .set({ removed_at: by.at, removed_by: by.userId, removal_reason: by.reason })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return closed !== undefined;
}
