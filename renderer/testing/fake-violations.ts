/** Violations as a compliance officer would find them. */
import type { Violation } from '../../shared/contracts/compliance/violations.contract.ts';
import type { ChannelRequest } from '../../shared/ipc/ipc-map.ts';
import { ago, fakeId, fakeQueue, numberOf } from './fake-data.ts';

const kinds = [
  { kind: 'disclosure-missed', code: 'mini-miranda.later', title: 'Mini-Miranda', citation: '12 CFR 1006.18(e)(2)' },
  {
    kind: 'disclosure-before-right-party',
    code: 'mini-miranda.later',
    title: 'Mini-Miranda before the right party',
    citation: '12 CFR 1006.6(d)(1)',
  },
  { kind: 'recording-not-announced', code: 'recording.announce', title: 'Recording', citation: 'Cal. Penal Code 632' },
  { kind: 'call-past-curfew', code: null, title: 'The call went on past 9 PM', citation: '12 CFR 1006.6(b)(1)(i)' },
  { kind: 'call-without-decision', code: null, title: 'No decision is on file', citation: '12 CFR 1006.100' },
] as const;

const fakeViolations = (): Violation[] =>
  fakeQueue(14).map((item, index) => {
    const what = kinds[index % kinds.length] ?? kinds[0];
    return {
      ...what,
      rule_id: what.kind === 'disclosure-missed' ? 'F-11' : null,
      at: ago(index * 170 + 20),
      call_id: fakeId(91_000 + index),
      call_started_at: ago(index * 170 + 30),
      agent_id: fakeId(100 + (index % 3)),
      agent_name: ['Jordan Avery', 'Sam Ellison', 'Taylor Reyes'][index % 3] ?? '',
      account_id: item.account_id,
      account_reference: item.reference,
      phone_number: numberOf(index),
      decision_id: what.kind === 'call-without-decision' ? null : fakeId(40_000 + index),
    };
  });

/** What the list answers; `isEmpty`: nothing went wrong. */
export const fakeViolationHandlers = (isEmpty: boolean) => ({
  'compliance:list-violations': ({ kind }: ChannelRequest<'compliance:list-violations'>) => ({
    rows: isEmpty ? [] : fakeViolations().filter((row) => kind === undefined || row.kind === kind),
    next_cursor: null,
  }),
  'compliance:export-violations': () => ({ fileName: 'violations-2026-11-26.csv' }),
});
