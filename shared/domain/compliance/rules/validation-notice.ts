/**
 * F-14: validation information goes out in the initial communication about a debt or within five days of it (12 CFR 1006.34(a)(1)),
 * and nothing may overshadow the consumer's rights until its period is over (1006.38(b)).
 *
 *   a notice stands          ──► a demand for payment before the period ends: review; else allow
 *   none, within five days   ──► require that it is sent
 *   none, later              ──► policy: nothing but the notice goes out
 */
import { consumerDays, daysBetween } from '../consumer-calendar.ts';
import { isAnswer, isRequiredNotice } from '../consumer-initiated.ts';
import type { Debt } from '../facts/debt.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isElectronic } from '../facts/fields.ts';
import { dayFromIso, isoFromDay, localDay } from '../local-time.ts';
import { debtsOnFile } from '../overlay-scope.ts';
import { isOptOutConfirmation } from '../opt-outs.ts';
import { asksOnlyForLocation, isConsumer } from '../recipients.ts';
import { type Obligation, type Ruling, defineRule } from '../rule.ts';
import { validationPeriodEnd } from '../validation-dates.ts';

export type ValidationNoticeParameters = {
  /** Days after the day of the initial communication within which the notice is sent. */
  sendWithinDays: number;
  statedLocationMs: number;
};

const send: Obligation = {
  code: 'validation.send',
  title: 'Send the validation notice',
  text: 'The validation notice for this debt has not gone out yet. Send it within five days of the first communication.',
  citation: '12 CFR 1006.34(a)(1)(i)(B)',
};

/** A notice went out, and did not come back. One that is dated ahead has not gone out; the day of one of ours is that of UTC. */
function stands(facts: ContactFacts, { validation }: Debt, nowMs: number, statedLocationMs: number): boolean {
  if (validation.providedOn === null || validation.wasReturned) return false;
  const today = Math.max(consumerDays(facts, nowMs, statedLocationMs).latest, localDay(nowMs, 'UTC'));
  return dayFromIso(validation.providedOn) <= today;
}

/** It wants to be paid by a day on which the consumer may still dispute; where no notice stands, no period is over. */
function overshadows({ action }: ContactFacts, debts: readonly Debt[]): boolean {
  const deadline = action.message?.paymentDeadlineOn ?? null;
  if (deadline === null) return false;
  return debts.some(({ validation }) => dayFromIso(deadline) <= (validationPeriodEnd(validation) ?? Infinity));
}

/** The notice itself, electronically and later than the first communication, wants consent; what is not known is none. */
function lacksElectronicConsent({ action, history }: ContactFacts, debts: readonly Debt[]): boolean {
  if (!isElectronic(action.channel) || !action.purposes.includes('validation-notice')) return false;
  // Whether a talk with the attorney was the first communication is open: it is taken for one.
  const { communicatedDebtIds, spokenWithAttorneyDebtIds, writtenDebtIds } = history;
  const spokenOf = new Set([...communicatedDebtIds, ...spokenWithAttorneyDebtIds, ...writtenDebtIds]);
  return debts.some(
    ({ id, validation }) =>
      (validation.initialCommunicationAtMs !== null || spokenOf.has(id)) && validation.hasElectronicConsent !== true,
  );
}

function judgeMissing(
  facts: ContactFacts,
  nowMs: number,
  missing: readonly Debt[],
  { sendWithinDays, statedLocationMs }: ValidationNoticeParameters,
): Ruling {
  const begun = missing.flatMap(({ validation }) => validation.initialCommunicationAtMs ?? []);
  if (
    begun.length === 0 &&
    missing.some(({ validation }) => validation.wasReturned) &&
    !isAnswer(facts.action, nowMs)
  ) {
    return {
      verdict: 'review',
      reason: 'The validation notice came back: compliance must say where it is sent again.',
      isPolicy: true,
      override: 'supervisor',
    };
  }
  if (begun.length === 0) {
    return {
      verdict: 'allow',
      reason:
        'When there was a first communication about this debt is not on file; the notice goes out within five days of it.',
    };
  }
  const mostDays = Math.max(...begun.map((atMs) => daysBetween(facts, atMs, nowMs, statedLocationMs).most));
  if (mostDays > sendWithinDays && !isAnswer(facts.action, nowMs)) {
    return {
      verdict: 'block',
      reason: `The validation notice is overdue: the first communication was ${mostDays} days ago, and no notice stands. Send it first.`,
      isPolicy: true,
      override: 'two-people',
    };
  }
  return { verdict: 'require', reason: 'The validation notice has not gone out yet.', obligations: [send] };
}

export const validationNotice = defineRule<ValidationNoticeParameters>(
  { id: 'F-14', title: 'Validation notice', citation: '12 CFR 1006.34(a), (b)(5), 1006.38(b)', isPolicy: false },
  (facts, nowMs, parameters) => {
    const { action } = facts;
    // A debt that is paid or gone needs no notice any more (12 CFR 1006.34(a)(1)(ii)).
    const debts = debtsOnFile(facts).debts.filter(({ isClosed }) => !isClosed);
    const used = {
      debts: debts.map(({ id, validation }) => {
        const end = validationPeriodEnd(validation);
        return {
          debt_id: id,
          initial_communication_at:
            validation.initialCommunicationAtMs === null
              ? null
              : new Date(validation.initialCommunicationAtMs).toISOString(),
          provided_on: validation.providedOn,
          was_returned: validation.wasReturned,
          period_ends_on: end === null ? null : isoFromDay(end),
        };
      }),
    };
    if (!isConsumer(action.recipient)) {
      return { verdict: 'allow', reason: 'The notice is for the consumer.', facts: used };
    }
    if (lacksElectronicConsent(facts, debts)) {
      return {
        verdict: 'block',
        reason: 'The consumer is not known to have agreed to electronic notices: send it by mail.',
        citation: '12 CFR 1006.42(b); 15 USC 7001(c)',
        facts: used,
      };
    }
    if (isRequiredNotice(action) || isOptOutConfirmation(action) || asksOnlyForLocation(action)) {
      return { verdict: 'allow', reason: 'This waits for no validation notice.', facts: used };
    }
    const missing = debts.filter((debt) => !stands(facts, debt, nowMs, parameters.statedLocationMs));
    const ruling = missing.length > 0 ? judgeMissing(facts, nowMs, missing, parameters) : null;
    if (ruling?.verdict === 'block') return { ...ruling, facts: used };
    if (overshadows(facts, debts)) {
      return {
        verdict: 'review',
        reason: 'It asks for payment while the consumer may still dispute this debt.',
        citation: '12 CFR 1006.38(b)',
        obligations: ruling?.obligations ?? [],
        facts: used,
      };
    }
    return { ...(ruling ?? { verdict: 'allow', reason: 'The validation notice has gone out.' }), facts: used };
  },
);
