/**
 * F-15: who disputes a debt in writing within the validation period, or asks for the original creditor, is sent an answer before
 * anything is collected again (12 CFR 1006.38(c), (d)(2)). Spoken and late disputes do not stop collection; they are kept,
 * reported with the debt (1006.18(c)(2)) and stop payments from being applied to it (1006.30(c)).
 *
 * A repetition is answered by a notice of it, and holds until that was sent (1006.38(d)(2)(ii)). An answer that was made ready is not
 * sent. A period that has not begun, for want of a notice, has not ended either.
 */
import { isBareAnswer, isRequiredNotice } from '../consumer-initiated.ts';
import type { Debt, Dispute } from '../facts/debt.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { localDay } from '../local-time.ts';
import { debtsOnFile } from '../overlay-scope.ts';
import { isOptOutConfirmation } from '../opt-outs.ts';
import { isProfessional } from '../recipients.ts';
import { type Obligation, type Ruling, defineRule } from '../rule.ts';
import { validationPeriodEnd } from '../validation-dates.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type WrittenDisputeParameters = { statedLocationMs: number };

type Received = { debt: Debt; dispute: Dispute; isInPeriod: boolean };

const undisputedOnly: Obligation = {
  code: 'dispute.undisputed-part',
  title: 'Speak of the undisputed part only',
  text: 'Part of this debt is disputed. Ask for nothing of that part until verification has been sent.',
  citation: '12 CFR 1006.38(d)(2)',
};

/**
 * Whether a dispute was received within the validation period of its debt, by the consumer's own date of receipt: where they may be
 * in several zones, the earliest.
 */
export function isReceivedInPeriod(
  facts: Pick<ContactFacts, 'location' | 'action'>,
  { validation }: Pick<Debt, 'validation'>,
  receivedAtMs: number,
  statedLocationMs: number,
): boolean {
  const end = validationPeriodEnd(validation);
  if (end === null) return true;
  const { zones } = candidateZones(facts.location, facts.action.phoneNumber, receivedAtMs, statedLocationMs);
  return zones.some(({ zone }) => localDay(receivedAtMs, zone) <= end);
}

/** Whether some debt is disputed as a whole, by one dispute or by several parts together. */
const isWhole = (barring: readonly Received[]): boolean =>
  [...Map.groupBy(barring, ({ debt }) => debt).entries()].some(([{ balanceCents }, ofDebt]) => {
    const parts = ofDebt.map(({ dispute: { disputedCents } }) => disputedCents ?? Infinity);
    return balanceCents === null || parts.reduce((sum, cents) => sum + cents, 0) >= balanceCents;
  });

function judge(received: readonly Received[], nowMs: number): Ruling {
  const waiting = received.filter(
    ({ dispute: { answerSentAtMs } }) => answerSentAtMs === null || answerSentAtMs > nowMs,
  );
  const barring = waiting.filter(({ dispute, isInPeriod: isTimely }) => dispute.form === 'written' && isTimely);
  if (isWhole(barring)) {
    const isRequest = barring.every(({ dispute }) => dispute.kind === 'original-creditor-request');
    return {
      verdict: 'block',
      reason: isRequest
        ? 'The consumer asked in writing who the original creditor is; the answer must be sent first.'
        : 'The consumer disputed this debt in writing; verification must be sent first.',
      override: 'never',
    };
  }
  if (barring.length > 0) {
    return {
      verdict: 'review',
      reason: 'Part of this debt is disputed: compliance decides whether the rest is spoken of meanwhile.',
      obligations: [undisputedOnly],
      isPolicy: true,
      override: 'supervisor',
    };
  }
  if (waiting.some(({ dispute }) => dispute.form === 'oral' && dispute.kind === 'dispute')) {
    return {
      verdict: 'review',
      reason:
        'The consumer said that they dispute this debt. The law does not stop collection for it; compliance decides.',
      isPolicy: true,
      override: 'supervisor',
    };
  }
  return {
    verdict: 'allow',
    reason:
      received.length === 0 ? 'No dispute is open.' : 'The debt is marked as disputed; no answer stands in the way.',
  };
}

export const writtenDispute = defineRule<WrittenDisputeParameters>(
  { id: 'F-15', title: 'Disputed debt', citation: '12 CFR 1006.38(c), (d)', isPolicy: false },
  (facts, nowMs, { statedLocationMs }) => {
    const { action } = facts;
    const received = debtsOnFile(facts).debts.flatMap((debt) =>
      debt.disputes
        .filter(({ isClosed, receivedAtMs }) => !isClosed && receivedAtMs <= nowMs)
        .map((dispute) => ({
          debt,
          dispute,
          isInPeriod: isReceivedInPeriod(facts, debt, dispute.receivedAtMs, statedLocationMs),
        })),
    );
    const used = {
      disputes: received.map(({ debt, dispute, isInPeriod: isTimely }) => ({
        debt_id: debt.id,
        kind: dispute.kind,
        form: dispute.form,
        received_at: new Date(dispute.receivedAtMs).toISOString(),
        is_in_period: isTimely,
        disputed_cents: dispute.disputedCents,
        answer_sent_at: dispute.answerSentAtMs === null ? null : new Date(dispute.answerSentAtMs).toISOString(),
      })),
    };
    if (isRequiredNotice(action) || isOptOutConfirmation(action)) {
      return { verdict: 'allow', reason: 'This collects nothing: an answer, or a confirmation.', facts: used };
    }
    if (isBareAnswer(action, nowMs)) return { verdict: 'allow', reason: 'The consumer began this.', facts: used };
    if (isProfessional(action.recipient)) {
      return { verdict: 'allow', reason: 'Nothing is collected from these.', facts: used };
    }
    return { ...judge(received, nowMs), facts: used };
  },
);
