/** Facts of a payment for tests, and what one rule of the pack says to them. */
import { evaluatePayment } from '../engine.ts';
import { type PaymentFactsInput, paymentFactsSchema } from '../facts/payment.ts';
import { paymentsPack } from '../packs/payments.ts';
import type { Finding, Judgment } from '../rule.ts';
import { at, NEW_YORK } from './contact-facts.ts';

export type PaymentChange = Omit<Partial<PaymentFactsInput>, 'action'> & {
  action?: Partial<PaymentFactsInput['action']>;
};

/** A payment of $100 by card from a consumer in New York, about to be submitted. */
export const judgePayment = (over: PaymentChange, text = '2026-11-24 12:00'): Judgment =>
  evaluatePayment(
    { packs: [paymentsPack] },
    paymentFactsSchema.parse({
      zone: NEW_YORK,
      ...over,
      action: { kind: 'payment', step: 'submit', method: 'card', amountCents: 100_00, ...over.action },
    }),
    at(text),
  );

/** What one rule says. */
export function paymentFinding(ruleId: string, over: PaymentChange, text?: string): Finding {
  const found = judgePayment(over, text).findings.find(({ rule_id: id }) => id === ruleId);
  if (!found) throw new RangeError(`No finding of ${ruleId}`);
  return found;
}
