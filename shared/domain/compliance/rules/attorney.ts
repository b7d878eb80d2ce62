/**
 * F-6: no contact with a consumer about a debt for which an attorney is known, or can easily be found, unless the attorney
 * agrees or does not answer within a reasonable time (12 CFR 1006.6(b)(2)). Location calls stop as well (1006.10(b)(5)).
 * What the consumer begins is answered and does not end the bar (comment 6(b)(2)-1).
 *
 *   no attorney ──► allow, or review where another debt has one (policy)
 *   name known or to be found ──► block ──(asked twice, no answer for more than the days)──► review (policy)
 *   "I have a lawyer", no name ──► block, ask in writing ──(business days)──► require: ask for the name (policy)
 */
import { addBusinessDays } from '../calendar.ts';
import { isConsumerInitiated } from '../consumer-initiated.ts';
import { consumerDays, daysBetween } from '../consumer-calendar.ts';
import type { Debt } from '../facts/debt.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isProfessional } from '../recipients.ts';
import { type Obligation, type Ruling, defineRule, verdictOrder } from '../rule.ts';

export type AttorneyParameters = {
  /** An attorney who has been asked `silenceAttempts` times is silent after more than this many days. */
  silenceDays: number;
  silenceAttempts: number;
  /** Business days to find out the name, when nobody knows it. */
  nameBusinessDays: number;
  statedLocationMs: number;
};

type Attorney = NonNullable<Debt['attorney']>;
type Represented = { debt: Debt; attorney: Attorney };

const askForName: Obligation = {
  code: 'attorney.ask-name',
  title: "Ask for the attorney's name in writing",
  text: 'You told us that an attorney represents you. Please tell us the name and address of your attorney.',
  citation: 'Policy, after 12 CFR 1006.6(b)(2)',
};

const show = ({ debt, attorney }: Represented): Record<string, unknown> => ({
  debt_id: debt.id,
  attorney: attorney.name,
  is_ascertainable: attorney.isAscertainable,
  known_since: new Date(attorney.knownSinceMs).toISOString(),
  attempts: attorney.attempts,
  first_asked_at: attorney.firstAskedAtMs === null ? null : new Date(attorney.firstAskedAtMs).toISOString(),
});

/** Asked as often as it takes, so long ago that the answer no longer comes. */
function isSilent(facts: ContactFacts, attorney: Attorney, nowMs: number, parameters: AttorneyParameters): boolean {
  const { firstAskedAtMs, lastAnsweredAtMs, attempts } = attorney;
  if (firstAskedAtMs === null || attempts < parameters.silenceAttempts) return false;
  if (lastAnsweredAtMs !== null && lastAnsweredAtMs >= firstAskedAtMs) return false;
  return daysBetween(facts, firstAskedAtMs, nowMs, parameters.statedLocationMs).least > parameters.silenceDays;
}

function judgeNameless(facts: ContactFacts, attorney: Attorney, nowMs: number, parameters: AttorneyParameters): Ruling {
  const knownOn = consumerDays(facts, attorney.knownSinceMs, parameters.statedLocationMs).latest;
  const lastDay = addBusinessDays(knownOn, parameters.nameBusinessDays, 'observed');
  const isOver = consumerDays(facts, nowMs, parameters.statedLocationMs).earliest > lastDay;
  const isWritten = facts.action.channel === 'letter' || facts.action.channel === 'email';
  const said = 'The consumer has an attorney, and nobody knows the name.';
  const rest = { obligations: [askForName], isPolicy: true };
  if (isOver) return { ...rest, verdict: 'require', reason: `${said} Ask for it before anything else.` };
  if (isWritten) return { ...rest, verdict: 'require', reason: `${said} Write only to ask for it.` };
  return {
    ...rest,
    verdict: 'block',
    reason: `${said} Ask for it in writing, and do not call for ${parameters.nameBusinessDays} business days.`,
  };
}

function judgeRepresented(
  facts: ContactFacts,
  attorney: Attorney,
  nowMs: number,
  parameters: AttorneyParameters,
): Ruling {
  const isForLocation = facts.action.purposes.includes('location-information');
  if (attorney.consentsToContact) {
    return { verdict: 'allow', reason: 'The attorney agrees that we speak with the consumer.' };
  }
  if (attorney.name === null && !attorney.isAscertainable) return judgeNameless(facts, attorney, nowMs, parameters);
  if (isSilent(facts, attorney, nowMs, parameters)) {
    return {
      verdict: 'review',
      reason: `The attorney was asked ${attorney.attempts} times and has not answered for more than ${parameters.silenceDays} days: two people decide whether the consumer may be contacted.`,
      isPolicy: true,
    };
  }
  return {
    verdict: 'block',
    reason: isForLocation
      ? 'The consumer has an attorney: ask the attorney, and nobody else, where the consumer is.'
      : `The consumer has an attorney for this debt${attorney.name === null ? '' : ` (${attorney.name})`}: contact the attorney.`,
    ...(isForLocation ? { citation: '12 CFR 1006.10(b)(5)' } : {}),
  };
}

export const attorneyRepresented = defineRule<AttorneyParameters>(
  {
    id: 'F-6',
    title: 'Represented by an attorney',
    citation: '12 CFR 1006.6(b)(2), 1006.10(b)(5); 15 USC 1692c(a)(2)',
    isPolicy: false,
  },
  (facts, nowMs, parameters) => {
    const { action, debts } = facts;
    const represented = debts.flatMap((debt) =>
      debt.attorney !== null && debt.attorney.knownSinceMs <= nowMs ? [{ debt, attorney: debt.attorney }] : [],
    );
    const used = { represented: represented.map(show) };
    if (represented.length === 0) return { verdict: 'allow', reason: 'No attorney is known.', facts: used };
    if (isProfessional(action.recipient)) {
      return { verdict: 'allow', reason: 'This does not go to the consumer.', facts: used };
    }
    if (isConsumerInitiated(action, nowMs)) {
      return {
        verdict: 'allow',
        reason: 'The consumer began this, and may be answered; our next contact still goes to the attorney.',
        facts: used,
      };
    }
    const isAbout = ({ debt }: Represented): boolean => action.debtIds.length === 0 || action.debtIds.includes(debt.id);
    const [hardest] = represented
      .filter(isAbout)
      .map(({ attorney }) => judgeRepresented(facts, attorney, nowMs, parameters))
      .toSorted((a, b) => verdictOrder.indexOf(b.verdict) - verdictOrder.indexOf(a.verdict));
    if (hardest && hardest.verdict !== 'allow' && hardest.verdict !== 'require') return { ...hardest, facts: used };

    const notCovered = (debtId: string): boolean =>
      represented.every(({ debt, attorney }) => debt.id === debtId || attorney.notForDebtIds.includes(debtId));
    const open = action.debtIds.filter(
      (debtId) => !represented.some(({ debt }) => debt.id === debtId) && !notCovered(debtId),
    );
    if (open.length > 0) {
      return {
        verdict: 'review',
        reason: 'The consumer has an attorney for another debt: find out whether this one is covered as well.',
        isPolicy: true,
        facts: used,
      };
    }
    return { ...(hardest ?? { verdict: 'allow', reason: 'The attorney does not stand for this debt.' }), facts: used };
  },
);
