/**
 * P-3: several debits agreed to at once (Regulation E, 12 CFR 1005.10(b)-(e)). From a bank account or by debit card they need a
 * writing that the consumer signed or similarly authenticated, and a copy of it; another amount needs ten days' notice, or a
 * range agreed to. A single payment is no preauthorized transfer, and a credit card no electronic fund transfer.
 */
import type { PaymentFacts, PaymentSchedule } from '../facts/payment.ts';
import { dayFromIso } from '../local-time.ts';
import { definePaymentRule, type Ruling } from '../rule.ts';

export type PreauthorizedTransferParameters = {
  noticeDays: number;
  /** Counsel has approved a recorded call as a signature under the E-SIGN Act. */
  acceptsRecordedSignature: boolean;
};

/** Whether the debits are electronic fund transfers; `ask` when nobody has looked at the card nor asked. */
function kindOfTransfer({ action, card }: PaymentFacts): 'electronic' | 'other' | 'ask' {
  if (action.method !== 'card') return action.method === 'ach' ? 'electronic' : 'other';
  const kind = card?.kind ?? card?.saidToBe ?? null;
  if (kind === null) return 'ask';
  return kind === 'debit' ? 'electronic' : 'other';
}

function isSigned(schedule: PaymentSchedule, nowMs: number, acceptsRecordedSignature: boolean): boolean {
  const { authorizedBy, signedAtMs } = schedule;
  if (signedAtMs === null || signedAtMs > nowMs || authorizedBy === 'voice') return false;
  return authorizedBy !== 'recorded-signature' || acceptsRecordedSignature;
}

/** Why this debit's amount may not be taken; null: it may. */
function faultOfAmount({ action }: PaymentFacts, schedule: PaymentSchedule, noticeDays: number): string | null {
  const { amountCents, debitOn } = action;
  const { expectedCents, agreedRange, amountNoticeSentOn } = schedule;
  if (amountCents === null) return 'Nobody said how much is debited.';
  if (amountCents === expectedCents) return null;
  if (agreedRange !== null && agreedRange.fromCents <= amountCents && amountCents <= agreedRange.untilCents)
    return null;
  if (amountNoticeSentOn === null)
    return 'The amount is another than before, and the consumer was not told in writing.';
  if (debitOn === null) return 'Nobody knows on which day it is debited, so not whether the notice was in time.';
  const days = dayFromIso(debitOn) - dayFromIso(amountNoticeSentOn);
  if (days >= noticeDays) return null;
  return `The consumer was told of another amount ${days} days before it is debited; ${noticeDays} are needed.`;
}

function judgeElectronic(
  facts: PaymentFacts,
  schedule: PaymentSchedule,
  nowMs: number,
  parameters: PreauthorizedTransferParameters,
): Ruling {
  if (schedule.isConditionOfCredit) {
    return {
      verdict: 'block',
      reason: 'Credit may not depend on repayment by electronic transfers.',
      citation: '12 CFR 1005.10(e)(1)',
    };
  }
  if (!isSigned(schedule, nowMs, parameters.acceptsRecordedSignature)) {
    const isMistaken = facts.card?.saidToBe === 'credit' && facts.card.kind === 'debit';
    return isMistaken
      ? {
          verdict: 'block',
          reason: 'The card is a debit card and not a credit card: get the signed authorization now, or stop the plan.',
          citation: 'Comment 10(b)-7 to 12 CFR 1005.10(b)',
        }
      : {
          verdict: 'block',
          reason:
            'The consumer must first sign the authorization, by the link or on paper; a spoken yes is not enough.',
          citation: '12 CFR 1005.10(b), comment 10(b)-3',
        };
  }
  if (facts.action.step === 'submit') {
    return {
      verdict: 'require',
      reason: 'The authorization is signed; the consumer gets a copy.',
      obligations: [
        {
          code: 'plan.deliver-copy',
          title: 'Copy of the authorization',
          text: 'Send the consumer a copy of the signed authorization before the first debit.',
          citation: '12 CFR 1005.10(b)',
        },
      ],
    };
  }
  if (schedule.copyDeliveredAtMs === null || schedule.copyDeliveredAtMs > nowMs) {
    return {
      verdict: 'block',
      reason: 'The consumer never got a copy of the authorization.',
      citation: '12 CFR 1005.10(b)',
    };
  }
  const fault = faultOfAmount(facts, schedule, parameters.noticeDays);
  return fault === null
    ? { verdict: 'allow', reason: 'The debit is authorized in writing, and its amount is known to the consumer.' }
    : { verdict: 'block', reason: fault, citation: '12 CFR 1005.10(d)' };
}

export const preauthorizedTransfers = definePaymentRule<PreauthorizedTransferParameters>(
  { id: 'P-3', title: 'Payment plans by debit', citation: '12 CFR 1005.10(b)-(e)', isPolicy: false },
  (facts, nowMs, parameters) => {
    const { action, schedule, card } = facts;
    if (schedule === null || schedule.debitCount === 1) {
      return { verdict: 'allow', reason: 'It is one single payment, and no plan.', facts: { debit_count: 1 } };
    }
    const used = {
      debit_count: schedule.debitCount,
      authorized_by: schedule.authorizedBy,
      is_signed: schedule.signedAtMs !== null,
      card_kind: card?.kind ?? null,
      card_said_to_be: card?.saidToBe ?? null,
    };
    if (action.step === 'open-form') return { verdict: 'allow', reason: 'Nothing is agreed to yet.', facts: used };
    if (schedule.cancelledAtMs !== null && schedule.cancelledAtMs <= nowMs) {
      return {
        verdict: 'block',
        reason: 'The consumer has ended this plan: nothing more is debited under it.',
        citation: '12 CFR 1005.10(c)',
        override: 'never',
        facts: used,
      };
    }
    const kind = kindOfTransfer(facts);
    if (kind === 'ask') {
      return {
        verdict: 'block',
        reason: 'Ask whether it is a credit or a debit card before the plan is agreed.',
        citation: 'Comment 10(b)-7 to 12 CFR 1005.10(b)',
        facts: used,
      };
    }
    if (kind === 'other') {
      return { verdict: 'allow', reason: 'These are no electronic transfers from an account.', facts: used };
    }
    return { ...judgeElectronic(facts, schedule, nowMs, parameters), facts: used };
  },
);
