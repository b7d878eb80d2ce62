import { describe, expect, it } from 'vitest';
import { type PaymentFactsInput, scheduleSchema } from '../facts/payment.ts';
import { cancelPlan } from '../payments/payment-plan.ts';
import { at } from '../testing/contact-facts.ts';
import { type PaymentChange, paymentFinding } from '../testing/payment-facts.ts';
import { preauthorizedTransfers } from './preauthorized-transfers.ts';
import { paymentFactsSchema } from '../facts/payment.ts';

type Schedule = NonNullable<PaymentFactsInput['schedule']>;
const noon = at('2026-11-24 12:00');
const signed: Schedule = { debitCount: 3, authorizedBy: 'electronic-signature', signedAtMs: noon };
const running: Schedule = { ...signed, copyDeliveredAtMs: noon, expectedCents: 100_00 };
const debitCard = { kind: 'debit', saidToBe: 'debit' } as const;
const judge = (schedule: Schedule | null, change: PaymentChange = { action: { method: 'ach' } }, nowMs?: string) =>
  paymentFinding('P-3', { ...change, schedule }, nowMs);
const debit = (schedule: Schedule, action: PaymentChange['action'] = {}) =>
  judge(schedule, { action: { method: 'ach', step: 'debit', ...action } });

describe('P-3 payment plans by debit', () => {
  it('P-3 #1 two instalments by voice alone wait for the signature', () => {
    const byVoice: Schedule = { debitCount: 2, authorizedBy: 'voice', signedAtMs: noon };
    for (const change of [{ action: { method: 'ach' } }, { action: { method: 'card' }, card: debitCard }] as const) {
      expect(judge(byVoice, change)).toMatchObject({
        verdict: 'block',
        citation: '12 CFR 1005.10(b), comment 10(b)-3',
      });
      expect(judge({ ...byVoice, debitCount: null }, change).verdict).toBe('block');
      expect(judge({ ...signed, debitCount: 2 }, change)).toMatchObject({
        verdict: 'require',
        obligations: [{ code: 'plan.deliver-copy' }],
      });
      expect(judge({ ...signed, signedAtMs: null }, change).verdict).toBe('block');
      expect(judge({ ...signed, signedAtMs: noon + 1 }, change).verdict).toBe('block');
      expect(judge({ ...signed, authorizedBy: 'recorded-signature' }, change).verdict).toBe('block');
      const facts = paymentFactsSchema.parse({
        ...change,
        action: { kind: 'payment', step: 'submit', amountCents: 1, ...change.action },
        schedule: { ...signed, authorizedBy: 'recorded-signature' },
      });
      const approved = preauthorizedTransfers({ noticeDays: 10, acceptsRecordedSignature: true });
      expect(approved.evaluate(facts, noon).verdict).toBe('require');
    }
  });

  it('P-3 #2 one single payment needs no writing', () => {
    expect(judge(null).verdict).toBe('allow');
    expect(judge({ debitCount: 1, authorizedBy: 'voice' }).verdict).toBe('allow');
  });

  it('P-3 #3 another amount needs ten days of notice', () => {
    const changed: Schedule = { ...running, expectedCents: 90_00 };
    const told = (amountNoticeSentOn: string | null): string =>
      debit({ ...changed, amountNoticeSentOn }, { debitOn: '2026-12-11' }).verdict;
    expect(told('2026-12-02')).toBe('block');
    expect(told('2026-12-01')).toBe('allow');
    expect(told(null)).toBe('block');
    expect(debit({ ...changed, amountNoticeSentOn: '2026-12-01' }).verdict).toBe('block');
    const agreed = (fromCents: number, untilCents: number): string =>
      debit({ ...changed, agreedRange: { fromCents, untilCents } }).verdict;
    expect([agreed(100_00, 100_00), agreed(100_01, 200_00), agreed(50_00, 99_99)]).toEqual(['allow', 'block', 'block']);
    expect(debit({ ...running, expectedCents: null }).verdict).toBe('block');
    expect(debit(running, { amountCents: null }).verdict).toBe('block');
  });

  it('P-3 #4 a plan that the consumer ends by telephone ends at once', () => {
    const pending = [
      { id: 'debit-2', debitOn: '2026-12-01' },
      { id: 'debit-3', debitOn: '2027-01-01' },
    ];
    const { plan, calledOff } = cancelPlan({ schedule: scheduleSchema.parse(running), pending }, noon);
    expect(calledOff).toEqual(['debit-2', 'debit-3']);
    expect(plan).toMatchObject({ pending: [], schedule: { cancelledAtMs: noon } });
    expect(debit(running).verdict).toBe('allow');
    expect(debit(plan.schedule)).toMatchObject({ verdict: 'block', override: 'never' });
    const byCredit = { action: { step: 'debit', method: 'card' }, card: { kind: 'credit' } } as const;
    expect(judge(plan.schedule, byCredit).verdict).toBe('block');
    expect(judge(plan.schedule, { action: { step: 'debit', method: 'ach' } }, '2026-11-24 11:59:59').verdict).not.toBe(
      'allow',
    );
    expect(cancelPlan(plan, noon + 5).plan.schedule.cancelledAtMs).toBe(noon);
  });

  it('P-3 #5 a card said to be credit that is debit: the writing now, or the plan stops', () => {
    const byVoice: Schedule = { debitCount: 3, copyDeliveredAtMs: noon, expectedCents: 100_00 };
    const mistaken = { kind: 'debit', saidToBe: 'credit' } as const;
    for (const step of ['submit', 'debit'] as const) {
      expect(judge(byVoice, { action: { step }, card: mistaken })).toMatchObject({
        verdict: 'block',
        citation: 'Comment 10(b)-7 to 12 CFR 1005.10(b)',
        reason: expect.stringContaining('or stop the plan'),
      });
    }
    expect(judge(running, { action: { step: 'debit' }, card: mistaken }).verdict).toBe('allow');
    expect(judge(byVoice, { card: { kind: 'credit', saidToBe: 'credit' } }).verdict).toBe('allow');
  });

  it('P-3 #6 the next debit waits while the copy was never delivered', () => {
    expect(debit({ ...running, copyDeliveredAtMs: null })).toMatchObject({
      verdict: 'block',
      reason: 'The consumer never got a copy of the authorization.',
    });
    expect(debit({ ...running, copyDeliveredAtMs: noon + 1 }).verdict).toBe('block');
    expect(debit(running).verdict).toBe('allow');
  });

  it('asks for the kind of card before a plan is agreed', () => {
    const byVoice: Schedule = { debitCount: 3 };
    expect(judge(byVoice, { card: {} })).toMatchObject({ verdict: 'block', reason: expect.stringMatching(/^Ask/) });
    expect(judge(byVoice, {}).verdict).toBe('block');
    expect(judge(byVoice, { card: { saidToBe: 'credit' } }).verdict).toBe('allow');
    expect(judge(byVoice, { card: { saidToBe: 'debit' } }).verdict).toBe('block');
    expect(judge(byVoice, { action: { step: 'open-form' } }).verdict).toBe('allow');
    expect(judge(byVoice, { action: { method: 'check' } }).verdict).toBe('allow');
  });

  it('lets no credit hang on electronic repayment', () => {
    expect(debit({ ...running, isConditionOfCredit: true })).toMatchObject({
      verdict: 'block',
      citation: '12 CFR 1005.10(e)(1)',
    });
  });
});
