import type { AccountDetail } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { type Bankruptcy, casesOf } from '../../../shared/domain/compliance/bankruptcy-cases.ts';
import { foldDebt } from '../../../shared/domain/compliance/consumer-facts/debt-facts.ts';
import type { FactKind } from '../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { factWords } from '../../../shared/domain/compliance/consumer-facts/fact-words.ts';
import { foldConsumer } from '../../../shared/domain/compliance/consumer-facts/person-facts.ts';
import { factsOf, type ToldFacts } from '../../../shared/domain/compliance/consumer-facts/told-facts.ts';
import { bankruptcySchema } from '../../../shared/domain/compliance/facts/debt.ts';
import type { NextActionReason } from './accounts.tables.ts';

type Flag = AccountDetail['flags'][number];

export type FlagFacts = {
  status: AccountDetail['status'];
  debts: readonly { id: string; reference: string; status: AccountDetail['status']; ceased_at: string | null }[];
  /** What the consumer told us and nobody has taken back; a debt that is not named is every one. */
  told: ToldFacts;
  phoneNumbers: readonly { is_on_dnc: boolean; status: 'active' | 'wrong' | 'disconnected' }[];
  language: string;
  /** Where the consumer said they are, while that is fresh. */
  statedPlace: string | null;
  nextAction: { reason: NextActionReason; at: string } | null;
  /** When today began for the organisation, ISO 8601 UTC. */
  startOfToday: string;
};

const languages = new Intl.DisplayNames('en', { type: 'language' });
const count = (amount: number, one: string, many: string): string => `${amount} ${amount === 1 ? one : many}`;

/** The facts an agent must know before speaking, the hardest first. */
const toldFlags: readonly (readonly [FactKind, Flag['severity']])[] = [
  ['leave-me-alone', 'stop'],
  ['attorney', 'stop'],
  ['bankruptcy', 'stop'],
  ['deceased', 'stop'],
  ['litigator-listed', 'warning'],
  ['servicemember', 'warning'],
  ['barred-place', 'warning'],
  ['medium-opt-out', 'warning'],
  ['time-preference', 'info'],
];

/** Told, and not so any more: every bankruptcy that bears on the debts was released, or the service has ended. */
function isOver(kind: FactKind, { told, debts }: FlagFacts): boolean {
  if (kind === 'servicemember') return foldConsumer(told).servicemember?.isActive === false;
  if (kind !== 'bankruptcy' || debts.length === 0) return false;
  return bankruptciesOf(told, debts).every(({ isReleased, status }) => isReleased && status !== 'discharged');
}

/**
 * The cases that bear on the debts of the account, as X-1 takes them: the stay is of the whole person, so that the case on a debt of
 * another account bears on these as well (11 USC 362(a)(6)).
 */
function bankruptciesOf(told: ToldFacts, debts: FlagFacts['debts']): Bankruptcy[] {
  const debtIds = debts.map(({ id }) => id);
  const elsewhere = factsOf(told, 'bankruptcy').flatMap(({ debtId }) => debtId ?? []);
  const known = [...new Set([...debtIds, ...elsewhere])].map((id) => ({
    id,
    incurredOn: null,
    bankruptcy: bankruptcySchema.nullable().parse(foldDebt(told, id).bankruptcy ?? null),
  }));
  // Whatever is on file was reported by now.
  return casesOf({ action: { debtIds }, debts: known }, Infinity).map(({ bankruptcy }) => bankruptcy);
}

/** What an agent must know about an account before anything else; the hardest first. */
export function flagsOf(facts: FlagFacts): Flag[] {
  const flags: Flag[] = [];
  const add = (severity: Flag['severity'], code: string, label: string) => flags.push({ code, label, severity });

  const notices = facts.told.filter(({ kind }) => kind === 'cease-notice');
  const isNoticed = (debtId: string): boolean =>
    notices.some((notice) => notice.debtId === null || notice.debtId === debtId);
  const ceased = facts.debts.filter(
    (debt) => debt.ceased_at !== null || debt.status === 'ceased' || isNoticed(debt.id),
  );
  if (ceased.length > 0 && ceased.length === facts.debts.length) add('stop', 'ceased', 'Asked in writing: no contact');
  else if (ceased.length > 0)
    add('stop', 'debt-ceased', `No contact about ${ceased.map((debt) => debt.reference).join(', ')}`);
  for (const [kind, severity] of toldFlags)
    if (facts.told.some((fact) => fact.kind === kind) && !isOver(kind, facts)) add(severity, kind, factWords[kind]);
  if (facts.status === 'disputed' || facts.debts.some((debt) => debt.status === 'disputed'))
    add('stop', 'disputed', 'Disputed');
  const blocked = facts.phoneNumbers.filter((phone) => phone.is_on_dnc).length;
  if (blocked > 0) add('stop', 'do-not-call', `Do not call ${count(blocked, 'number', 'numbers')}`);
  const wrong = facts.phoneNumbers.filter((phone) => phone.status === 'wrong').length;
  if (wrong > 0) add('warning', 'wrong-number', count(wrong, 'wrong number', 'wrong numbers'));
  if (facts.nextAction?.reason === 'promise-due') {
    if (facts.nextAction.at < facts.startOfToday) add('warning', 'promise-broken', 'Promise broken');
    else add('info', 'promise', 'Promise to pay');
  }
  if (facts.nextAction?.reason === 'callback') add('info', 'callback', 'Callback asked for');
  if (facts.statedPlace !== null) add('info', 'stated-location', `Said to be in ${facts.statedPlace}`);
  if (!/^en(-|$)/.test(facts.language))
    add('info', 'language', `Prefers ${languages.of(facts.language) ?? facts.language}`);
  if (facts.status === 'paid') add('info', 'paid', 'Paid');
  if (facts.status === 'closed') add('info', 'closed', 'Closed');
  return flags;
}
