/** Litigators and answers about reassigned numbers: files of them, looking at them, taking them back. */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type {
  Litigator,
  LitigatorImportQuery,
  Reassignment,
  ReassignmentImportQuery,
  ScreeningImport,
  screeningStandings,
} from '../../../shared/contracts/dnc/screening.contract.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { answerThatHolds } from '../../../shared/domain/compliance/reassigned-numbers.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Transacted, TransactUpload } from '../../http/handlers.ts';
import { readBeginning, tellChanged } from './dnc.service.ts';
import { applyFile } from './import.service.ts';
import { closeLitigator, findLitigator, findLitigators, insertLitigators, lockScreening } from './litigators.store.ts';
import {
  closeImport,
  findReassignments,
  findScreeningImport,
  findScreeningImports,
  findStandingAnswers,
  insertAnswers,
  insertScreeningImport,
} from './reassignments.store.ts';
import { readAnswers, readLitigators, type ScreeningFile } from './screening-file.ts';

type Page = {
  search?: string | undefined;
  standing: (typeof screeningStandings)[number];
  after?: string | undefined;
  limit: number;
};
type Upload = AsyncIterable<Uint8Array>;
type Transact = TransactUpload<{ status: 200; body: ScreeningImport }>;

const entriesAtOnce = 5000;

/** One more than a page is read, to know whether there is a next one. */
async function pageOf<Row extends { id: string }>(
  find: (query: Parameters<typeof findLitigators>[1]) => Promise<Row[]>,
  query: Page,
): Promise<{ rows: Row[]; next: string | null }> {
  const { search, standing, after, limit } = query;
  const beginning = readBeginning(search);
  const found = await find({ search: search?.trim(), beginning, standing, after, limit: limit + 1 });
  return cut(found, limit);
}

function cut<Row extends { id: string }>(found: readonly Row[], limit: number): { rows: Row[]; next: string | null } {
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

export const listLitigators = (
  database: TenantDatabase,
  query: Page,
): Promise<{ rows: Litigator[]; next: string | null }> => pageOf((more) => findLitigators(database, more), query);

export async function listReassignments(
  database: TenantDatabase,
  query: Page,
): Promise<{ rows: Reassignment[]; next: string | null }> {
  const { rows, next } = await pageOf((more) => findReassignments(database, more), query);
  const standing = await findStandingAnswers(
    database,
    rows.map((row) => row.phone_number),
  );
  const ofNumber = Map.groupBy(standing, (row) => row.phone_number);
  const holding = new Map([...ofNumber].map(([number, answers]) => [number, answerThatHolds(answers.map(asAnswer))]));
  return { rows: rows.map((row) => ({ ...row, holds: isSame(row, holding.get(row.phone_number) ?? null) })), next };
}

type Answered = Pick<Reassignment, 'answer' | 'asked_about_on' | 'queried_at'>;
const asAnswer = ({ answer, asked_about_on: askedAboutOn, queried_at }: Answered) => ({
  answer,
  askedAboutOn,
  queriedAtMs: Date.parse(queried_at),
});

const isSame = (
  row: Answered & { removed_at: string | null },
  holding: ReturnType<typeof answerThatHolds>,
): boolean => {
  const { answer, askedAboutOn, queriedAtMs } = asAnswer(row);
  return (
    row.removed_at === null &&
    holding?.answer === answer &&
    holding.askedAboutOn === askedAboutOn &&
    holding.queriedAtMs === queriedAtMs
  );
};

export async function listScreeningImports(
  database: TenantDatabase,
  query: { list: ScreeningImport['list']; after?: string | undefined; limit: number },
): Promise<{ imports: ScreeningImport[]; next: string | null }> {
  const found = await findScreeningImports(database, { ...query, limit: query.limit + 1 });
  const { rows, next } = cut(found, query.limit);
  return { imports: rows, next };
}

/** Reads a list of litigators and applies it; refusals are kept with their audit row. */
export async function importLitigators(
  upload: Upload,
  query: LitigatorImportQuery,
  transact: Transact,
  clock: Clock,
): Promise<Transacted> {
  const given = { source: query.source, asOf: query.as_of, severity: query.severity };
  const file = await readLitigators(upload, given, isoNow(clock).slice(0, 10));
  return applyScreening(transact, clock, { list: 'litigators', file_name: query.file_name, queried_at: null }, file, {
    insert: (work, some, by) => insertLitigators(work.database, some, { ...by, at: work.at, userId: work.actor.id }),
  });
}

/**
 * Reads answers about reassigned numbers and adds them.
 * @throws ProblemError `request/invalid` for a moment of asking that is still to come.
 */
export async function importReassignments(
  upload: Upload,
  query: ReassignmentImportQuery,
  transact: Transact,
  clock: Clock,
): Promise<Transacted> {
  const { queried_at: queriedAt, file_name } = query;
  if (Date.parse(queriedAt) > clock.now())
    throw new ProblemError('request/invalid', {
      issues: [{ path: 'query.queried_at', message: 'This moment is still to come.' }],
    });
  const file = await readAnswers(upload, isoNow(clock).slice(0, 10));
  return applyScreening(transact, clock, { list: 'reassigned', file_name, queried_at: queriedAt }, file, {
    insert: (work, some, by) => insertAnswers(work.database, some, { ...by, queriedAt }),
  });
}

type Insert<T> = {
  insert: (work: UnitOfWork, some: readonly T[], by: { ids: string[]; importId: string }) => Promise<number>;
};

const applyScreening = <T>(
  transact: Transact,
  clock: Clock,
  what: Pick<ScreeningImport, 'list' | 'file_name' | 'queried_at'>,
  file: ScreeningFile<T>,
  { insert }: Insert<T>,
): Promise<Transacted> =>
  applyFile(transact, clock, file, {
    subject: 'screening-import',
    refusal: 'screening.import-refused',
    detail: what,
    apply: async (work, id) => {
      await lockScreening(work.database);
      let added = 0;
      for (let from = 0; from < file.entries.length; from += entriesAtOnce) {
        const some = file.entries.slice(from, from + entriesAtOnce);
        added += await insert(work, some, { ids: some.map(() => createId(clock)), importId: id });
      }
      const counts = { lines: file.lines, added, unchanged: file.entries.length - added };
      const record = { id, at: work.at, ...what, sha256: file.sha256, ...counts };
      await insertScreeningImport(work.database, { ...record, by_id: work.actor.id ?? '' });
      work.audit({ detail: { added, unchanged: counts.unchanged } });
      tellChanged(work, null, null);
      const standing = { removed_at: null, removed_by_name: null, removal_reason: null };
      return { ...record, by_name: work.actor.name, ...standing };
    },
  });

/**
 * Takes an entry back; it stays on file.
 * @throws ProblemError `request/not-found`, `dnc/already-removed`
 */
export async function removeLitigator(work: UnitOfWork, id: string, reason: string): Promise<Litigator> {
  const { database, actor, at } = work;
  await lockScreening(database);
  const isClosed = await closeLitigator(database, id, { at, userId: actor.id, reason });
  const entry = await findLitigator(database, id);
  if (!entry) throw new ProblemError('request/not-found');
  if (!isClosed) throw new ProblemError('dnc/already-removed');
  const { phone_number, name, source } = entry;
  work.audit({ subject: { type: 'litigator', id }, detail: { phone_number, name, source, reason } });
  tellChanged(work, null, null);
  return entry;
}

/**
 * Takes back all that a file added and that still stands; the entries it replaced stand again, unless their own file was taken
 * back as well.
 * @throws ProblemError `request/not-found`, `dnc/already-removed`
 */
export async function takeBackImport(work: UnitOfWork, id: string, reason: string): Promise<ScreeningImport> {
  const { database, actor, at } = work;
  await lockScreening(database);
  const isClosed = await closeImport(database, id, { at, userId: actor.id, reason });
  const file = await findScreeningImport(database, id);
  if (!file) throw new ProblemError('request/not-found');
  if (!isClosed) throw new ProblemError('dnc/already-removed');
  work.audit({
    subject: { type: 'screening-import', id },
    detail: { list: file.list, file_name: file.file_name, reason },
  });
  tellChanged(work, null, null);
  return file;
}
