/**
 * S-2-dispute: in New York City a dispute bars collection of that debt whenever it comes, until verification is sent; under
 * the rule from 2027 on, verification that is not sent within sixty days ends collection.
 */
import { isBareAnswer } from '../consumer-initiated.ts';
import type { Debt, Dispute } from '../facts/debt.ts';
import { media } from '../facts/fields.ts';
import { localDay } from '../local-time.ts';
import { isOptOutConfirmation } from '../opt-outs.ts';
import { debtsOnFile, type OverlayScope, whyOutside } from '../overlay-scope.ts';
import { defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type UnverifiedDisputeParameters = OverlayScope & {
  /** Days after the day of a dispute within which verification must be sent; null: no end. */
  verifyWithinDays: number | null;
  statedLocationMs: number;
};

type OpenDispute = { debt: Debt; dispute: Dispute };

export const unverifiedDispute = defineRule<UnverifiedDisputeParameters>(
  {
    id: 'S-2-dispute',
    title: 'Disputed in New York City',
    citation: '6 RCNY 5-77(f)',
    isPolicy: false,
  },
  (facts, nowMs, parameters) => {
    const { verifyWithinDays, statedLocationMs } = parameters;
    const outside = whyOutside(facts, parameters, media);
    if (outside !== null) return { verdict: 'allow', reason: outside };
    const { debts } = debtsOnFile(facts);
    const disputes = debts.flatMap((debt): OpenDispute[] =>
      debt.disputes
        .filter(({ kind, isClosed, receivedAtMs }) => kind === 'dispute' && !isClosed && receivedAtMs <= nowMs)
        .map((dispute) => ({ debt, dispute })),
    );
    const used = {
      disputes: disputes.map(({ debt, dispute }) => ({
        debt_id: debt.id,
        received_at: new Date(dispute.receivedAtMs).toISOString(),
        answer_sent_at: dispute.answerSentAtMs === null ? null : new Date(dispute.answerSentAtMs).toISOString(),
      })),
    };
    const { action, location } = facts;
    if (isBareAnswer(action, nowMs) || isOptOutConfirmation(action)) {
      return { verdict: 'allow', reason: 'The consumer began this.', facts: used };
    }
    if (action.purposes.length > 0 && action.purposes.every((purpose) => purpose === 'dispute-verification')) {
      return { verdict: 'allow', reason: 'This is the verification itself.', facts: used };
    }
    const { zones } = candidateZones(location, action.phoneNumber, nowMs, statedLocationMs);
    const isLate = ({ dispute: { receivedAtMs } }: OpenDispute, atMs: number): boolean =>
      verifyWithinDays !== null &&
      zones.some(({ zone }) => localDay(atMs, zone) > localDay(receivedAtMs, zone) + verifyWithinDays);

    const unanswered = disputes.filter(
      ({ dispute: { answerSentAtMs } }) => answerSentAtMs === null || answerSentAtMs > nowMs,
    );
    if (unanswered.length > 0) {
      return {
        verdict: 'block',
        reason: unanswered.some((each) => isLate(each, nowMs))
          ? `The consumer disputed this debt and was not sent verification within ${verifyWithinDays} days: collection has ended.`
          : 'The consumer disputed this debt; verification must be sent first.',
        facts: used,
      };
    }
    if (disputes.some((each) => isLate(each, each.dispute.answerSentAtMs ?? nowMs))) {
      return {
        verdict: 'review',
        reason: `Verification was sent more than ${verifyWithinDays} days after the dispute: compliance must say whether collection may go on.`,
        facts: used,
      };
    }
    if (debts.some(({ isDisputed, disputes: onFile }) => isDisputed && onFile.length === 0)) {
      return {
        verdict: 'review',
        reason: 'This debt is marked as disputed, and no dispute or verification is on file.',
        facts: used,
      };
    }
    return { verdict: 'allow', reason: 'No dispute is waiting for verification.', facts: used };
  },
);
