/**
 * Files of numbers: all of one or nothing of it.
 *
 *   read to the end (no transaction) ─► lines that cannot be used? refuse ─► one transaction: hold the list ─► check its
 *   date and count ─► change the list ─► record the file, audit, tell
 *
 * Promise: no decision sees half a file, because it becomes visible with one commit; a refusal changes nothing and is audited.
 */
import type { AuditAction } from '../../../shared/contracts/audit/audit-actions.ts';
import type { DncImport, DncImportQuery } from '../../../shared/contracts/dnc/dnc.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { Refusal, type Transacted, type TransactUpload } from '../../http/handlers.ts';
import { tellChanged } from './dnc.service.ts';
import { countEntries, insertEntries } from './entries.store.ts';
import { readEntries } from './entry-file.ts';
import type { Rejections } from './file-lines.ts';
import { changeBlocks, insertImport, lockRegistry, replaceBlocks, updateRegistry } from './registries.store.ts';
import { readChangeList, readFullList } from './registry-file.ts';

type Applied = { added: number; removed: number; unchanged: number; number_count: number };
type Outcome = Applied | Refusal;
type Reply = { status: 200; body: DncImport };
type Transact = TransactUpload<Reply>;
type Read = {
  file: { lines: number; sha256: string; rejections: Rejections };
  apply: (work: UnitOfWork, importId: string) => Promise<Outcome>;
};

/** A list that lost more than this share of its numbers is taken for half a file. */
const mostLost = 0.2;
const entriesAtOnce = 5000;

const refuse = (error: ProblemError): Refusal => new Refusal('dnc.import-refused', error);

/**
 * Reads a file and applies it.
 * @throws ProblemError `request/invalid` for dates that cannot be; the other refusals are kept with their audit row.
 */
export async function importFile(
  upload: AsyncIterable<Uint8Array>,
  query: DncImportQuery,
  transact: Transact,
  clock: Clock,
): Promise<Transacted> {
  if (query.as_of !== undefined && query.as_of > isoNow(clock).slice(0, 10))
    throw new ProblemError('request/invalid', {
      issues: [{ path: 'query.as_of', message: 'This date is still to come.' }],
    });
  const { file, apply } = await read(upload, query, clock);
  const { list, region = '', kind, san = null, as_of = null, base_as_of = null, file_name } = query;
  return applyFile(transact, clock, file, {
    subject: 'dnc-import',
    refusal: 'dnc.import-refused',
    detail: { list, region, kind, file_name, as_of, base_as_of },
    apply: async (work, id) => {
      const outcome = await apply(work, id);
      if (outcome instanceof Refusal) return outcome;
      const { added, removed, number_count } = outcome;
      const { lines, sha256 } = file;
      const record = { id, at: work.at, list, kind, file_name, sha256, as_of, base_as_of, lines, ...outcome };
      await insertImport(work.database, { ...record, region, san, by_id: work.actor.id ?? '' });
      work.audit({ detail: { added, removed, number_count } });
      tellChanged(work, null, null);
      return { ...record, by_name: work.actor.name, region: region === '' ? null : region };
    },
  });
}

type Applying<Body> = {
  /** What the audit row is about. */
  subject: string;
  refusal: AuditAction;
  detail: Readonly<Record<string, unknown>>;
  /** Changes the list and records the file. */
  apply: (work: UnitOfWork, importId: string) => Promise<Body | Refusal>;
};

/** Applies a file that has been read: with one line that cannot be used nothing of it, else all in one unit of work. */
export const applyFile = <Body>(
  transact: TransactUpload<{ status: 200; body: Body }>,
  clock: Clock,
  { lines, sha256, rejections }: Read['file'],
  { subject, refusal, detail, apply }: Applying<Body>,
): Promise<Transacted> =>
  transact(async (work) => {
    const id = createId(clock);
    work.audit({ subject: { type: subject, id }, detail: { ...detail, sha256, lines, rejected: rejections.count } });
    if (rejections.count === 0) {
      const body = await apply(work, id);
      return body instanceof Refusal ? body : { status: 200, body };
    }
    const { rejected } = rejections;
    return new Refusal(
      refusal,
      new ProblemError('dnc/file-refused', { detail: { rejected_count: rejections.count, rejected } }),
    );
  });

async function read(upload: AsyncIterable<Uint8Array>, query: DncImportQuery, clock: Clock): Promise<Read> {
  if (query.list === 'internal') {
    const fallback = { reason: query.reason, source: query.source ?? 'import' };
    const file = await readEntries(upload, fallback, isoNow(clock));
    return { file, apply: (work, importId) => addEntries(work, file.entries, importId) };
  }
  if (query.kind === 'change') {
    const file = await readChangeList(upload);
    return { file, apply: (work) => applyChange(work, query, file, clock) };
  }
  const file = await readFullList(upload);
  return { file, apply: (work) => applyFull(work, query, file, clock) };
}

async function addEntries(
  work: UnitOfWork,
  entries: Awaited<ReturnType<typeof readEntries>>['entries'],
  importId: string,
): Promise<Applied> {
  const by = { userId: work.actor.id, at: work.at, importId };
  let added = 0;
  for (let from = 0; from < entries.length; from += entriesAtOnce)
    added += await insertEntries(work.database, entries.slice(from, from + entriesAtOnce), by);
  return { added, removed: 0, unchanged: entries.length - added, number_count: await countEntries(work.database) };
}

const keyOf = ({ list, region = '' }: DncImportQuery) => ({
  list: list === 'state' ? list : ('national' as const),
  region,
});

async function applyFull(
  work: UnitOfWork,
  query: DncImportQuery,
  { numbers }: Awaited<ReturnType<typeof readFullList>>,
  clock: Clock,
): Promise<Outcome> {
  const { database } = work;
  const registry = await lockRegistry(database, keyOf(query), clock);
  const { as_of: asOf = '' } = query;
  if (registry.as_of !== null && asOf < registry.as_of)
    return refuse(
      new ProblemError('dnc/base-mismatch', {
        message: `This list is of ${asOf}, older than the one in use, of ${registry.as_of}.`,
        detail: { current_as_of: registry.as_of },
      }),
    );
  if (numbers.size < registry.full_count * (1 - mostLost))
    return refuse(
      new ProblemError('dnc/count-dropped', {
        message: `This list has ${numbers.size} numbers; the last full one had ${registry.full_count}. It was not used.`,
        detail: { number_count: numbers.size, last_full_count: registry.full_count },
      }),
    );
  await replaceBlocks(database, registry.id, numbers);
  await updateRegistry(database, registry.id, {
    source: sourceOf(query, registry.source),
    san: query.san ?? null,
    as_of: asOf,
    number_count: numbers.size,
    full_count: numbers.size,
    updated_at: work.at,
  });
  return { added: numbers.size, removed: registry.number_count, unchanged: 0, number_count: numbers.size };
}

async function applyChange(
  work: UnitOfWork,
  query: DncImportQuery,
  change: Awaited<ReturnType<typeof readChangeList>>,
  clock: Clock,
): Promise<Outcome> {
  const { database } = work;
  const registry = await lockRegistry(database, keyOf(query), clock);
  const { as_of: asOf = '', base_as_of: baseAsOf = '' } = query;
  if (registry.as_of !== baseAsOf || asOf < baseAsOf)
    return refuse(
      new ProblemError('dnc/base-mismatch', {
        message:
          registry.as_of === null
            ? 'There is no full list yet that this change list could change.'
            : `This change list starts from ${baseAsOf}; the list in use is of ${registry.as_of}.`,
        detail: { current_as_of: registry.as_of },
      }),
    );
  const { added, removed } = await changeBlocks(database, registry.id, change);
  const count = registry.number_count + added - removed;
  await updateRegistry(database, registry.id, {
    source: sourceOf(query, registry.source),
    san: query.san ?? registry.san,
    as_of: asOf,
    number_count: count,
    full_count: registry.full_count,
    updated_at: work.at,
  });
  const unchanged = change.added.size + change.deleted.size - added - removed;
  return { added, removed, unchanged, number_count: count };
}

const sourceOf = ({ source, list, region }: DncImportQuery, before: string): string =>
  source ?? (before === '' ? (list === 'national' ? 'FTC' : (region ?? '')) : before);
