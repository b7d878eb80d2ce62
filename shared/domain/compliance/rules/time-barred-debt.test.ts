import { describe, expect, it } from 'vitest';
import type { RuleFinding } from '../rule.ts';
import {
  at,
  contactFacts,
  D1,
  D2,
  debt,
  decide,
  findingOf,
  isAllowed,
  type FactsChange,
} from '../testing/contact-facts.ts';
import { factsIn, type TestedPlace } from '../testing/overlay-facts.ts';
import { timeBarredDebt } from './time-barred-debt.ts';

const rule = timeBarredDebt({
  notices: [{ state: 'NY', text: 'Too old, in New York.', citation: '23 NYCRR 1.3(b)' }],
  statedLocationMs: 86_400_000,
});
const endsOn = '2026-04-07';
const lastDay = at('2026-04-07 12:00');
const nextDay = at('2026-04-08 12:00');
const legalAction = { message: { messageClass: 'legal-action' as const } };
const barred = (over: Parameters<typeof debt>[0] = {}) => [
  debt({ limitationEndsOn: endsOn, ...over }),
  debt({ id: D2 }),
];
const judge = (change: FactsChange, nowMs: number, place: TestedPlace = 'GA'): RuleFinding =>
  rule.evaluate(factsIn(place, { debts: barred(), ...change }), nowMs);
const notice = (over: { isReleased?: boolean } = {}) => ({
  action: { channel: 'letter' as const, message: { messageClass: 'remedy-notice' as const, ...over } },
});
const codesOf = ({ obligations }: RuleFinding): string[] => obligations.map(({ code }) => code);

describe('F-16 debt too old for a lawsuit', () => {
  it('F-16 #1 on the last day of the period legal action may be spoken of', () => {
    expect(judge({ action: legalAction }, lastDay).verdict).toBe('allow');
    expect(judge({ action: legalAction }, at('2026-04-07 23:59:59')).verdict).toBe('allow');
  });

  it('F-16 #2 on the next day it may not', () => {
    expect(judge({ action: legalAction }, at('2026-04-08 00:00'))).toMatchObject({
      verdict: 'block',
      is_policy: false,
    });
    for (const recipient of ['spouse', 'co-debtor', 'attorney', 'third-party'] as const) {
      expect(judge({ action: { ...legalAction, recipient } }, nextDay).verdict).toBe('block');
    }
    expect(judge({ action: { ...legalAction, direction: 'inbound' } }, nextDay).verdict).toBe('block');
  });

  it('F-16 #3 an ordinary call on the next day says how old the debt is', () => {
    expect(codesOf(judge({}, lastDay))).toEqual([]);
    const debts = barred({ paymentRevivesLimitation: false });
    expect(judge({ debts }, nextDay)).toMatchObject({ verdict: 'require', is_policy: true });
    expect(codesOf(judge({ debts }, nextDay))).toEqual(['time-barred.disclose']);
    const inNewYork = judge({ debts }, nextDay, 'NY');
    expect(inNewYork).toMatchObject({ verdict: 'require', is_policy: false, citation: '23 NYCRR 1.3(b)' });
    expect(codesOf(inNewYork)).toEqual(['time-barred.disclose-ny']);
    const byLaw = judge({ debts: barred({ stateOfLaw: 'ny', paymentRevivesLimitation: false }) }, nextDay);
    expect(codesOf(byLaw)).toEqual(['time-barred.disclose-ny']);
    const facts = contactFacts({ debts: barred() });
    expect(isAllowed(decide(facts, nextDay))).toBe(true);
    expect(decide(facts, nextDay).obligations.map(({ code }) => code)).toContain('time-barred.disclose-ny');
  });

  it('F-16 #4 where nobody knows when the period ends an ordinary call is allowed, and legal action waits for a person', () => {
    const debts = [debt()];
    expect(judge({ debts }, nextDay).verdict).toBe('allow');
    expect(judge({ debts, action: legalAction }, nextDay).verdict).toBe('review');
    expect(judge({ debts: [], action: legalAction }, nextDay).verdict).toBe('review');
    const both = { ...legalAction, debtIds: [D1, D2] };
    expect(judge({ action: both }, lastDay).verdict).toBe('review');
    expect(judge({ action: both }, nextDay).verdict).toBe('block');
    expect(judge({ action: { ...legalAction, debtIds: [] } }, nextDay).verdict).toBe('block');
    expect(judge({ action: { ...legalAction, debtIds: [D2] } }, nextDay).verdict).toBe('review');
  });

  it('F-16 #5 a payment that begins the time anew is warned of', () => {
    const revived = ['time-barred.disclose', 'time-barred.revival'];
    expect(codesOf(judge({ debts: barred({ paymentRevivesLimitation: true }) }, nextDay))).toEqual(revived);
    expect(codesOf(judge({ debts: barred() }, nextDay))).toEqual(revived);
    expect(codesOf(judge({ debts: barred({ paymentRevivesLimitation: true }) }, lastDay))).toEqual([]);
    const unknown = judge({ debts: [debt({ paymentRevivesLimitation: true })] }, nextDay);
    expect(unknown.verdict).toBe('require');
    expect(codesOf(unknown)).toEqual(['time-barred.revival']);
  });

  it('F-16 the day that is over first counts, wherever the consumer may be', () => {
    const location = { addresses: [{ region: 'CA', postalCode: null }] };
    const lateInCalifornia = at('2026-04-07 21:30', 'America/Los_Angeles');
    expect(judge({ action: legalAction, location }, lateInCalifornia).verdict).toBe('block');
    expect(judge({ action: legalAction, location }, at('2026-04-07 23:59:59')).verdict).toBe('allow');
  });

  it('F-16 a notice of remedies names no lawsuit, and one about an old debt is released by a person', () => {
    expect(judge(notice(), nextDay).verdict).toBe('review');
    const released = judge(notice({ isReleased: true }), nextDay);
    expect(released.verdict).toBe('require');
    expect(codesOf(released)).toEqual(['time-barred.no-lawsuit']);
    expect(judge({ ...notice(), debts: [debt()] }, nextDay).verdict).toBe('require');
    expect(codesOf(judge(notice(), lastDay))).toEqual([]);
  });

  it('F-16 says nothing of the debt where nothing may be said of it', () => {
    const asks = { recipient: 'third-party' as const, purposes: ['location-information' as const] };
    for (const action of [
      asks,
      { ...asks, recipient: 'consumer' as const },
      { recipient: 'creditor' as const },
      { channel: 'voicemail' as const, message: { messageClass: 'limited-content' as const } },
      { channel: 'sms' as const, message: { messageClass: 'opt-out-confirmation' as const } },
    ]) {
      expect(judge({ action }, nextDay)).toMatchObject({ verdict: 'allow', obligations: [] });
    }
    for (const recipient of ['creditor', 'consumer-reporting-agency', 'trustee'] as const) {
      expect(judge({ action: { ...legalAction, recipient } }, nextDay).verdict).toBe('allow');
    }
  });

  it('F-16 allows an ordinary call of which nothing is known', () => {
    const finding = findingOf(decide(contactFacts(), nextDay), 'F-16');
    expect(finding).toMatchObject({ verdict: 'allow', obligations: [] });
  });
});
