import { describe, expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../../testing/seed.ts';
import type { Debt } from '../facts/debt.ts';
import { D1, D2, debt } from '../testing/contact-facts.ts';
import { allocatePayment, isDisputedDebt, splitCents } from './allocation.ts';

const owing = (id: string, balanceCents: number | null, over: Parameters<typeof debt>[0] = {}): Debt =>
  debt({ id, balanceCents, ...over });
const sumOf = (parts: readonly { amountCents: number }[]): number =>
  parts.reduce((before, { amountCents }) => before + amountCents, 0);
const dispute = { receivedAtMs: 0 };

describe('the division of cents', () => {
  it('gives the odd cents to the largest remainders, earlier parts first', () => {
    expect(splitCents(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitCents(101, [1, 1, 1])).toEqual([34, 34, 33]);
    expect(splitCents(5, [3, 3, 4])).toEqual([2, 1, 2]);
    expect(splitCents(1, [0, 1])).toEqual([0, 1]);
    expect(splitCents(0, [2, 1])).toEqual([0, 0]);
  });
  it('is exact where products exceed what a number holds', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(splitCents(most, [most, most])).toEqual([(most + 1) / 2, (most - 1) / 2]);
  });
  it.each([
    [1.5, [1]],
    [-1, [1]],
    [1, []],
    [1, [0, 0]],
    [1, [1, -1]],
    [1, [0.5]],
    [Number.NaN, [1]],
  ])('refuses %d by %j', (total, weights) => {
    expect(() => splitCents(total, weights)).toThrow(RangeError);
  });
});

describe('the allocation of a payment', () => {
  it('is by balance among undisputed debts, up to it, and holds the rest', () => {
    const debts = [owing(D1, 200_00), owing(D2, 100_00), owing('disputed', 900_00, { isDisputed: true })];
    expect(allocatePayment(100_00, debts, null).shares).toEqual([
      { debtId: D1, amountCents: 66_67 },
      { debtId: D2, amountCents: 33_33 },
    ]);
    expect(allocatePayment(301_00, debts, null)).toEqual({
      shares: [
        { debtId: D1, amountCents: 200_00 },
        { debtId: D2, amountCents: 100_00 },
      ],
      held: [{ reason: 'exceeds-balance', amountCents: 1_00 }],
    });
  });

  it('holds everything when a balance is not known, but for a single debt', () => {
    expect(allocatePayment(1, [owing(D1, null), owing(D2, 5)], null).held).toEqual([
      { reason: 'balance-unknown', amountCents: 1 },
    ]);
    expect(allocatePayment(1, [owing(D1, null)], null).shares).toEqual([{ debtId: D1, amountCents: 1 }]);
    expect(allocatePayment(1, [owing(D1, null), owing(D2, 5, { isClosed: true })], null).shares).toHaveLength(1);
  });

  it('follows a direction in cents and in parts of a hundred percent', () => {
    const debts = [owing(D1, 500_00), owing(D2, 500_00)];
    const parts = [
      { debtId: D1, value: 33_33 },
      { debtId: D2, value: 66_67 },
    ];
    const expected = [
      { debtId: D1, amountCents: 33_33 },
      { debtId: D2, amountCents: 66_67 },
    ];
    expect(allocatePayment(100_00, debts, { unit: 'cents', parts })).toEqual({ shares: expected, held: [] });
    expect(allocatePayment(100_00, debts, { unit: 'basis-points', parts })).toEqual({ shares: expected, held: [] });
    expect(allocatePayment(1, debts, { unit: 'basis-points', parts }).shares).toEqual([{ debtId: D2, amountCents: 1 }]);
  });

  it.each([
    ['undirected', [{ debtId: D1, value: 99 }], 1],
    ['direction-exceeds-payment', [{ debtId: D1, value: 101 }], 100],
    ['not-on-file', [{ debtId: 'strange', value: 100 }], 100],
    ['not-on-file', [{ debtId: 'closed', value: 100 }], 100],
    ['disputed', [{ debtId: 'disputed', value: 100 }], 100],
    ['exceeds-balance', [{ debtId: D2, value: 100 }], 90],
    ['exceeds-balance', [{ debtId: D2, value: 6 }, { debtId: D2, value: 94 }], 90], // prettier-ignore
  ])('holds what has no lawful place: %s', (reason, parts, amountCents) => {
    const debts = [
      owing(D1, 500),
      owing(D2, 10),
      owing('closed', 500, { isClosed: true }),
      owing('disputed', 500, { disputes: [dispute] }),
    ];
    const allocation = allocatePayment(100, debts, { unit: 'cents', parts });
    expect(allocation.held).toEqual([{ reason, amountCents }]);
    expect(sumOf(allocation.shares)).toBe(100 - amountCents);
  });

  it('takes a dispute for one until it is closed, however it was made and answered', () => {
    expect(isDisputedDebt(debt({ isDisputed: true }))).toBe(true);
    expect(isDisputedDebt(debt({ disputes: [{ ...dispute, form: 'oral', disputedCents: 1 }] }))).toBe(true);
    expect(isDisputedDebt(debt({ disputes: [{ ...dispute, answerSentAtMs: 1, isDuplicate: true }] }))).toBe(true);
    expect(isDisputedDebt(debt({ disputes: [{ ...dispute, isClosed: true }] }))).toBe(false);
    expect(isDisputedDebt(debt({ disputes: [{ ...dispute, kind: 'original-creditor-request' }] }))).toBe(false);
  });

  it('loses no cent and books none to a disputed debt, over 20,000 random payments', () => {
    const seed = testSeed('allocation of payments');
    const random = seededRandom(seed);
    const upTo = (most: number): number => Math.floor(random() * (most + 1));
    for (let round = 0; round < 20_000; round += 1) {
      const debts = Array.from({ length: upTo(5) }, (_, index) =>
        owing(`d${index}`, random() < 0.1 ? null : upTo(100_000) - 100, {
          isDisputed: random() < 0.3,
          isClosed: random() < 0.1,
        }),
      );
      const amountCents = upTo(200_000);
      const unit = random() < 0.5 ? ('cents' as const) : ('basis-points' as const);
      const most = unit === 'cents' ? amountCents : 10_000;
      const parts = Array.from({ length: upTo(4) }, () => ({ debtId: `d${upTo(6)}`, value: upTo(most) }));
      const direction = random() < 0.5 ? null : { unit, parts };
      const { shares, held } = allocatePayment(amountCents, debts, direction);
      const areLawful = shares.every(({ debtId, amountCents: cents }) => {
        const to = debts.find(({ id }) => id === debtId);
        return to?.isDisputed === false && !to.isClosed && cents > 0 && cents <= (to.balanceCents ?? Infinity);
      });
      const of = { seed, round, amountCents, debts, direction, shares, held };
      expect({ ...of, total: sumOf(shares) + sumOf(held), areLawful }).toMatchObject({
        total: amountCents,
        areLawful: true,
      });
    }
  });
});
