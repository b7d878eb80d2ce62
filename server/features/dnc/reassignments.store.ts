/** Answers about reassigned numbers, and the files of both screening lists, as the database holds them. */
import { sql } from 'kysely';
import type { Reassignment, ScreeningImport } from '../../../shared/contracts/dnc/screening.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { reopenLitigators, type ScreeningQuery, type Taking } from './litigators.store.ts';
import type { NewAnswer } from './screening-file.ts';

/** One page, newest first. */
export async function findReassignments(
  database: TenantDatabase,
  { search, beginning, standing, after, limit }: ScreeningQuery,
): Promise<Omit<Reassignment, 'holds'>[]> {
  // There are no names here.
  if (search && beginning === undefined) return [];
  let found = database
    .selectFrom('reassignment_answers as entry')
    .leftJoin('users as remover', 'remover.id', 'entry.removed_by')
    .select([
      'entry.id',
      'entry.phone_number',
      'entry.answer',
      'entry.asked_about_on',
      'entry.queried_at',
      'entry.removed_at',
      'remover.full_name as removed_by_name',
      'entry.removal_reason',
    ]);
  if (beginning !== undefined)
    found = found.where('entry.phone_number', '>=', beginning).where('entry.phone_number', '<', `${beginning}:`);
  if (standing !== 'all') found = found.where('entry.removed_at', standing === 'active' ? 'is' : 'is not', null);
  if (after !== undefined) found = found.where('entry.id', '<', after);
  return found.orderBy('entry.id', 'desc').limit(limit).execute();
}

/** Every answer about these numbers that stands. */
export const findStandingAnswers = (database: TenantDatabase, phoneNumbers: readonly string[]) =>
  database
    .selectFrom('reassignment_answers')
    .select(['phone_number', 'answer', 'asked_about_on', 'queried_at'])
    .where('phone_number', '=', sql<string>`any(${[...phoneNumbers]}::text[])`)
    .where('removed_at', 'is', null)
    .execute();

/** Adds answers; what the file itself says twice is added once. Another file that says the same vouches for it as well. */
export async function insertAnswers(
  database: TenantDatabase,
  given: readonly NewAnswer[],
  by: { ids: readonly string[]; importId: string; queriedAt: string },
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    insert into reassignment_answers (id, import_id, phone_number, answer, asked_about_on, queried_at)
    select id, ${by.importId}, phone_number, answer, asked_about_on, ${by.queriedAt}::timestamptz
    from unnest(${[...by.ids]}::text[], ${given.map((each) => each.phoneNumber)}::text[],
      ${given.map((each) => each.answer)}::text[], ${given.map((each) => each.askedAboutOn)}::date[])
      as given (id, phone_number, answer, asked_about_on)
    on conflict do nothing returning id`.execute(database);
  return rows.length;
}

export const insertScreeningImport = (
  database: TenantDatabase,
  file: Omit<ScreeningImport, 'by_name' | 'removed_at' | 'removed_by_name' | 'removal_reason'> & { by_id: string },
) => database.insertInto('screening_imports').values(file).execute();

const imports = (database: TenantDatabase) =>
  database
    .selectFrom('screening_imports as file')
    .innerJoin('users', 'users.id', 'file.by_id')
    .leftJoin('users as remover', 'remover.id', 'file.removed_by')
    .select([
      'file.id',
      'file.at',
      'users.full_name as by_name',
      'file.list',
      'file.file_name',
      'file.sha256',
      'file.queried_at',
      'file.lines',
      'file.added',
      'file.unchanged',
      'file.removed_at',
      'remover.full_name as removed_by_name',
      'file.removal_reason',
    ]);

/** The files of a list that were applied, newest first. */
export async function findScreeningImports(
  database: TenantDatabase,
  { list, after, limit }: { list: ScreeningImport['list']; after?: string | undefined; limit: number },
): Promise<ScreeningImport[]> {
  let found = imports(database).where('file.list', '=', list);
  if (after !== undefined) found = found.where('file.id', '<', after);
  return found.orderBy('file.id', 'desc').limit(limit).execute();
}

export const findScreeningImport = (database: TenantDatabase, id: string): Promise<ScreeningImport | undefined> =>
  imports(database).where('file.id', '=', id).executeTakeFirst();

/** One statement must end long before the database's limit for it. */
const closedAtOnce = 5000;

/** Closes what a file added and that still stands, a part at a time; `onClosed` is given the ids of each part. */
async function closeEntries(
  database: TenantDatabase,
  table: 'litigator_entries' | 'reassignment_answers',
  importId: string,
  mark: { removed_at: string; removed_by: string | null; removal_reason: string },
  onClosed: (ids: readonly string[]) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  let after = '';
  for (;;) {
    const rows = await database
      .selectFrom(table)
      .select('id')
      .where('import_id', '=', importId)
      .where('id', '>', after)
      .where('removed_at', 'is', null)
      .orderBy('id')
      .limit(closedAtOnce)
      .execute();
    const ids = rows.map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return;
    await database
      .updateTable(table)
      .set(mark)
      .where('id', '=', sql<string>`any(${ids}::text[])`)
      .execute();
    await onClosed(ids);
    after = last;
  }
}

/**
 * Takes back a file and what it added that still stands; what it took the place of stands again. False when somebody did before. All
 * of it is in the caller's transaction, so nobody sees a part.
 */
export async function closeImport(database: TenantDatabase, id: string, by: Taking): Promise<boolean> {
  const mark = { removed_at: by.at, removed_by: by.userId, removal_reason: by.reason };
  const closed = await database
    .updateTable('screening_imports')
    .set(mark)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!closed) return false;
  await closeEntries(database, 'litigator_entries', id, mark, (ids) => reopenLitigators(database, ids));
  await closeEntries(database, 'reassignment_answers', id, mark);
  return true;
}
