/**
 * F-7: after a written notice that the consumer refuses to pay or wants no further contact, no communication about that
 * debt from the moment the notice is received (12 CFR 1006.6(c); 15 USC 1692c(c)).
 */
import type { Debt } from '../facts/debt.ts';
import { defineRule } from '../rule.ts';

const shown = (debts: readonly Debt[]): Record<string, unknown>[] =>
  debts.map(({ id, reference, ceasedAtMs }) => ({
    debt_id: id,
    reference,
    ceased_at: ceasedAtMs === null ? null : new Date(ceasedAtMs).toISOString(),
  }));

export const ceaseCommunication = defineRule<Readonly<Record<string, never>>>(
  { id: 'F-7', title: 'Cease communication', citation: '12 CFR 1006.6(c); 15 USC 1692c(c)', isPolicy: false },
  (facts, nowMs) => {
    const ceased = facts.debts.filter(({ ceasedAtMs }) => ceasedAtMs !== null && ceasedAtMs <= nowMs);
    const ofThisContact = ceased.filter(({ id }) => facts.action.debtIds.includes(id));
    if (ofThisContact.length > 0 || (ceased.length > 0 && facts.action.debtIds.length === 0)) {
      return {
        verdict: 'block',
        reason: 'The consumer told us in writing to stop all contact about this debt.',
        facts: { ceased: shown(ceased) },
      };
    }
    if (ceased.length === 0) {
      return { verdict: 'allow', reason: 'No cease notice has been received.', facts: { ceased: [] } };
    }
    const references = ceased.map(({ reference }) => reference).join(', ');
    return {
      verdict: 'require',
      reason: 'The consumer told us to stop all contact about another debt; this one may still be discussed.',
      obligations: [
        {
          code: 'cease.other-debt',
          title: 'Say nothing about the other debt',
          text: `Do not mention debt ${references}: the consumer has stopped all contact about it.`,
          citation: '12 CFR 1006.6(c)',
        },
      ],
      facts: { ceased: shown(ceased), needs_review: true },
    };
  },
);
