/** The pack as a whole: an ordinary payment passes, and one of which nothing is known does not. */
import { describe, expect, it } from 'vitest';
import { debt } from '../testing/contact-facts.ts';
import { judgePayment, type PaymentChange } from '../testing/payment-facts.ts';

const open = [debt({ balanceCents: 500_00 })];
const against = (change: PaymentChange): string[] =>
  judgePayment({ debts: open, ...change })
    .findings.filter(({ verdict }) => verdict !== 'allow' && verdict !== 'require')
    .map(({ rule_id: id }) => id);

describe('the pack of payments', () => {
  it('lets an ordinary payment through: on the page of the processor, by recorded ACH, by check', () => {
    expect(judgePayment({ debts: open, card: { entry: 'hosted-page' } }).verdict).toBe('allow');
    expect(judgePayment({ debts: open, action: { method: 'check' } }).verdict).toBe('allow');
    const stated = [
      'debit-date',
      'amount',
      'name',
      'account',
      'inquiry-phone',
      'authorization-date',
      'single-or-recurring',
    ] as const;
    const ach = {
      stated: [...stated],
      isRecorded: true,
      callBegunBy: 'consumer',
      isIdentityVerified: true,
      isRoutingNumberVerified: true,
    } as const;
    expect(judgePayment({ debts: open, action: { method: 'ach' }, ach }).verdict).toBe('allow');
  });

  it('lets nothing through of which nothing is known', () => {
    expect(against({})).toEqual(['P-1']);
    expect(against({ action: { method: 'ach' } })).toEqual(['P-2']);
    expect(against({ action: { method: 'check' }, debts: [] })).toEqual(['P-6']);
    expect(against({ action: { method: 'check', amountCents: null } })).toEqual(['P-6']);
  });

  it('names no policy as the law', () => {
    for (const method of ['card', 'ach', 'check'] as const) {
      const { findings } = judgePayment({ debts: open, action: { method, debitOn: '2027-01-04' } });
      for (const { is_policy: isPolicy, citation } of findings) expect(isPolicy).toBe(citation.startsWith('Policy'));
    }
  });
});
