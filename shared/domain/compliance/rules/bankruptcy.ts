/**
 * from the petition on every act to collect a claim that arose before it is stayed (11 USC 362(a)(6)); the discharge
 * bars for good what the debtor owed personally (524(a)(2)). In chapters 12 and 13 those who owe the debt with them are
 * protected too (1201, 1301). The engine is asked when a message goes out, so that what was queued before is barred as well.
 *
 *   claimed, no case number ──► block, find the case ──(business days)──► review (policy)
 *   filed, or claimed with a number ──► block
 *   discharged ──► block for good
 *   dismissed, discharge denied, relief, reaffirmed ──► review ──(released)──► allow; relief and reaffirmation within their scope
 *   incurred after the petition ──► review ──(released)──► allow
 *
 * Counsel, trustee, creditor and reporting agencies are spoken with; what the consumer begins is answered without a demand.
 */
import { type Bankruptcy, casesOf, type DebtInCase } from '../bankruptcy-cases.ts';
import { addBusinessDays } from '../calendar.ts';
import { isBareAnswer } from '../consumer-initiated.ts';
import { consumerDays } from '../consumer-calendar.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isOptOutConfirmation } from '../opt-outs.ts';
import { isProfessional } from '../recipients.ts';
import { type Obligation, type Ruling, defineRule, verdictOrder } from '../rule.ts';

export type BankruptcyParameters = {
  /** Business days to find the case, when the consumer named none. */
  verifyBusinessDays: number;
  statedLocationMs: number;
};

const obligation = (code: string, title: string, text: string, citation: string): Obligation => ({
  code: `bankruptcy.${code}`,
  title,
  text,
  citation,
});
const findCase = obligation(
  'find-case',
  'Find the bankruptcy case',
  'Look for the case in the records of the bankruptcy courts, by name and address, and write down its number, chapter and date.',
  'Policy, after 11 USC 362(a)(6)',
);
const noDemand = obligation(
  'no-demand',
  'Ask for no payment',
  'Do not ask for a payment, and do not take one. The consumer may be asked for the case number, the court and the attorney.',
  '11 USC 362(a)(6), 524(a)(2)',
);
const collateralOnly = obligation(
  'collateral-only',
  'Speak only of the collateral',
  'The court has allowed acts against the collateral. Do not ask the consumer to pay the debt personally.',
  '11 USC 362(d)',
);
const reaffirmedOnly = obligation(
  'reaffirmed-only',
  'Ask only for what was reaffirmed',
  'Ask for no more than the reaffirmation agreement says.',
  '11 USC 524(c)',
);
const coDebtorOnly = obligation(
  'co-debtor-only',
  'Speak only of what this person owes',
  'Do not ask this person to speak to the one who is bankrupt, and say nothing of the case.',
  '11 USC 362(a)(6)',
);

const review = (reason: string, over: Partial<Ruling> = {}): Ruling => ({
  verdict: 'review',
  reason,
  override: 'two-people',
  ...over,
});

function judgeClaim(facts: ContactFacts, bankruptcy: Bankruptcy, nowMs: number, parameters: BankruptcyParameters) {
  const { verifyBusinessDays, statedLocationMs } = parameters;
  const reportedOn = consumerDays(facts, bankruptcy.reportedAtMs, statedLocationMs).latest;
  const lastDay = addBusinessDays(reportedOn, verifyBusinessDays, 'observed');
  const rest = { obligations: [findCase], isPolicy: true };
  return consumerDays(facts, nowMs, statedLocationMs).earliest > lastDay
    ? review('The consumer spoke of a bankruptcy, and no case has been found: compliance decides.', rest)
    : ({
        ...rest,
        verdict: 'block',
        reason: `The consumer spoke of a bankruptcy without a case number: find the case, no contact for ${verifyBusinessDays} business days.`,
      } satisfies Ruling);
}

const isOver: ReadonlySet<Bankruptcy['status']> = new Set(['claimed', 'dismissed', 'discharge-denied']);

/** What stands where a person has looked at the end of the case; null: the release changes nothing. */
function judgeReleased({ incurredOn, bankruptcy }: DebtInCase): Ruling | null {
  const { status, petitionOn } = bankruptcy;
  if (isOver.has(status))
    return { verdict: 'allow', reason: 'No bankruptcy stands in the way any more: the debt was released.' };
  if (incurredOn !== null && petitionOn !== null && incurredOn > petitionOn) {
    return { verdict: 'allow', reason: 'The debt is younger than the bankruptcy, and was released.' };
  }
  const within = status === 'relief-granted' ? collateralOnly : status === 'reaffirmed' ? reaffirmedOnly : null;
  return within === null
    ? null
    : { verdict: 'require', reason: 'The court allows this within limits.', obligations: [within] };
}

/** A co-debtor outside of chapters 12 and 13, for whom there is no stay; null: they are protected as the debtor is. */
function judgeCoDebtor({ chapter, status, isReleased }: Bankruptcy): Ruling | null {
  const isProtected = chapter === null || chapter === '12' || chapter === '13';
  if (!isProtected || (status === 'discharged' && isReleased)) {
    return {
      verdict: 'require',
      reason: 'Somebody else who owes this debt is bankrupt; this person may be asked for their own part.',
      obligations: [coDebtorOnly],
      citation: '11 USC 524(e)',
    };
  }
  if (status !== 'discharged') return null;
  return review(
    'The debtor was discharged: find out whether the case, and the stay for those who owe with them, is over.',
    {
      citation: '11 USC 1201(a)(2), 1301(a)(2)',
    },
  );
}

function judgeCase(facts: ContactFacts, each: DebtInCase, nowMs: number, parameters: BankruptcyParameters): Ruling {
  const { incurredOn, bankruptcy } = each;
  const { status, petitionOn, caseNumber, isReleased } = bankruptcy;
  const isCoDebtor = facts.action.recipient === 'co-debtor';
  const released = isReleased ? judgeReleased(each) : null;
  if (released) return released;
  if (incurredOn !== null && petitionOn !== null && incurredOn > petitionOn) {
    return review('The debt is younger than the bankruptcy: compliance says whether it may be collected.');
  }
  const coDebtor = isCoDebtor ? judgeCoDebtor(bankruptcy) : null;
  if (coDebtor) return coDebtor;
  if (status === 'claimed' && caseNumber === null) return judgeClaim(facts, bankruptcy, nowMs, parameters);
  if (status === 'discharged') {
    return {
      verdict: 'block',
      reason: 'This debt was discharged in bankruptcy: it is never collected again.',
      citation: '11 USC 524(a)(2)',
    };
  }
  if (status === 'filed' || status === 'claimed') {
    return isCoDebtor
      ? {
          verdict: 'block',
          reason: 'Somebody who owes this debt is bankrupt, and the stay protects this person as well.',
          citation: '11 USC 1201, 1301',
        }
      : { verdict: 'block', reason: 'The consumer is bankrupt: every act to collect is stayed.' };
  }
  return review(
    'The bankruptcy has ended or been lifted for this debt: compliance releases it before anything is done.',
  );
}

export const bankruptcyStay = defineRule<BankruptcyParameters>(
  {
    id: 'X-1',
    title: 'Bankruptcy',
    citation: '11 USC 362(a)(6), 524(a)(2), 1201, 1301',
    isPolicy: false,
    override: 'never',
  },
  (facts, nowMs, parameters) => {
    const { action } = facts;
    const cases = casesOf(facts, nowMs);
    const used = {
      recipient: action.recipient,
      cases: cases.map(({ debtId, incurredOn, bankruptcy: { reportedAtMs, ...bankruptcy } }) => ({
        debt_id: debtId,
        incurred_on: incurredOn,
        status: bankruptcy.status,
        chapter: bankruptcy.chapter,
        case_number: bankruptcy.caseNumber,
        petition_on: bankruptcy.petitionOn,
        is_released: bankruptcy.isReleased,
        reported_at: new Date(reportedAtMs).toISOString(),
      })),
    };
    if (cases.length === 0) return { verdict: 'allow', reason: 'No bankruptcy is known.', facts: used };
    const threatensCounsel = action.recipient === 'attorney' && action.message?.messageClass === 'legal-action';
    if (isProfessional(action.recipient) && !threatensCounsel) {
      return { verdict: 'allow', reason: 'Counsel, trustee and creditor are spoken with.', facts: used };
    }
    if (isOptOutConfirmation(action)) {
      return { verdict: 'allow', reason: 'This only confirms a wish of the consumer.', facts: used };
    }
    const rulings = cases.map((each) => judgeCase(facts, each, nowMs, parameters));
    const hardest = rulings.reduce((one, other) =>
      verdictOrder.indexOf(other.verdict) > verdictOrder.indexOf(one.verdict) ? other : one,
    );
    const alike = rulings.filter(({ verdict }) => verdict === hardest.verdict);
    const obligations = [...new Set(alike.flatMap((ruling) => ruling.obligations ?? []))];
    const isBarred = hardest.verdict === 'block' || hardest.verdict === 'review';
    if (isBarred && isBareAnswer(action, nowMs)) {
      return {
        verdict: 'require',
        reason: 'There is a bankruptcy. The consumer began this and may be answered, and is asked for no payment.',
        obligations: [noDemand],
        facts: used,
      };
    }
    return { ...hardest, obligations, facts: used };
  },
);
