/** Reading the lists, and barring and releasing single numbers. */
import type { DncEntry, DncList, DncRegistry, dncStandings } from '../../../shared/contracts/dnc/dnc.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { findDncFacts } from './dnc-facts.read-model.ts';
import { closeEntry, findEntries, findEntry, findStandingEntry, insertEntries } from './entries.store.ts';
import type { NewEntry } from './entry-file.ts';
import { linesOf, numberAt, placeOf } from './number-block.ts';
import { findImports, findRegistries, readBlocks } from './registries.store.ts';

export type DncQuery = {
  list: DncList;
  region?: string | undefined;
  search?: string | undefined;
  source?: string | undefined;
  standing: (typeof dncStandings)[number];
  after?: string | undefined;
  limit: number;
};
export type DncPage = { rows: DncEntry[]; next: string | null; on_registries: DncRegistry[] };

/** E.164 from its beginning for what a person typed of a number; undefined for what has letters, or no digits at all. */
export function readBeginning(search: string | undefined): string | undefined {
  if (/\p{L}/u.test(search ?? '')) return undefined;
  const digits = (search ?? '').replaceAll(/\D/g, '');
  if (digits === '') return undefined;
  // No area code begins with 1, so a first 1 is the country's.
  return (search ?? '').trim().startsWith('+') || digits.startsWith('1') ? `+${digits}` : `+1${digits}`;
}

/** One page of one list. */
export async function listDnc(database: TenantDatabase, query: DncQuery, clock: Clock): Promise<DncPage> {
  const beginning = readBeginning(query.search);
  const registries = await findRegistries(database);
  const words = beginning === undefined ? (query.search ?? '').trim() : '';
  // A registry has numbers and no reasons; any other text finds nothing there, rather than everything.
  if (words !== '' && query.list !== 'internal') return { rows: [], next: null, on_registries: [] };
  const more = { ...query, limit: query.limit + 1 };
  const found =
    query.list === 'internal'
      ? await findEntries(
          database,
          { ...more, beginning, words, source: query.source, after: query.after },
          isoNow(clock),
        )
      : await findNumbers(
          database,
          registries.find(({ list, region }) => list === query.list && region === (query.region ?? null)),
          { ...more, beginning },
        );
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  return {
    rows,
    next: found.length > query.limit && last ? (last.id ?? last.phone_number) : null,
    on_registries: await registriesOf(database, beginning, registries),
  };
}

/** How many applied files are shown. */
const shownImports = 50;

/** The registries in use, and the last files that were applied. */
export const listRegistries = async (database: TenantDatabase) => ({
  registries: await findRegistries(database),
  imports: await findImports(database, shownImports),
});

async function registriesOf(
  database: TenantDatabase,
  phoneNumber: string | undefined,
  registries: readonly DncRegistry[],
): Promise<DncRegistry[]> {
  if (phoneNumber === undefined || !placeOf(phoneNumber)) return [];
  const { entries } = await findDncFacts(database, [phoneNumber]);
  const named = new Set(entries.map(({ list, source }) => `${list} ${source}`));
  return registries.filter(({ list, region, source }) =>
    named.has(`${list} ${region === null ? source : `${region}: ${source}`}`),
  );
}

/** Blocks read at once: most pages come out of one. */
const blocksAtOnce = 20;

/** One page of a registry, by number. Nothing when there is no such registry. */
async function findNumbers(
  database: TenantDatabase,
  registry: DncRegistry | undefined,
  query: { beginning: string | undefined; after?: string | undefined; limit: number },
): Promise<DncEntry[]> {
  if (!registry) return [];
  const { beginning = '+1', after = '' } = query;
  const national = beginning.slice(2).slice(0, 10);
  if (!beginning.startsWith('+1') || beginning.length > 12) return [];
  const firstBlock = Number(national.padEnd(10, '0').slice(0, 6));
  const lastBlock = Number(national.padEnd(10, '9').slice(0, 6));
  const rows: DncEntry[] = [];
  let from = Math.max(firstBlock, placeOf(after)?.block ?? 0);
  while (rows.length < query.limit) {
    const blocks = await readBlocks(database, registry.id, from, lastBlock, blocksAtOnce);
    for (const { block, numbers } of blocks)
      for (const line of linesOf(numbers)) {
        const phoneNumber = numberAt(block, line);
        if (phoneNumber > after && phoneNumber.startsWith(beginning)) rows.push(entryOf(registry, phoneNumber));
      }
    const end = blocks.at(-1);
    if (!end || blocks.length < blocksAtOnce) break;
    from = end.block + 1;
  }
  return rows.slice(0, query.limit);
}

const entryOf = (registry: DncRegistry, phoneNumber: string): DncEntry => ({
  id: null,
  list: registry.list,
  region: registry.region,
  phone_number: phoneNumber,
  reason: '',
  source: registry.source,
  added_at: `${registry.as_of}T00:00:00.000Z`,
  added_by_name: null,
  expires_at: null,
  removed_at: null,
  removed_by_name: null,
  removal_reason: null,
});

/**
 * Bars a number from the commit on, and tells everybody who may have it on screen. `isNew` false: an entry that lasts at
 * least as long stands already.
 * @throws ProblemError `request/invalid` for an expiry that is over.
 */
export async function addNumber(work: UnitOfWork, given: NewEntry): Promise<{ entry: DncEntry; isNew: boolean }> {
  const { database, actor, at } = work;
  if (given.expiresAt !== null && given.expiresAt <= at)
    throw new ProblemError('request/invalid', {
      issues: [{ path: 'body.expires_at', message: 'This moment is over already.' }],
    });
  const added = await insertEntries(database, [given], { userId: actor.id, at, importId: null });
  const entry = await findStandingEntry(database, given.phoneNumber);
  if (!entry) throw new Error('A number that was just added is not on the list');
  work.audit({
    subject: { type: 'dnc-entry', id: entry.id ?? '' },
    detail: { phone_number: given.phoneNumber, reason: given.reason, source: given.source, is_new: added > 0 },
  });
  if (added > 0) tellChanged(work, given.phoneNumber, true);
  return { entry, isNew: added > 0 };
}

/**
 * Takes an entry back; it stays on file.
 * @throws ProblemError `request/not-found`, `dnc/already-removed`
 */
export async function removeEntry(work: UnitOfWork, id: string, reason: string): Promise<DncEntry> {
  const { database, actor, at } = work;
  const isClosed = await closeEntry(database, id, { userId: actor.id, at, reason });
  const entry = await findEntry(database, id);
  if (!entry) throw new ProblemError('request/not-found');
  if (!isClosed) throw new ProblemError('dnc/already-removed');
  work.audit({ subject: { type: 'dnc-entry', id }, detail: { phone_number: entry.phone_number, reason } });
  tellChanged(work, entry.phone_number, false);
  return entry;
}

/** Whoever has a number on screen or in the queue asks again. */
export function tellChanged(work: UnitOfWork, phoneNumber: string | null, isListed: boolean | null): void {
  work.publish(
    { type: 'dnc-changed', phone_number: phoneNumber, is_listed: isListed, by_name: work.actor.name },
    'everybody',
  );
  work.publish({ type: 'queue-changed' }, 'everybody');
}
