import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { messageSchema } from '../facts/action.ts';
import { messageSentSchema } from '../facts/history.ts';
import { asksToStop, refusesOrCeases } from '../opt-outs.ts';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, type FactsChange } from '../testing/contact-facts.ts';
import { mediumOptOut } from './medium-opt-out.ts';
import { optOutNotice } from './opt-out-notice.ts';

const rule = optOutNotice({});
const now = at('2026-11-24 12:00');
type MessageInput = z.input<typeof messageSchema>;
const good: MessageInput = {
  text: 'Please call us at 1-800-555-1212. Reply STOP to stop texts to this telephone number.',
  languages: ['en'],
  optOut: { isConspicuous: true, languages: ['en'], asksForMore: false, costsMoney: false },
};
const judge = (message: MessageInput | null, change: FactsChange = {}): RuleFinding =>
  rule.evaluate(contactFacts({ ...change, action: { channel: 'sms', message, ...change.action } }), now);
const withOptOut = (over: object): MessageInput => ({ ...good, optOut: { ...good.optOut, ...over } });

describe('F-11 opt-out notice', () => {
  it('F-11 #1 the first text without "Reply STOP to stop texts to this telephone number" is barred', () => {
    expect(judge({ text: 'Please call us.', languages: ['en'] })).toMatchObject({ verdict: 'block', is_policy: false });
    expect(judge(good).verdict).toBe('allow');
  });

  it('F-11 #2 so is the fifth in the same thread', () => {
    const messages = [20, 21, 22, 23].map((day) =>
      messageSentSchema.parse({ channel: 'sms', sentAtMs: at(`2026-11-${day} 12:00`), address: '+12125550100' }),
    );
    expect(judge({ text: 'Please call us.', languages: ['en'] }, { history: { messages } }).verdict).toBe('block');
    expect(judge(good, { history: { messages } }).verdict).toBe('allow');
  });

  it.each([{ asksForMore: true }, { costsMoney: true }])('F-11 #3 an email whose page has %o is barred', (over) => {
    const action = { channel: 'email' as const, address: 'alex@gmail.com' };
    expect(judge(withOptOut(over), { action }).verdict).toBe('block');
  });

  it.each([
    { subject: 'stop', body: '' },
    { subject: 'Re: Your account', body: 'STOP' },
    { subject: 'RE: Fwd: Stop', body: 'Thanks' },
    { subject: '', body: 'Hello,\nplease unsubscribe.\nAlex' },
    { subject: '', body: 'Don’t email me anymore' },
    { subject: '', body: 'stop\n\nOn Monday Sam Rivera wrote:\n> Please call us.' },
  ])('F-11 #4 an email that says stop is an opt-out of that address: %o', (email) => {
    expect(asksToStop(email)).toBe(true);
    const address = 'alex@gmail.com';
    const mediumOptOuts = [
      { medium: 'email' as const, address, receivedAtMs: now - 1, receivedBy: 'email' as const, isWithdrawn: false },
    ];
    const next = contactFacts({ action: { channel: 'email', address }, person: { mediumOptOuts } });
    expect(mediumOptOut({}).evaluate(next, now).verdict).toBe('block');
  });

  it.each([
    { subject: 'Re: Your account', body: 'I will call you.\n> Reply STOP to stop emails to this address.\n> stop' },
    { subject: '', body: 'Thanks.\n> Reply with one word: STOP' },
    { subject: '', body: 'Thanks.\nOn Monday Sam Rivera wrote:\nReply with one word:\nSTOP' },
    { subject: 'Bus stop', body: 'I will stop by on Monday' },
    { subject: '', body: '' },
  ])('F-11 #4 our own notice quoted, or another use of the word, is none: %o', (email) => {
    expect(asksToStop(email)).toBe(false);
  });

  it.each([
    'I refuse to pay',
    'Hello. I will not pay this debt! Bye',
    'Cease and desist.',
    'Please stop contacting me',
    'Do not contact me again.',
    'cease all communication with me',
    'I’m not going to pay you',
  ])('refuses, or ceases all communication: %s', (body) => {
    expect(refusesOrCeases({ subject: '', body })).toBe(true);
  });
  it.each([
    'I will not pay before Friday',
    'STOP',
    'Do not text me',
    'I refuse to pay the fee, the rest is fine',
    'On Monday you wrote:\nI refuse to pay',
    '> I refuse to pay',
    'Why did you stop contacting me about the plan',
  ])('is for a person to read: %s', (body) => {
    expect(refusesOrCeases({ subject: '', body })).toBe(false);
  });

  it('F-11 #5 a Spanish text whose notice is in English only: a person decides', () => {
    expect(judge({ ...good, languages: ['es'] })).toMatchObject({
      verdict: 'review',
      is_policy: true,
      override: 'supervisor',
    });
    expect(judge({ ...withOptOut({ languages: ['es', 'en'] }), languages: ['es'] }).verdict).toBe('allow');
    expect(judge({ ...good, languages: ['en', 'es'] }).verdict).toBe('review');
  });

  it('F-11 what is not said about the notice is no good news', () => {
    expect(judge(null).verdict).toBe('block');
    expect(judge(withOptOut({ isConspicuous: false })).verdict).toBe('block');
    expect(judge(withOptOut({ asksForMore: null })).verdict).toBe('review');
    expect(judge(withOptOut({ costsMoney: null })).verdict).toBe('review');
    expect(judge({ ...good, languages: [] }).verdict).toBe('review');
    expect(judge(withOptOut({ languages: [] })).verdict).toBe('review');
  });

  it.each(['sms', 'email', 'direct-message'] as const)('F-11 holds for every %s', (channel) => {
    expect(judge({ text: 'Please call us.' }, { action: { channel } }).verdict).toBe('block');
  });
  it.each(['voice', 'voicemail', 'letter'] as const)('F-11 leaves a %s alone', (channel) => {
    expect(judge(null, { action: { channel } }).verdict).toBe('allow');
  });
  it('F-11 leaves what comes in and the confirmation of an opt-out alone', () => {
    expect(judge(null, { action: { direction: 'inbound' } }).verdict).toBe('allow');
    const message = { messageClass: 'opt-out-confirmation' as const };
    expect(judge(message, { action: { purposes: ['opt-out-confirmation'] } }).verdict).toBe('allow');
    expect(judge(message, { action: { purposes: ['collection'] } }).verdict).toBe('block');
  });
});
