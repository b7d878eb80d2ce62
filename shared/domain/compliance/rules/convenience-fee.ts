/**
 * P-4: no charge for paying in this way, unless the agreement that created the debt names it and the law of the consumer's
 * states allows it (12 CFR 1006.22(b)). It is the same charge when a processor adds it on its own page.
 */
import { definePaymentRule } from '../rule.ts';

export const convenienceFee = definePaymentRule<Readonly<Record<string, never>>>(
  {
    id: 'P-4',
    title: 'Convenience fee',
    citation: '12 CFR 1006.22(b); 15 USC 1692f(1)',
    isPolicy: false,
  },
  ({ fee, consumerStates }) => {
    const used = {
      amount_cents: fee?.amountCents ?? null,
      charged_by: fee?.chargedBy ?? null,
      clause_id: fee?.agreementClauseId ?? null,
      consumer_states: consumerStates,
    };
    if (fee === null || fee.amountCents === 0) {
      return { verdict: 'allow', reason: 'Nothing is charged beyond what is paid on the debt.', facts: used };
    }
    const who = fee.chargedBy === 'processor' ? 'A fee of the payment processor is a fee of ours. ' : '';
    if (fee.agreementClauseId === null) {
      return {
        verdict: 'block',
        reason: `${who}No clause of the agreement that created the debt is on file that allows a fee.`,
        facts: used,
      };
    }
    const allowed = new Set(fee.allowedStates.map((state) => state.toUpperCase()));
    const refusing = consumerStates.filter((state) => !allowed.has(state.toUpperCase()));
    if (consumerStates.length === 0 || refusing.length > 0) {
      return {
        verdict: 'block',
        reason: `${who}${
          refusing.length > 0
            ? `Counsel has not allowed a fee in ${refusing.join(', ')}.`
            : 'Nobody knows in which state the consumer lives, so no law is known that allows a fee.'
        }`,
        isPolicy: refusing.length === 0,
        facts: used,
      };
    }
    if (fee.amountCents === null) {
      return { verdict: 'block', reason: `${who}Nobody said how much the fee is.`, facts: used };
    }
    return {
      verdict: 'require',
      reason: 'The agreement and the law of the consumer’s state allow the fee; a free way to pay is named first.',
      isPolicy: true,
      citation: 'Policy, after 12 CFR 1006.22(b)',
      obligations: [
        {
          code: 'fee.name-free-alternative',
          title: 'A free way to pay',
          text: `Paying this way costs $${(fee.amountCents / 100).toFixed(2)} more. You can also pay without any fee.`,
          citation: 'Policy, after 12 CFR 1006.22(b)',
        },
      ],
      facts: used,
    };
  },
);
