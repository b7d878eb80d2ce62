/**
 * P-5: instruments that bear a later date (12 CFR 1006.22(c)). One of more than five days is accepted only if the consumer is
 * told in writing three to ten business days before it is deposited; none is deposited before its date. The law speaks of
 * checks and other payment instruments; card and ACH payments of a later day are treated alike by policy.
 *
 * Business days are counted both ways that holidays can be read (`calendar.ts`); only the days that suit both are in time.
 */
import { addBusinessDays } from '../calendar.ts';
import type { PaymentFacts } from '../facts/payment.ts';
import { dayFromIso, isoFromDay, localDay } from '../local-time.ts';
import { definePaymentRule, type Ruling } from '../rule.ts';
import { dayEndsLastIn } from '../zones/states.ts';

export type PostdatedParameters = { freeDays: number; leastBusinessDays: number; mostBusinessDays: number };

/** First and last day on which the notice is in time for a deposit; day numbers. */
export const noticeWindow = (depositDay: number, { leastBusinessDays, mostBusinessDays }: PostdatedParameters) => ({
  from: Math.max(
    addBusinessDays(depositDay, -mostBusinessDays, 'listed'),
    addBusinessDays(depositDay, -mostBusinessDays, 'observed'),
  ),
  until: Math.min(
    addBusinessDays(depositDay, -leastBusinessDays, 'listed'),
    addBusinessDays(depositDay, -leastBusinessDays, 'observed'),
  ),
});

/** A payment that is agreed to now for a later day is post-dated, whether or not anybody called it so. */
function acceptedNow({ action, zone }: PaymentFacts, nowMs: number): PaymentFacts['postdated'] {
  if (action.step === 'debit' || action.debitOn === null) return null;
  const today = isoFromDay(localDay(nowMs, zone ?? dayEndsLastIn));
  return { acceptedOn: today, datedOn: action.debitOn, noticeSentOn: null };
}

function judgeDeposit(
  facts: PaymentFacts,
  nowMs: number,
  parameters: PostdatedParameters,
  isPostdated: boolean,
  datedDay: number,
): Ruling {
  const today = localDay(nowMs, facts.zone ?? dayEndsLastIn);
  const { debitOn } = facts.action;
  const depositDay = debitOn === null ? today : dayFromIso(debitOn);
  const noticeSentOn = facts.postdated?.noticeSentOn ?? null;
  const window = noticeWindow(depositDay, parameters);
  const used = {
    deposit_on: isoFromDay(depositDay),
    dated_on: isoFromDay(datedDay),
    notice_sent_on: noticeSentOn,
    notice_from_on: isPostdated ? isoFromDay(window.from) : null,
    notice_until_on: isPostdated ? isoFromDay(window.until) : null,
  };
  if (depositDay < datedDay) {
    return {
      verdict: 'block',
      reason: `It is dated ${isoFromDay(datedDay)} and may not be deposited before.`,
      citation: '12 CFR 1006.22(c)(4)',
      facts: used,
    };
  }
  if (!isPostdated) return { verdict: 'allow', reason: 'No notice is needed for so near a date.', facts: used };
  const noticeDay = noticeSentOn === null ? null : dayFromIso(noticeSentOn);
  if (noticeDay === null || noticeDay < window.from || noticeDay > window.until || noticeDay > today) {
    return {
      verdict: 'block',
      reason: `The consumer was to be told in writing from ${isoFromDay(window.from)} to ${isoFromDay(window.until)}.`,
      citation: '12 CFR 1006.22(c)(2)',
      facts: used,
    };
  }
  return { verdict: 'allow', reason: 'The consumer was told in time.', facts: used };
}

export const postdatedPayment = definePaymentRule<PostdatedParameters>(
  {
    id: 'P-5',
    title: 'Post-dated payment',
    citation: '12 CFR 1006.22(c)(2), (4); 15 USC 1692f(2), (4)',
    isPolicy: false,
  },
  (facts, nowMs, parameters) => {
    const { action } = facts;
    const postdated = facts.postdated ?? acceptedNow(facts, nowMs);
    if (postdated === null) return { verdict: 'allow', reason: 'It bears no later date.' };
    const { acceptedOn, datedOn } = postdated;
    // Beyond checks and the like it is policy, and is never shown as the law.
    const isPolicy = action.method !== 'check';
    const basis = isPolicy ? { isPolicy, citation: 'Policy, after 12 CFR 1006.22(c)' } : {};
    if (acceptedOn === null || datedOn === null) {
      return {
        verdict: 'block',
        reason: 'Nobody knows when it was accepted, or which date it bears.',
        facts: { accepted_on: acceptedOn, dated_on: datedOn },
        ...basis,
      };
    }
    const datedDay = dayFromIso(datedOn);
    const isPostdated = datedDay - dayFromIso(acceptedOn) > parameters.freeDays;
    if (action.step === 'debit') {
      return { ...judgeDeposit(facts, nowMs, parameters, isPostdated, datedDay), ...basis };
    }
    if (!isPostdated) {
      return {
        verdict: 'allow',
        reason: `It is dated no more than ${parameters.freeDays} days from now: no notice is needed.`,
        facts: { accepted_on: acceptedOn, dated_on: datedOn },
        ...basis,
      };
    }
    const depositDay = action.debitOn === null ? datedDay : dayFromIso(action.debitOn);
    const window = noticeWindow(depositDay, parameters);
    const from = isoFromDay(window.from);
    const until = isoFromDay(window.until);
    return {
      verdict: 'require',
      reason: `It is dated more than ${parameters.freeDays} days from now: the consumer must be told before it is deposited.`,
      obligations: [
        {
          code: 'postdated.notice',
          title: 'Notice before the deposit',
          text: `Send the notice of the deposit in writing, from ${from} to ${until}.`,
          citation: isPolicy ? 'Policy, after 12 CFR 1006.22(c)(2)' : '12 CFR 1006.22(c)(2)',
        },
      ],
      facts: { accepted_on: acceptedOn, dated_on: datedOn, notice_from_on: from, notice_until_on: until },
      ...basis,
    };
  },
);
