import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { attorneySchema } from '../facts/debt.ts';
import type { RuleFinding } from '../rule.ts';
import { D1, D2, at, contactFacts, debt, type FactsChange } from '../testing/contact-facts.ts';
import { attorneyRepresented } from './attorney.ts';

const rule = attorneyRepresented({
  silenceDays: 30,
  silenceAttempts: 2,
  nameBusinessDays: 3,
  statedLocationMs: 86_400_000,
});
const knownSinceMs = at('2026-11-02 10:00');
const represented = (over: Partial<z.input<typeof attorneySchema>> = {}) => [
  debt({ attorney: { name: 'Lee & Partners', knownSinceMs, ...over } }),
  debt({ id: D2 }),
];
const judge = (change: FactsChange, text = '2026-11-03 12:00'): RuleFinding =>
  rule.evaluate(contactFacts(change), at(text));

describe('F-6 represented by an attorney', () => {
  it('F-6 #1 the debt with the attorney is barred, another one is asked about first', () => {
    expect(judge({ debts: represented() })).toMatchObject({ verdict: 'block', is_policy: false });
    const other = { action: { debtIds: [D2] }, debts: represented() };
    expect(judge(other)).toMatchObject({ verdict: 'review', is_policy: true });
    expect(judge({ ...other, debts: represented({ notForDebtIds: [D2] }) }).verdict).toBe('allow');
  });

  it('F-6 #2 the consumer who calls is answered, and not called next', () => {
    expect(judge({ debts: represented(), action: { direction: 'inbound' } }).verdict).toBe('allow');
    const replyTo = { channel: 'voice' as const, receivedAtMs: at('2026-11-03 11:00') };
    expect(judge({ debts: represented(), action: { replyTo } }).verdict).toBe('block');
  });

  it('F-6 #3 "I have a lawyer", no name: no calls for three business days, and the name is asked for in writing', () => {
    /** Monday, Nov 2; the third business day after it is Thursday, Nov 5. */
    const debts = represented({ name: null, isAscertainable: false });
    const ask = [expect.objectContaining({ code: 'attorney.ask-name' })];
    expect(judge({ debts })).toMatchObject({ verdict: 'block', is_policy: true, obligations: ask });
    expect(judge({ debts }, '2026-11-05 23:59:59').verdict).toBe('block');
    expect(judge({ debts }, '2026-11-06 00:00')).toMatchObject({ verdict: 'require', obligations: ask });
    expect(judge({ debts, action: { channel: 'letter' } })).toMatchObject({ verdict: 'require', obligations: ask });
  });

  it('F-6 #3 the days are counted from the later date, where the zones disagree on it', () => {
    const phones = ['+12135550100', '+12125550100'].map((phoneNumber) => ({ phoneNumber }));
    const action = { phoneNumber: '+12135550100' };
    /** Monday, Nov 2 in Los Angeles, Tuesday in New York: the third business day after it is Friday, Nov 6. */
    const debts = represented({ name: null, isAscertainable: false, knownSinceMs: at('2026-11-03 00:30') });
    expect(judge({ debts, action, location: { phones } }, '2026-11-06 12:00').verdict).toBe('block');
    expect(judge({ debts, action, location: { phones } }, '2026-11-07 12:00').verdict).toBe('require');
  });
  it('F-6 #3 weekends and holidays are no business days', () => {
    /** Friday, Nov 6: Mon 9, Tue 10, then Veterans Day, so Thu 12. */
    const debts = represented({ name: null, isAscertainable: false, knownSinceMs: at('2026-11-06 10:00') });
    expect(judge({ debts }, '2026-11-12 20:00').verdict).toBe('block');
    expect(judge({ debts }, '2026-11-13 08:00').verdict).toBe('require');
  });

  it('F-6 #4 letter on day 0, no reply: day 29 barred, day 31 for two people to decide', () => {
    const debts = represented({ firstAskedAtMs: at('2026-11-03 09:00'), attempts: 2 });
    expect(judge({ debts }, '2026-12-02 12:00').verdict).toBe('block');
    expect(judge({ debts }, '2026-12-03 12:00').verdict).toBe('block');
    expect(judge({ debts }, '2026-12-04 12:00')).toMatchObject({
      verdict: 'review',
      is_policy: true,
      override: 'two-people',
    });
  });

  it('F-6 #4 one attempt is no silence, and an answer ends it', () => {
    const asked = { firstAskedAtMs: at('2026-11-03 09:00'), attempts: 2 };
    expect(judge({ debts: represented({ ...asked, attempts: 1 }) }, '2026-12-10 12:00').verdict).toBe('block');
    const lastAnsweredAtMs = at('2026-11-20 09:00');
    expect(judge({ debts: represented({ ...asked, lastAnsweredAtMs }) }, '2026-12-10 12:00').verdict).toBe('block');
    const before = at('2026-11-01 09:00');
    const debts = represented({ ...asked, lastAnsweredAtMs: before });
    expect(judge({ debts }, '2026-12-10 12:00').verdict).toBe('review');
  });

  it('F-6 a name that is easily found bars, and a contact about nobody knows what is about this debt', () => {
    expect(judge({ debts: represented({ name: null }) }, '2026-11-20 12:00').verdict).toBe('block');
    expect(judge({ debts: represented(), action: { debtIds: [] } }).verdict).toBe('block');
    expect(judge({ debts: represented(), action: { debtIds: [D1, D2] } }).verdict).toBe('block');
  });

  it('F-6 stops location calls, and no contact with the attorney or the creditor', () => {
    const location = { recipient: 'third-party' as const, purposes: ['location-information' as const] };
    expect(judge({ debts: represented(), action: location })).toMatchObject({
      verdict: 'block',
      citation: '12 CFR 1006.10(b)(5)',
    });
    for (const recipient of ['attorney', 'creditor'] as const) {
      expect(judge({ debts: represented(), action: { recipient } }).verdict).toBe('allow');
    }
    expect(judge({ debts: represented(), action: { recipient: 'spouse' } }).verdict).toBe('block');
  });

  it('F-6 is lifted by the attorney, and begins when the attorney is known', () => {
    expect(judge({ debts: represented({ consentsToContact: true }) }).verdict).toBe('allow');
    const facts = contactFacts({ debts: represented() });
    expect(rule.evaluate(facts, knownSinceMs - 1).verdict).toBe('allow');
    expect(rule.evaluate(facts, knownSinceMs).verdict).toBe('block');
  });

  it.each(['sms', 'email', 'letter', 'voicemail'] as const)(
    'F-6 bars an unasked %s and allows one answer',
    (channel) => {
      expect(judge({ debts: represented(), action: { channel } }).verdict).toBe('block');
      const replyTo = { channel, receivedAtMs: at('2026-11-03 11:00') };
      const answer = judge({ debts: represented(), action: { channel, replyTo } }).verdict;
      expect(answer).toBe(channel === 'voicemail' ? 'block' : 'allow');
      const answered = { ...replyTo, isAnswered: true };
      expect(judge({ debts: represented(), action: { channel, replyTo: answered } }).verdict).toBe('block');
    },
  );
});
