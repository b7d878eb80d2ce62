/**
 * A whole list as CSV, a page in memory at a time. The lists that only grow are read in short transactions, so that a slow reader holds
 * nothing; a registry, which the next file replaces, as it stood at one moment.
 */
import type { DncEntry, DncList } from '../../../shared/contracts/dnc/dnc.contract.ts';
import type { Litigator, Reassignment, ScreeningList } from '../../../shared/contracts/dnc/screening.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { isoNow } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { csvLine } from '../../http/csv.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { findEntries } from './entries.store.ts';
import { findLitigators, type ScreeningQuery } from './litigators.store.ts';
import { findReassignments } from './reassignments.store.ts';
import { linesOf, numberAt } from './number-block.ts';
import { findRegistries, readBlocks } from './registries.store.ts';

const entriesAtOnce = 2000;
const lastBlock = 999_999;
/** At most 7 MB of text, for which a reader has the minute that a transaction may lie idle. */
const blocksAtOnce = 50;

export type ExportDoor = { database: Pick<DatabaseDoor, 'withTenant' | 'readSnapshot'>; clock: Clock };

/** @throws ProblemError `request/not-found` for a registry that is not there. */
export async function exportList(
  work: UnitOfWork,
  what: { list: DncList; region: string | null },
  door: ExportDoor,
): Promise<AsyncIterable<string>> {
  const { organizationId } = work;
  work.audit({ subject: { type: 'dnc-list', id: what.list }, detail: { region: what.region } });
  if (what.list === 'internal') return entryLines(organizationId, door);
  const registries = await findRegistries(work.database);
  const registry = registries.find(({ list, region }) => list === what.list && region === what.region);
  if (!registry) throw new ProblemError('request/not-found');
  return door.database.readSnapshot(organizationId, (tenant) => numberLines(tenant, registry.id));
}

const entryColumns = [
  'phone_number',
  'reason',
  'source',
  'added_at',
  'added_by_name',
  'expires_at',
  'removed_at',
  'removed_by_name',
  'removal_reason',
] as const satisfies readonly (keyof DncEntry)[];

async function* entryLines(organizationId: string, { database, clock }: ExportDoor): AsyncGenerator<string> {
  yield csvLine(entryColumns);
  let after: string | undefined;
  for (;;) {
    const every = { beginning: undefined, words: '', source: undefined, standing: 'all' as const };
    const query = { ...every, after, limit: entriesAtOnce };
    const rows = await database.withTenant(organizationId, (tenant) => findEntries(tenant, query, isoNow(clock)));
    if (rows.length > 0) yield rows.map((row) => csvLine(entryColumns.map((column) => row[column]))).join('');
    after = rows.at(-1)?.id ?? undefined;
    if (rows.length < entriesAtOnce) return;
  }
}

/** The numbers of a registry. A file that is applied meanwhile shows not at all: the transaction is one of a single moment. */
async function* numberLines(tenant: TenantDatabase, registryId: string): AsyncGenerator<string> {
  yield csvLine(['phone_number']);
  let from = 0;
  for (;;) {
    const blocks = await readBlocks(tenant, registryId, from, lastBlock, blocksAtOnce);
    for (const { block, numbers } of blocks) {
      let text = '';
      for (const line of linesOf(numbers)) text += `${numberAt(block, line)}\r\n`;
      yield text;
    }
    const last = blocks.at(-1);
    if (last === undefined || blocks.length < blocksAtOnce) return;
    from = last.block + 1;
  }
}

const litigatorColumns = [
  'phone_number',
  'name',
  'address',
  'postal_code',
  'source',
  'as_of',
  'severity',
  'removed_at',
  'removed_by_name',
  'removal_reason',
] as const satisfies readonly (keyof Litigator)[];
const answerColumns = [
  'phone_number',
  'asked_about_on',
  'answer',
  'queried_at',
  'removed_at',
  'removed_by_name',
  'removal_reason',
] as const satisfies readonly (keyof Reassignment)[];

/** A screening list with its history as CSV. */
export function exportScreening(work: UnitOfWork, list: ScreeningList, door: ExportDoor): AsyncIterable<string> {
  work.audit({ subject: { type: 'screening-list', id: list } });
  return list === 'litigators'
    ? screeningLines(work.organizationId, door, litigatorColumns, findLitigators)
    : screeningLines(work.organizationId, door, answerColumns, findReassignments);
}

async function* screeningLines<Column extends string, Row extends Record<Column, string | null> & { id: string }>(
  organizationId: string,
  { database }: ExportDoor,
  columns: readonly Column[],
  find: (tenant: TenantDatabase, query: ScreeningQuery) => Promise<Row[]>,
): AsyncGenerator<string> {
  yield csvLine(columns);
  let after: string | undefined;
  for (;;) {
    const every = { search: undefined, beginning: undefined, standing: 'all' as const, limit: entriesAtOnce };
    const query = { ...every, after };
    const rows = await database.withTenant(organizationId, (tenant) => find(tenant, query));
    if (rows.length > 0) yield rows.map((row) => csvLine(columns.map((column) => row[column]))).join('');
    after = rows.at(-1)?.id;
    if (rows.length < entriesAtOnce) return;
  }
}
