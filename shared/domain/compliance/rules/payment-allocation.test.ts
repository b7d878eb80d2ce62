import { describe, expect, it } from 'vitest';
import { D1, D2, debt } from '../testing/contact-facts.ts';
import { type PaymentChange, paymentFinding } from '../testing/payment-facts.ts';

const disputed = debt({ id: D1, balanceCents: 300_00, disputes: [{ receivedAtMs: 0 }] });
const plain = debt({ id: D2, balanceCents: 300_00 });
const third = debt({ id: 'debt-3', balanceCents: 300_00 });
const judge = (over: PaymentChange) => paymentFinding('P-6', over);
const toD2 = [{ debt_id: D2, amount_cents: 100_00 }];

const divided = (toThird: number) => [
  { debtId: D2, amountCents: 100_00 - toThird },
  { debtId: 'debt-3', amountCents: toThird },
];

describe('P-6 what a payment is booked to', () => {
  it('P-6 #1 $100 over a disputed and another debt goes to the other', () => {
    expect(judge({ debts: [disputed, plain] })).toMatchObject({
      verdict: 'require',
      obligations: [{ code: 'allocation.apply', text: 'Book $100.00 to debt-2.' }],
      facts: { shares: toD2, held: [] },
    });
    const halves = [D1, D2].map((debtId) => ({ debtId, amountCents: 50_00 }));
    expect(judge({ debts: [disputed, plain], shares: halves })).toMatchObject({ verdict: 'block' });
    const whole = [{ debtId: D2, amountCents: 100_00 }];
    expect(judge({ debts: [disputed, plain], shares: whole }).verdict).toBe('allow');
  });

  it('P-6 #2 a direction of the whole payment to one debt is followed', () => {
    const direction = { unit: 'basis-points' as const, parts: [{ debtId: D2, value: 10_000 }] };
    expect(judge({ debts: [plain, third], direction })).toMatchObject({
      verdict: 'require',
      facts: { shares: toD2, held: [] },
    });
    const otherwise = [{ debtId: 'debt-3', amountCents: 100_00 }];
    expect(judge({ debts: [plain, third], direction, shares: otherwise })).toMatchObject({
      verdict: 'block',
      reason: 'The consumer has directed it otherwise.',
    });
  });

  it('P-6 #3 it is held for a person when every open debt is disputed', () => {
    const closed = debt({ id: D2, isClosed: true });
    for (const debts of [[disputed], [disputed, closed], []]) {
      expect(judge({ debts })).toMatchObject({
        verdict: 'review',
        reason: '$100.00 is held until a person decides: no debt is open that is not disputed.',
      });
    }
  });

  it('holds a direction to a disputed debt', () => {
    const direction = { parts: [{ debtId: D1, value: 100_00 }] };
    expect(judge({ debts: [disputed, plain], direction }).verdict).toBe('review');
  });

  it('asks nothing about one debt, nor before anything is booked', () => {
    expect(judge({ debts: [plain] }).verdict).toBe('allow');
    expect(judge({ action: { step: 'open-form' } }).verdict).toBe('allow');
    expect(judge({ action: { amountCents: null }, debts: [plain] }).verdict).toBe('block');
  });

  it.each([
    ['less than is paid', [{ debtId: D2, amountCents: 99_99 }]],
    ['more than is paid', [{ debtId: D2, amountCents: 100_01 }]],
    ['a debt of nobody', [{ debtId: 'strange', amountCents: 100_00 }]],
  ])('refuses to book %s', (_what, shares) => {
    expect(judge({ debts: [plain, third], shares }).verdict).toBe('block');
  });

  it('lets a person choose among undisputed debts where the balances are not known, up to those that are', () => {
    const unknown = debt({ id: D2, balanceCents: null });
    const small = debt({ id: 'debt-3', balanceCents: 40_00 });
    expect(judge({ debts: [unknown, small] }).verdict).toBe('review');
    expect(judge({ debts: [unknown, small], shares: divided(40_00) }).verdict).toBe('allow');
    expect(judge({ debts: [unknown, small], shares: divided(40_01) }).verdict).toBe('block');
  });
});
