/** P-6: one payment and several debts (12 CFR 1006.30(c)): as the consumer directs, and nothing to a disputed debt. */
import type { PaymentFacts } from '../facts/payment.ts';
import {
  allocatePayment,
  type Allocation,
  type HeldReason,
  isDisputedDebt,
  type Share,
} from '../payments/allocation.ts';
import { definePaymentRule } from '../rule.ts';

const heldReasons: Readonly<Record<HeldReason, string>> = {
  disputed: 'the consumer directs it to a debt that is disputed',
  'not-on-file': 'the consumer directs it to a debt that is not on file or is closed',
  'nothing-undisputed-open': 'no debt is open that is not disputed',
  'exceeds-balance': 'it is more than is owed',
  'balance-unknown': 'the balance of a debt is not known',
  undirected: 'the consumer did not say where all of it goes',
  'direction-exceeds-payment': 'the consumer directs more than is paid',
};

const sumOf = (parts: readonly { amountCents: number }[]): number =>
  parts.reduce((before, { amountCents }) => before + amountCents, 0);
const dollars = (cents: number): string => `$${(cents / 100).toFixed(2)}`;
const textOf = (shares: readonly Share[]): string =>
  shares.map(({ debtId, amountCents }) => `${dollars(amountCents)} to ${debtId}`).join(', ');

/** The same cents to the same debts, in whatever order. */
const isSame = (proposed: readonly Share[], lawful: readonly Share[]): boolean => keyOf(proposed) === keyOf(lawful);
const keyOf = (shares: readonly Share[]): string =>
  shares
    .filter(({ amountCents }) => amountCents > 0)
    .map(({ debtId, amountCents }) => `${debtId} ${amountCents}`)
    .toSorted()
    .join('\n');

/** What is wrong with the way somebody means to book it; null: nothing. */
function faultOf(
  { debts, direction }: PaymentFacts,
  amountCents: number,
  shares: readonly Share[],
  lawful: Allocation,
) {
  if (sumOf(shares) !== amountCents) {
    return `The parts add up to ${dollars(sumOf(shares))}, and ${dollars(amountCents)} is paid.`;
  }
  for (const debtId of new Set(shares.filter((share) => share.amountCents > 0).map((share) => share.debtId))) {
    const debt = debts.find(({ id }) => id === debtId);
    if (debt === undefined || debt.isClosed) return `Nothing is open under ${debtId}.`;
    if (isDisputedDebt(debt)) return `${debtId} is disputed: nothing may be booked to it.`;
    const booked = sumOf(shares.filter((share) => share.debtId === debtId));
    if (debt.balanceCents !== null && booked > debt.balanceCents)
      return `${dollars(booked)} is more than is owed under ${debtId}.`;
  }
  return direction !== null && !isSame(shares, lawful.shares) ? 'The consumer has directed it otherwise.' : null;
}

export const paymentAllocation = definePaymentRule<Readonly<Record<string, never>>>(
  { id: 'P-6', title: 'What a payment is booked to', citation: '12 CFR 1006.30(c)', isPolicy: false },
  (facts) => {
    const { action, debts, direction, shares } = facts;
    const { amountCents } = action;
    if (action.step === 'open-form') return { verdict: 'allow', reason: 'Nothing is booked yet.' };
    if (amountCents === null) return { verdict: 'block', reason: 'Nobody said how much is paid.' };
    const lawful = allocatePayment(amountCents, debts, direction);
    const used = {
      amount_cents: amountCents,
      disputed: debts.filter(isDisputedDebt).map(({ id }) => id),
      shares: lawful.shares.map(({ debtId, amountCents: cents }) => ({ debt_id: debtId, amount_cents: cents })),
      held: lawful.held.map(({ reason, amountCents: cents }) => ({ reason, amount_cents: cents })),
    };
    const fault = shares === null ? null : faultOf(facts, amountCents, shares, lawful);
    if (fault !== null) return { verdict: 'block', reason: fault, facts: used };
    const isChosen = shares !== null && direction === null;
    if (lawful.held.length > 0 && !isChosen) {
      const why = [...new Set(lawful.held.map(({ reason }) => heldReasons[reason]))].join('; ');
      return {
        verdict: 'review',
        reason: `${dollars(sumOf(lawful.held))} is held until a person decides: ${why}.`,
        facts: used,
      };
    }
    if (shares !== null || debts.length === 1) {
      return { verdict: 'allow', reason: 'It is booked to debts that may have it.', facts: used };
    }
    return {
      verdict: 'require',
      reason: `It is booked as follows: ${textOf(lawful.shares)}.`,
      obligations: [
        {
          code: 'allocation.apply',
          title: 'What the payment is booked to',
          text: `Book ${textOf(lawful.shares)}.`,
          citation: '12 CFR 1006.30(c)',
        },
      ],
      facts: used,
    };
  },
);
