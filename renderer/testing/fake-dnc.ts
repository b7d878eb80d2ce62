/** Do-not-call lists as a compliance officer would find them. */
import { createProblem } from '../../shared/contracts/core/problem.ts';
import { failed } from '../../shared/contracts/core/result.ts';
import type { DncEntry, DncImport, DncRegistry } from '../../shared/contracts/dnc/dnc.contract.ts';
import type { ChannelRequest } from '../../shared/ipc/ipc-map.ts';
import { ago, fakeId, fakeNow, numberOf } from './fake-data.ts';

const dayMinutes = 24 * 60;
const dateAgo = (days: number): string => ago(days * dayMinutes).slice(0, 10);
const reasons = [
  'Asked on the phone not to be called at this number',
  'Wrote a letter: only by mail',
  'Number of her employer, asked to stop',
  'Child’s phone',
];

/** Entries of the internal list, newest first; one removed, one with an end. */
export const fakeDncEntries = (amount: number): DncEntry[] =>
  Array.from({ length: amount }, (_, index) => ({
    id: fakeId(70_000 + index),
    list: 'internal' as const,
    region: null,
    phone_number: numberOf(40 + index),
    reason: reasons[index % reasons.length] ?? '',
    source: index % 3 === 0 ? 'consumer' : 'import',
    added_at: ago(index * 190 + 12),
    added_by_name: index % 3 === 0 ? 'Jordan Avery' : 'Priya Raman',
    expires_at: index % 7 === 3 ? ago(-60 * dayMinutes) : null,
    removed_at: index === 5 ? ago(300) : null,
    removed_by_name: index === 5 ? 'Priya Raman' : null,
    removal_reason: index === 5 ? 'Entered under the wrong person' : null,
  }));

export const fakeRegistries = (): DncRegistry[] => [
  {
    id: fakeId(71_001),
    list: 'national',
    region: null,
    source: 'FTC',
    san: '10214-99120',
    as_of: dateAgo(26),
    number_count: 4_981_204,
    updated_at: ago(26 * dayMinutes),
  },
  {
    id: fakeId(71_002),
    list: 'state',
    region: 'FL',
    source: 'FDACS',
    san: null,
    as_of: dateAgo(44),
    number_count: 1_204_310,
    updated_at: ago(44 * dayMinutes),
  },
];

export const fakeImports = (): DncImport[] => [
  {
    id: fakeId(72_001),
    at: ago(26 * dayMinutes),
    by_name: 'Priya Raman',
    list: 'national',
    region: null,
    kind: 'change',
    file_name: '2026-10-change.txt',
    sha256: 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2',
    as_of: dateAgo(26),
    base_as_of: dateAgo(56),
    lines: 98_412,
    added: 61_020,
    removed: 37_380,
    unchanged: 12,
    number_count: 4_981_204,
  },
  {
    id: fakeId(72_002),
    at: ago(56 * dayMinutes),
    by_name: 'Priya Raman',
    list: 'national',
    region: null,
    kind: 'full',
    file_name: '2026-09-full.txt',
    sha256: 'a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447',
    as_of: dateAgo(56),
    base_as_of: null,
    lines: 4_957_564,
    added: 4_957_564,
    removed: 0,
    unchanged: 0,
    number_count: 4_957_564,
  },
];

export const fakeRejection = {
  rejected_count: 3,
  rejected: [
    { line: 4, reason: 'Not a US telephone number of ten digits', text: '212,555123' },
    { line: 1_204, reason: 'Not a US telephone number of ten digits', text: '"112","5550100"' },
    { line: 88_017, reason: 'Not a US telephone number of ten digits', text: 'END OF FILE' },
  ],
};

/** What the lists answer; `isEmpty`: nothing is on any of them. */
export function fakeDncHandlers(isEmpty: boolean, refusesFile: boolean) {
  const [imported] = fakeImports().slice(1);
  const [entry] = fakeDncEntries(1);
  if (!imported || !entry) throw new Error('The fake lists are empty');
  return {
    'dnc:list': ({ search = '', source, standing = 'active', list = 'internal' }: ChannelRequest<'dnc:list'>) => {
      const digits = search.replaceAll(/\D/g, '');
      const all = isEmpty ? [] : fakeDncEntries(60);
      const rows = all
        .filter(({ phone_number: number, reason }) =>
          digits === '' ? reason.toLowerCase().includes(search.toLowerCase()) : number.startsWith(`+1${digits}`),
        )
        .filter((row) => source === undefined || row.source === source)
        .filter(({ removed_at: removedAt }) => standing === 'all' || (removedAt !== null) === (standing === 'removed'));
      const registries = digits.length === 10 ? fakeRegistries().slice(0, 1) : [];
      const ofRegistry = rows.map((row) => ({
        ...row,
        id: null,
        list,
        reason: '',
        source: 'FTC',
        added_by_name: null,
      }));
      return { rows: list === 'internal' ? rows : ofRegistry, next: null, on_registries: registries };
    },
    'dnc:add': ({ phone_number, reason, source }: ChannelRequest<'dnc:add'>) => ({
      ...entry,
      phone_number,
      reason,
      source,
    }),
    'dnc:report': () => ({
      id: fakeId(60_003),
      callId: null,
      kind: 'dnc',
      state: 'saved-here' as const,
      at: fakeNow,
    }),
    'dnc:remove': ({ reason }: ChannelRequest<'dnc:remove'>) => ({
      ...entry,
      removed_at: fakeNow,
      removal_reason: reason,
    }),
    'dnc:list-registries': () => ({
      registries: isEmpty ? [] : fakeRegistries(),
      imports: isEmpty ? [] : fakeImports(),
    }),
    'dnc:choose-file': () => ({ fileId: fakeId(60_004), fileName: '2026-11-full.txt', bytes: 59_800_000 }),
    'dnc:import': () => (refusesFile ? failed(createProblem('dnc/file-refused', { detail: fakeRejection })) : imported),
    'dnc:export': () => ({ fileName: 'do-not-call-internal-2026-11-26.csv' }),
  };
}
