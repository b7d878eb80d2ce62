import { describe, expect, it } from 'vitest';
import type { ContactFacts } from '../facts/facts.ts';
import { messageSentSchema } from '../facts/history.ts';
import type { RuleFinding } from '../rule.ts';
import { at, attempt, contactFacts } from '../testing/contact-facts.ts';
import { contactPressure } from './contact-pressure.ts';

const rule = contactPressure({
  rapidMs: 5 * 60_000,
  minGapMs: 4 * 3_600_000,
  maxCallsPerDay: 2,
  voicemail: { perDay: 1, perWindow: 3 },
  sms: { perDay: 1, perWindow: 3 },
  email: { perDay: 1, perWindow: 3 },
  maxAllChannels: 10,
  windowDays: 7,
  statedLocationMs: 86_400_000,
});
const judge = (facts: ContactFacts, text: string): RuleFinding => rule.evaluate(facts, at(text));
const message = (channel: 'sms' | 'email', text: string) => messageSentSchema.parse({ channel, sentAtMs: at(text) });
const answered = (text: string) => attempt(text, { isAnswered: true });
const busyDay = (count: number) =>
  contactFacts({
    history: { attempts: Array.from({ length: count }, (_, index) => answered(`2026-04-07 0${8 + index}:00`)) },
  });
const unanswered = (text: string) => attempt(text, { isAnswered: false });
/** Deferred to exactly this moment: allowed then, and not a millisecond before. */
function expectDeferredUntil(facts: ContactFacts, text: string, until: string): void {
  const finding = judge(facts, text);
  expect(finding).toMatchObject({ verdict: 'defer', next_lawful_at: new Date(at(until)).toISOString() });
  expect(rule.evaluate(facts, at(until)).verdict).toBe('allow');
  expect(rule.evaluate(facts, at(until) - 1).verdict).toBe('defer');
}

describe('F-3 rapid succession', () => {
  const once = contactFacts({ history: { attempts: [unanswered('2026-04-07 10:00')] } });

  it('F-3 #1 unanswered at 10:00:00, tried at 10:04:59 with the same or another number: the example of the law', () => {
    const other = contactFacts({ action: { phoneNumber: '+12125550111' }, history: once.history });
    for (const facts of [once, other]) {
      expect(judge(facts, '2026-04-07 10:04:59')).toMatchObject({ verdict: 'defer', is_policy: false });
    }
    expectDeferredUntil(once, '2026-04-07 10:04:59', '2026-04-07 14:00');
  });

  it('F-3 #2 tried at 10:05:01: policy, and never shown as the law', () => {
    expect(judge(once, '2026-04-07 10:05:00')).toMatchObject({ verdict: 'defer', is_policy: false });
    expect(judge(once, '2026-04-07 10:05:01')).toMatchObject({
      verdict: 'defer',
      is_policy: true,
      override: 'supervisor',
    });
    expectDeferredUntil(once, '2026-04-07 10:05:01', '2026-04-07 14:00');
  });

  it('F-3 #3 of seven calls on one day two are allowed', () => {
    expect(judge(busyDay(0), '2026-04-07 12:00').verdict).toBe('allow');
    expect(judge(busyDay(1), '2026-04-07 12:00').verdict).toBe('allow');
    expectDeferredUntil(busyDay(2), '2026-04-07 12:00', '2026-04-08 00:00');
  });

  it('F-3 #4 seven calls in the window and a fourth unsolicited email: a person decides', () => {
    const attempts = Array.from({ length: 7 }, (_, index) =>
      attempt(`2026-04-0${1 + index} 10:00`, { isAnswered: true }),
    );
    const messages = ['2026-04-02 11:00', '2026-04-03 11:00', '2026-04-04 11:00'].map((text) => message('email', text));
    const facts = contactFacts({
      action: { channel: 'email', address: 'alex@example.com' },
      history: { attempts, messages },
    });
    expect(judge(facts, '2026-04-07 12:00')).toMatchObject({ verdict: 'review', is_policy: true });
    const fewer = contactFacts({ action: { channel: 'email' }, history: { attempts: attempts.slice(1), messages } });
    expect(judge(fewer, '2026-04-07 12:00').verdict).toBe('defer');
  });

  it('F-3 a call that was not known to be answered is unanswered, and one that did not count is none', () => {
    const unknown = contactFacts({ history: { attempts: [attempt('2026-04-07 10:00')] } });
    expect(judge(unknown, '2026-04-07 11:00').verdict).toBe('defer');
    const busy = contactFacts({ history: { attempts: [attempt('2026-04-07 10:00', { isCounted: false })] } });
    expect(judge(busy, '2026-04-07 10:01').verdict).toBe('allow');
  });

  it.each(['sms', 'email'] as const)('F-3 one %s a day and three in seven days', (channel) => {
    const sent = (...days: string[]) =>
      contactFacts({ action: { channel }, history: { messages: days.map((day) => message(channel, `${day} 09:00`)) } });
    expect(judge(sent('2026-04-06'), '2026-04-07 12:00').verdict).toBe('allow');
    expectDeferredUntil(sent('2026-04-07'), '2026-04-07 12:00', '2026-04-08 00:00');
    expectDeferredUntil(sent('2026-04-01', '2026-04-03', '2026-04-05'), '2026-04-07 12:00', '2026-04-08 00:00');
    expect(judge(sent('2026-04-06'), '2026-04-06 08:00').verdict).toBe('allow');
  });

  it('F-3 one voicemail a day', () => {
    const left = [attempt('2026-04-07 08:00', { isAnswered: true, leftVoicemail: true })];
    const drop = contactFacts({ action: { channel: 'voicemail' }, history: { attempts: left } });
    expectDeferredUntil(drop, '2026-04-07 13:00', '2026-04-08 00:00');
    expect(judge(contactFacts({ history: { attempts: left } }), '2026-04-07 13:00').verdict).toBe('allow');
  });

  it('F-3 limits neither answers nor letters nor what the consumer begins', () => {
    const messages = ['2026-04-05', '2026-04-06', '2026-04-07'].map((day) => message('sms', `${day} 09:00`));
    const reply = (isAnswered: boolean) =>
      contactFacts({
        action: { channel: 'sms', replyTo: { channel: 'sms', receivedAtMs: at('2026-04-07 11:59'), isAnswered } },
        history: { messages },
      });
    expect(judge(reply(false), '2026-04-07 12:00').verdict).toBe('allow');
    expect(judge(reply(true), '2026-04-07 12:00').verdict).toBe('defer');
    const letter = contactFacts({ action: { channel: 'letter' }, history: once.history });
    expect(judge(letter, '2026-04-07 10:01').verdict).toBe('allow');
    const inbound = contactFacts({ action: { direction: 'inbound' }, history: once.history });
    expect(judge(inbound, '2026-04-07 10:01').verdict).toBe('allow');
  });
});
