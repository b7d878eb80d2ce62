/**
 * F-1: no more than seven calls to a person about a debt within seven consecutive days (12 CFR 1006.14(b)(2)(i)(A)).
 * Days are calendar days: today and the six before it.
 */
import {
  countAttempts,
  type DebtKey,
  debtsOf,
  isCountedCall,
  isUnderConsent,
  nextMidnightWhen,
} from '../call-counting.ts';
import type { ContactFacts } from '../facts/facts.ts';
import type { Attempt } from '../facts/history.ts';
import { momentText } from '../local-time.ts';
import { type Ruling, defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type CallFrequencyParameters = {
  maxAttempts: number;
  windowDays: number;
  /** For how many days, the day of receipt included, prior consent may be used. */
  consentDays: number;
  statedLocationMs: number;
};

type Highest = { count: number; debt: DebtKey; attempts: Attempt[] };

/**
 * The highest count over the debts of this contact and the zones the consumer may be in. A contact that is itself under
 * consent for a debt in every zone is not limited by that debt.
 */
function highestCount(
  facts: ContactFacts,
  atMs: number,
  debts: readonly DebtKey[],
  parameters: CallFrequencyParameters,
): Highest & { isLimited: boolean } {
  const { windowDays, consentDays, maxAttempts, statedLocationMs } = parameters;
  const { consents, conversations } = facts.history;
  const window = { days: consentDays };
  let highest: Highest = { count: 0, debt: null, attempts: [] };
  let isLimited = false;
  for (const { zone } of candidateZones(facts.location, facts.action.phoneNumber, atMs, statedLocationMs).zones) {
    for (const debt of debts) {
      const attempts = countAttempts(facts, atMs, debt, zone, windowDays, window);
      if (attempts.length > highest.count) highest = { count: attempts.length, debt, attempts };
      if (attempts.length < maxAttempts) continue;
      isLimited ||= !isUnderConsent(
        consents,
        conversations,
        { atMs, callId: null, debtIds: facts.action.debtIds },
        debt,
        zone,
        window,
      );
    }
  }
  return { ...highest, isLimited };
}

/** Counted attempts as a decision shows them: the highest over debts and zones. */
export const countedAttempts = (facts: ContactFacts, nowMs: number, parameters: CallFrequencyParameters): number =>
  highestCount(facts, nowMs, debtsOf(facts), parameters).count;

function judge(
  facts: ContactFacts,
  nowMs: number,
  debts: readonly DebtKey[],
  parameters: CallFrequencyParameters,
  subject: string,
): Ruling {
  const { maxAttempts, windowDays, statedLocationMs } = parameters;
  if (!isCountedCall(facts))
    return { verdict: 'allow', reason: 'Only calls to the consumer and others in their place are counted.' };
  const highest = highestCount(facts, nowMs, debts, parameters);
  const used = {
    counted_attempts: highest.count,
    max_attempts: maxAttempts,
    window_days: windowDays,
    debt_ids: highest.debt,
    call_ids: highest.attempts.map(({ callId }) => callId),
  };
  if (!highest.isLimited) {
    const isExcluded = highest.count >= maxAttempts;
    return {
      verdict: 'allow',
      reason: isExcluded
        ? 'The consumer gave prior consent to this call, so it does not count.'
        : `${highest.count} of ${maxAttempts} calls ${subject} in the last ${windowDays} days.`,
      facts: used,
    };
  }
  const zones = candidateZones(facts.location, facts.action.phoneNumber, nowMs, statedLocationMs).zones.map(
    ({ zone }) => zone,
  );
  const holds = (atMs: number): boolean => !highestCount(facts, atMs, debts, parameters).isLimited;
  const next = nextMidnightWhen(nowMs, zones, windowDays + 1, holds);
  const when = next === null ? '' : ` Next: ${momentText(next, zones[0] ?? 'UTC')} there.`;
  return {
    verdict: next === null ? 'review' : 'defer',
    reason: `${highest.count} of ${maxAttempts} calls ${subject} in the last ${windowDays} days are used up.${when}`,
    nextLawfulAtMs: next,
    facts: used,
  };
}

export const callFrequency = defineRule<CallFrequencyParameters>(
  {
    id: 'F-1',
    title: 'Seven calls in seven days',
    citation: '12 CFR 1006.14(b)(2)(i)(A); 15 USC 1692d(5)',
    isPolicy: false,
  },
  (facts, nowMs, parameters) => judge(facts, nowMs, debtsOf(facts), parameters, 'to this person about this debt'),
);

/** The law counts per debt; a person who owes several is not called seven times for each. */
export const personCallCap = defineRule<CallFrequencyParameters>(
  {
    id: 'F-1-person',
    title: 'Calls to one person across all debts',
    citation: 'Policy, after 12 CFR 1006.14(a) and (b)(1)',
    isPolicy: true,
  },
  (facts, nowMs, parameters) => judge(facts, nowMs, [null], parameters, 'to this person about any debt'),
);
