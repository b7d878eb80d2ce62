/**
 * F-16: no action, and no threat of one, on a debt whose limitation period has run (12 CFR 1006.26(b)). Contact as such is
 * not barred; states want words about the age of the debt, and about a payment that begins the time anew.
 *
 *   message that speaks of legal action ──► period over: block; not known: review
 *   notice of a remedy, maybe a lawsuit ──► period over: review until released; released, or not known: no lawsuit in it
 *   anything else to the consumer       ──► period over: require the words of the state
 *
 * The last day of the period still belongs to it. A day that is over anywhere the consumer may be is over.
 */
import { consumerDays } from '../consumer-calendar.ts';
import type { Debt } from '../facts/debt.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { jurisdictionsOf } from '../jurisdictions.ts';
import { dayFromIso } from '../local-time.ts';
import { debtsOnFile } from '../overlay-scope.ts';
import { asksOnlyForLocation, isConsumer } from '../recipients.ts';
import { type Obligation, type Ruling, defineRule } from '../rule.ts';

/** What a state has the collector say about the age of a debt. */
type StateNotice = { state: string; text: string; citation: string };

export type TimeBarredParameters = {
  /** Words of single states, for debts under their law and consumers who may live there; elsewhere the general words. */
  notices: readonly StateNotice[];
  statedLocationMs: number;
};

const title = 'Say that the debt is too old for a lawsuit';
const generalNotice: Obligation = {
  code: 'time-barred.disclose',
  title,
  text: 'The law limits how long you can be sued on a debt. Because of the age of your debt, we will not sue you for it.',
  citation: 'Policy, after 12 CFR 1006.26(b)',
};
const revivalNotice: Obligation = {
  code: 'time-barred.revival',
  title: 'Say that a payment may begin the time anew',
  text: 'If you pay any of this debt, or promise to, the time in which you can be sued for it may begin again.',
  citation: 'Law of the state whose limitation period governs the debt',
};
const noLawsuit: Obligation = {
  code: 'time-barred.no-lawsuit',
  title: 'No word of a lawsuit',
  text: 'Name no lawsuit among the remedies: the time for one is over, or nobody knows when it ends.',
  citation: '12 CFR 1006.26(b)',
};

/** What goes to these threatens no consumer; a proof of claim, which is always allowed, goes to the trustee. */
const threatenNobody: ReadonlySet<string> = new Set(['creditor', 'consumer-reporting-agency', 'trustee']);
/** Messages in which nothing else may stand. */
const holdNothingElse: ReadonlySet<string> = new Set(['limited-content', 'opt-out-confirmation']);

function noticesFor(facts: ContactFacts, expired: readonly Debt[], { notices }: TimeBarredParameters): Obligation[] {
  const { states } = jurisdictionsOf(facts);
  const ofStates = notices
    .filter(({ state }) => states.has(state) || expired.some(({ stateOfLaw }) => stateOfLaw?.toUpperCase() === state))
    .map(({ state, text, citation }) => ({
      code: `time-barred.disclose-${state.toLowerCase()}`,
      title,
      text,
      citation,
    }));
  return ofStates.length === 0 ? [generalNotice] : ofStates;
}

function judgeOrdinary(facts: ContactFacts, expired: readonly Debt[], parameters: TimeBarredParameters): Ruling {
  const { action } = facts;
  const isSilent = asksOnlyForLocation(action) || holdNothingElse.has(action.message?.messageClass ?? '');
  if (!isConsumer(action.recipient) || isSilent) {
    return { verdict: 'allow', reason: 'Nothing is said about the debt, or not to the consumer.' };
  }
  const { debts } = debtsOnFile(facts);
  // Where nobody knows when the time ends, it may be over; a payment that is known to revive it is warned of.
  const isRevived =
    expired.some(({ paymentRevivesLimitation }) => paymentRevivesLimitation !== false) ||
    debts.some((debt) => debt.paymentRevivesLimitation === true && debt.limitationEndsOn === null);
  if (expired.length === 0 && !isRevived) {
    return { verdict: 'allow', reason: 'No debt is known to be too old for a lawsuit, and no lawsuit is spoken of.' };
  }
  const notices = expired.length === 0 ? [] : noticesFor(facts, expired, parameters);
  return {
    verdict: 'require',
    reason:
      expired.length === 0
        ? 'Nobody knows whether this debt is too old for a lawsuit; a payment may begin the time anew.'
        : 'This debt is too old for a lawsuit: it may be spoken of, and the consumer is told so.',
    obligations: [...notices, ...(isRevived ? [revivalNotice] : [])],
    isPolicy: notices.every(({ code }) => code === generalNotice.code),
    citation: notices.map(({ citation }) => citation).join('; ') || revivalNotice.citation,
  };
}

export const timeBarredDebt = defineRule<TimeBarredParameters>(
  { id: 'F-16', title: 'Debt too old for a lawsuit', citation: '12 CFR 1006.26(b)', isPolicy: false },
  (facts, nowMs, parameters) => {
    const { action } = facts;
    const { debts, areAllKnown } = debtsOnFile(facts);
    const { latest: today } = consumerDays(facts, nowMs, parameters.statedLocationMs);
    const expired = debts.filter(
      ({ limitationEndsOn }) => limitationEndsOn !== null && dayFromIso(limitationEndsOn) < today,
    );
    const isUnknown = !areAllKnown || debts.some(({ limitationEndsOn }) => limitationEndsOn === null);
    const messageClass = action.message?.messageClass ?? 'ordinary';
    const used = {
      message_class: messageClass,
      debts: debts.map(({ id, limitationEndsOn, stateOfLaw, paymentRevivesLimitation }) => ({
        debt_id: id,
        limitation_ends_on: limitationEndsOn,
        state_of_law: stateOfLaw,
        payment_revives_limitation: paymentRevivesLimitation,
      })),
    };
    const mayThreaten = !threatenNobody.has(action.recipient);
    if (mayThreaten && messageClass === 'legal-action') {
      const [first] = expired;
      if (first !== undefined) {
        return {
          verdict: 'block',
          reason: `Legal action may not be spoken of: its time was over on ${first.limitationEndsOn}.`,
          facts: used,
        };
      }
      return isUnknown
        ? {
            verdict: 'review',
            reason: 'Legal action may be spoken of only within its time, and nobody has said when that ends.',
            facts: used,
          }
        : { verdict: 'allow', reason: 'The time for legal action is not over yet.', facts: used };
    }
    if (mayThreaten && messageClass === 'remedy-notice' && (expired.length > 0 || isUnknown)) {
      const isReleased = action.message?.isReleased === true;
      return {
        verdict: expired.length > 0 && !isReleased ? 'review' : 'require',
        reason: 'This notice names a remedy, which must not be a lawsuit unless there is still time for one.',
        obligations: [noLawsuit],
        facts: used,
      };
    }
    return { ...judgeOrdinary(facts, expired, parameters), facts: used };
  },
);
