/** What is known of a consumer, in the groups an officer looks in: the consumer, each debt, each number and address. Pure. */
import type { AccountDetail } from '../../../../shared/contracts/accounts/accounts.contract.ts';
import type { ConsumerFact } from '../../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import { formatPhone } from '../../../ui/format.ts';

export type KnownGroup = { key: string; title: string; note: string; facts: readonly ConsumerFact[] };

/** What stands comes before what was taken back; else as the server gave it, newest first. */
const standingFirst = (facts: readonly ConsumerFact[]): ConsumerFact[] =>
  facts.toSorted((a, b) => Number(a.taken_back !== null) - Number(b.taken_back !== null));

const endpointOf = (fact: ConsumerFact): string | null => fact.phone_number ?? fact.address?.toLowerCase() ?? null;

const group = (key: string, title: string, note: string, mine: readonly ConsumerFact[]): KnownGroup[] =>
  mine.length === 0 ? [] : [{ key, title, note, facts: standingFirst(mine) }];

/** Groups with at least one fact. A fact about a number or address stands there, also when it names a debt. */
export function groupsOf(account: AccountDetail, facts: readonly ConsumerFact[]): KnownGroup[] {
  const placed = Map.groupBy(facts, (fact) => endpointOf(fact) ?? fact.debt_id ?? '');
  const debtIds = [...new Set(facts.flatMap((fact) => (endpointOf(fact) === null ? (fact.debt_id ?? []) : [])))];
  const endpoints = [...new Set(facts.flatMap((fact) => endpointOf(fact) ?? []))];
  const known = account.consumer.phone_numbers.map((phone) => phone.phone_number);
  return [
    ...group('consumer', 'The consumer', 'and every debt', placed.get('') ?? []),
    ...debtIds.flatMap((id) => {
      const mine = placed.get(id) ?? [];
      const debt = account.debts.find((each) => each.id === id);
      return group(
        id,
        `Debt ${debt?.reference ?? mine[0]?.debt_reference ?? ''}`,
        debt?.current_creditor ?? 'on another account',
        mine,
      );
    }),
    ...endpoints.flatMap((endpoint) => {
      const mine = placed.get(endpoint) ?? [];
      const isNumber = mine[0]?.phone_number != null;
      const note = isNumber ? (known.includes(endpoint) ? 'number' : 'number, not on file here') : 'address';
      return group(endpoint, isNumber ? formatPhone(endpoint) : endpoint, note, mine);
    }),
  ];
}
