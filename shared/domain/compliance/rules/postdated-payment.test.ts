import { describe, expect, it } from 'vitest';
import { dayFromIso, isoFromDay } from '../local-time.ts';
import { type PaymentChange, paymentFinding } from '../testing/payment-facts.ts';
import { noticeWindow } from './postdated-payment.ts';

const parameters = { freeDays: 5, leastBusinessDays: 3, mostBusinessDays: 10 };
const judge = (over: PaymentChange, text?: string) =>
  paymentFinding('P-5', { ...over, action: { method: 'check', ...over.action } }, text);
const accept = (datedOn: string, method: 'check' | 'card' | 'ach' = 'check') =>
  judge({ action: { method }, postdated: { acceptedOn: '2026-11-22', datedOn } });
const windowOf = (day: string): string[] => {
  const { from, until } = noticeWindow(dayFromIso(day), parameters);
  return [isoFromDay(from), isoFromDay(until)];
};
/** Deposits a check accepted on November 10 and dated December 1. */
const deposit = (noticeSentOn: string | null, debitOn = '2026-12-01', text = '2026-12-01 09:00') =>
  judge(
    {
      action: { step: 'debit', debitOn },
      postdated: { acceptedOn: '2026-11-10', datedOn: '2026-12-01', noticeSentOn },
    },
    text,
  );

describe('P-5 post-dated payment', () => {
  it('P-5 #1 five days ahead need no notice', () => {
    expect(accept('2026-11-27').verdict).toBe('allow');
    const due = { acceptedOn: '2026-11-22', datedOn: '2026-11-27' };
    const action = { step: 'debit' as const, debitOn: '2026-11-27' };
    expect(judge({ action, postdated: due }, '2026-11-27 09:00').verdict).toBe('allow');
  });

  it('P-5 #2 six days ahead need one', () => {
    expect(accept('2026-11-28')).toMatchObject({
      verdict: 'require',
      is_policy: false,
      obligations: [{ code: 'postdated.notice' }],
    });
  });

  it('P-5 #3 it is in time from ten to three business days before the deposit', () => {
    expect(windowOf('2026-12-01')).toEqual(['2026-11-16', '2026-11-25']);
    expect(accept('2026-12-01').obligations[0]?.text).toBe(
      'Send the notice of the deposit in writing, from 2026-11-16 to 2026-11-25.',
    );
    const inTime = { '2026-11-15': 'block', '2026-11-16': 'allow', '2026-11-25': 'allow', '2026-11-26': 'block' };
    for (const [sentOn, verdict] of Object.entries(inTime)) expect(deposit(sentOn).verdict).toBe(verdict);
    expect(deposit(null)).toMatchObject({ verdict: 'block', citation: '12 CFR 1006.22(c)(2)' });
  });

  it('P-5 #4 nothing is deposited a day before its date', () => {
    expect(deposit('2026-11-20', '2026-11-30', '2026-11-30 09:00')).toMatchObject({
      verdict: 'block',
      citation: '12 CFR 1006.22(c)(4)',
    });
    expect(deposit('2026-11-20').verdict).toBe('allow');
    const undated = {
      action: { step: 'debit' as const },
      postdated: { acceptedOn: '2026-11-28', datedOn: '2026-12-01' },
    };
    expect(judge(undated, '2026-11-30 23:59:59').verdict).toBe('block');
    expect(judge(undated, '2026-12-01 00:00').verdict).toBe('allow');
    expect(judge({ ...undated, zone: null }, '2026-12-01 05:59:59').verdict).toBe('block');
    expect(judge({ ...undated, zone: null }, '2026-12-01 06:00').verdict).toBe('allow');
  });

  it('takes the days that suit both readings of a holiday', () => {
    // July 4, 2026 is a Saturday, kept on Friday the 3rd.
    expect(windowOf('2026-07-08')).toEqual(['2026-06-24', '2026-07-02']);
    expect(windowOf('2026-07-07')).toEqual(['2026-06-23', '2026-07-01']);
  });

  it('is policy for card and ACH payments', () => {
    for (const method of ['card', 'ach'] as const) {
      expect(accept('2026-11-28', method)).toMatchObject({ verdict: 'require', is_policy: true });
      expect(accept('2026-11-28', method).citation).toMatch(/^Policy/);
      expect(accept('2026-11-28', method).obligations[0]?.citation).toMatch(/^Policy/);
    }
  });

  it('knows a payment of a later day when nobody has called it post-dated', () => {
    expect(judge({ action: { debitOn: '2026-11-29' } }, '2026-11-24 12:00').verdict).toBe('allow');
    expect(judge({ action: { debitOn: '2026-11-30' } }, '2026-11-24 12:00').verdict).toBe('require');
    expect(judge({}).verdict).toBe('allow');
  });

  it('blocks what nobody knows the dates of, and counts no notice of the future', () => {
    expect(judge({ postdated: { datedOn: '2026-11-27' } }).verdict).toBe('block');
    expect(judge({ postdated: { acceptedOn: '2026-11-27' } }).verdict).toBe('block');
    expect(deposit('2026-11-25', '2026-12-01', '2026-11-24 09:00').verdict).toBe('block');
  });
});
