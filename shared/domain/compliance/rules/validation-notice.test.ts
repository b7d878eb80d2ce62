import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { debtSchema } from '../facts/debt.ts';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, debt, type FactsChange } from '../testing/contact-facts.ts';
import { validationNotice } from './validation-notice.ts';

const rule = validationNotice({ sendWithinDays: 5, statedLocationMs: 24 * 3_600_000 });
const firstAtMs = at('2026-11-02 10:00');
type Validation = NonNullable<z.input<typeof debtSchema>['validation']>;
const judge = (validation: Validation, text: string, change: FactsChange = {}): RuleFinding =>
  rule.evaluate(contactFacts({ debts: [debt({ validation })], ...change }), at(text));
const codes = ({ obligations }: RuleFinding): string[] => obligations.map(({ code }) => code);

describe('F-14 the validation notice', () => {
  it('F-14 #6 no notice within five days: nothing but the notice goes out', () => {
    const begun = { initialCommunicationAtMs: firstAtMs };
    const inTime = judge(begun, '2026-11-07 20:00');
    expect(inTime).toMatchObject({ verdict: 'require', is_policy: false });
    expect(codes(inTime)).toEqual(['validation.send']);
    expect(judge(begun, '2026-11-08 08:00')).toMatchObject({ verdict: 'block', is_policy: true });
    for (const channel of ['letter', 'email', 'voicemail'] as const)
      expect(judge(begun, '2026-11-08 08:00', { action: { channel } }).verdict).toBe('block');
    const purposes = ['validation-notice' as const];
    expect(judge(begun, '2026-11-08 08:00', { action: { channel: 'letter', purposes } }).verdict).toBe('allow');
    expect(judge({ ...begun, providedOn: '2026-11-06' }, '2026-11-08 08:00').verdict).toBe('allow');
    const location = { purposes: ['location-information' as const] };
    expect(judge(begun, '2026-11-08 08:00', { action: location }).verdict).toBe('allow');
  });

  it('F-14 counts the days where most have passed', () => {
    const phones = [{ phoneNumber: '+12125550100' }, { phoneNumber: '+18085550100' }];
    // Still the first of the month in Honolulu, the second in New York, when it was said; the other way round at the end.
    const begun = { initialCommunicationAtMs: at('2026-11-02 03:00') };
    expect(judge(begun, '2026-11-07 12:00', { location: { phones } }).verdict).toBe('block');
    expect(judge(begun, '2026-11-07 12:00').verdict).toBe('require');
  });

  it('F-14 a notice that came back does not stand', () => {
    const returned = { initialCommunicationAtMs: firstAtMs, providedOn: '2026-11-03', wasReturned: true };
    expect(judge(returned, '2026-11-20 12:00').verdict).toBe('block');
    expect(judge({ ...returned, wasReturned: false }, '2026-11-20 12:00').verdict).toBe('allow');
    const unknown = { providedOn: '2026-11-03', wasReturned: true };
    expect(judge(unknown, '2026-11-20 12:00')).toMatchObject({ verdict: 'review', is_policy: true });
    expect(judge(unknown, '2026-11-20 12:00', { action: { direction: 'inbound' } }).verdict).toBe('allow');
  });

  it('F-14 a notice that is dated ahead has not gone out', () => {
    const begun = { initialCommunicationAtMs: firstAtMs };
    expect(judge({ ...begun, providedOn: '2026-11-10' }, '2026-11-09 12:00').verdict).toBe('block');
    expect(judge({ ...begun, providedOn: '2026-11-10' }, '2026-11-10 08:00').verdict).toBe('allow');
    // Sent just now, in the evening: it is tomorrow in UTC.
    expect(judge({ ...begun, providedOn: '2026-11-10' }, '2026-11-09 20:30').verdict).toBe('allow');
  });

  it('F-14 without a first communication on file there is nothing overdue', () => {
    expect(judge({}, '2026-11-20 12:00')).toMatchObject({ verdict: 'allow', obligations: [] });
    expect(rule.evaluate(contactFacts({ person: null, debts: [] }), at('2026-11-20 12:00')).verdict).toBe('allow');
  });

  it('F-14 is no matter of a debt that is paid, of others than the consumer, nor of a call that comes in', () => {
    const validation = { initialCommunicationAtMs: firstAtMs };
    const late = '2026-11-20 12:00';
    expect(judge(validation, late, { debts: [debt({ validation, isClosed: true })] }).verdict).toBe('allow');
    expect(judge(validation, late, { action: { recipient: 'attorney' } }).verdict).toBe('allow');
    expect(judge(validation, late, { action: { direction: 'inbound' } }).verdict).toBe('require');
  });

  it('F-14 sent by wire it wants consent under the E-SIGN Act', () => {
    const purposes = ['validation-notice' as const];
    const email = (validation: Validation, change: FactsChange = {}) =>
      judge(validation, '2026-11-03 12:00', { ...change, action: { channel: 'email', purposes } }).verdict;
    const later = { initialCommunicationAtMs: firstAtMs };
    expect(email(later)).toBe('block');
    expect(email({}, { history: { communicatedDebtIds: ['debt-1'] } })).toBe('block');
    expect(email({}, { history: { spokenWithAttorneyDebtIds: ['debt-1'] } })).toBe('block');
    expect(email({ ...later, hasElectronicConsent: true })).toBe('allow');
    expect(email({})).toBe('allow');
  });

  it('F-14 no demand for payment before the period is over', () => {
    const provided = { initialCommunicationAtMs: firstAtMs, providedOn: '2026-03-02' };
    const demand = (paymentDeadlineOn: string) =>
      judge(provided, '2026-03-10 12:00', { action: { channel: 'letter', message: { paymentDeadlineOn } } });
    expect(demand('2026-04-07')).toMatchObject({ verdict: 'review', citation: '12 CFR 1006.38(b)' });
    expect(demand('2026-04-08').verdict).toBe('review');
    expect(demand('2026-04-09').verdict).toBe('allow');
    const message = { paymentDeadlineOn: '2026-12-31' };
    expect(judge({}, '2026-03-10 12:00', { action: { channel: 'letter', message } }).verdict).toBe('review');
  });
});
