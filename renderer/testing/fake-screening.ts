/** Litigators and answers about reassigned numbers as a compliance officer would find them. */
import { createProblem } from '../../shared/contracts/core/problem.ts';
import { failed } from '../../shared/contracts/core/result.ts';
import type { Litigator, Reassignment, ScreeningImport } from '../../shared/contracts/dnc/screening.contract.ts';
import type { ChannelRequest } from '../../shared/ipc/ipc-map.ts';
import { ago, fakeId, fakeNow, numberOf } from './fake-data.ts';
import { fakeRejection } from './fake-dnc.ts';

const dayMinutes = 24 * 60;
const dateAgo = (days: number): string => ago(days * dayMinutes).slice(0, 10);
const standing = { removed_at: null, removed_by_name: null, removal_reason: null };
const people = ['Dana Whitfield', 'GARCIA, MARIA', 'Ruben O’Neil'];
const answers = ['no', 'yes', 'no', 'no-data'] as const;

const fakeLitigators = (): Litigator[] =>
  Array.from({ length: 24 }, (_, index) => {
    const isNamed = index % 4 === 1;
    return {
      id: fakeId(74_000 + index),
      phone_number: isNamed ? null : numberOf(60 + index),
      name: isNamed || index % 3 === 0 ? (people[index % people.length] ?? '') : null,
      address: isNamed ? `${index + 10} Main Street` : null,
      postal_code: isNamed ? '12207' : null,
      source: 'WebRecon',
      as_of: dateAgo(12),
      severity: index % 5 === 0 ? 'high' : null,
      ...standing,
    };
  });

const fakeAnswers = (): Reassignment[] =>
  Array.from({ length: 24 }, (_, index) => ({
    id: fakeId(75_000 + index),
    phone_number: numberOf(60 + index - (index === 9 ? 1 : 0)),
    answer: answers[index % answers.length] ?? 'no',
    asked_about_on: dateAgo(200 + index),
    queried_at: ago((index === 9 ? 90 : 6) * dayMinutes),
    holds: index !== 9,
    ...standing,
  }));

const fakeScreeningImport = (list: ScreeningImport['list'], more: Partial<ScreeningImport> = {}): ScreeningImport => ({
  id: fakeId(list === 'litigators' ? 76_001 : 76_002),
  at: ago(300),
  by_name: 'Priya Raman',
  list,
  file_name: list === 'litigators' ? 'webrecon-2026-11.csv' : 'rnd-results.csv',
  sha256: 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2',
  queried_at: list === 'litigators' ? null : ago(6 * dayMinutes),
  lines: 25,
  added: 22,
  unchanged: 2,
  ...standing,
  ...more,
});

/** What the lists answer; `isEmpty`: nothing was ever imported. */
export function fakeScreeningHandlers(isEmpty: boolean, refusesFile: boolean) {
  const [litigator] = fakeLitigators();
  if (!litigator) throw new Error('The fake list is empty');
  const of = <Row extends { phone_number: string | null }>(rows: Row[], search = ''): { rows: Row[]; next: null } => ({
    rows: isEmpty ? [] : rows.filter((row) => (row.phone_number ?? '').includes(search.replaceAll(/\D/g, ''))),
    next: null,
  });
  const taken = { removed_at: fakeNow, removed_by_name: 'Priya Raman' };
  return {
    'screening:list-litigators': ({ search }: ChannelRequest<'screening:list-litigators'>) =>
      of(fakeLitigators(), search),
    'screening:list-reassigned': ({ search }: ChannelRequest<'screening:list-reassigned'>) => of(fakeAnswers(), search),
    'screening:list-imports': ({ list, after }: ChannelRequest<'screening:list-imports'>) => {
      const wrong = { ...taken, id: fakeId(76_003), removal_reason: 'The wrong file' };
      if (after !== undefined) return { imports: [fakeScreeningImport(list, wrong)], next: null };
      const hasMore = list === 'reassigned' && !isEmpty;
      return { imports: isEmpty ? [] : [fakeScreeningImport(list)], next: hasMore ? fakeId(76_002) : null };
    },
    'screening:remove-litigator': ({ reason }: ChannelRequest<'screening:remove-litigator'>) => ({
      ...litigator,
      ...taken,
      removal_reason: reason,
    }),
    'screening:take-back': ({ reason }: ChannelRequest<'screening:take-back'>) =>
      fakeScreeningImport('litigators', { ...taken, removal_reason: reason }),
    'screening:import': ({ list }: ChannelRequest<'screening:import'>) =>
      refusesFile ? failed(createProblem('dnc/file-refused', { detail: fakeRejection })) : fakeScreeningImport(list),
    'screening:export': ({ list }: ChannelRequest<'screening:export'>) => ({ fileName: `${list}-2026-11-26.csv` }),
  };
}
