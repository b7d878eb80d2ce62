import { describe, expect, it } from 'vitest';
import { messageSentSchema } from '../facts/history.ts';
import type { MediumOptOut } from '../opt-outs.ts';
import type { RuleFinding } from '../rule.ts';
import { D1, D2, at, contactFacts, type FactsChange } from '../testing/contact-facts.ts';
import { doNotCall } from './do-not-call.ts';
import { mediumOptOut } from './medium-opt-out.ts';

const rule = mediumOptOut({});
const CELL = '+12125550100';
const OTHER_CELL = '+12125550111';
const receivedAtMs = at('2026-11-23 10:00');
const wish = (over: Partial<MediumOptOut> = {}): MediumOptOut => ({
  medium: 'voice',
  address: null,
  receivedAtMs,
  receivedBy: 'voice',
  isWithdrawn: false,
  ...over,
});
const judge = (wishes: MediumOptOut[], change: FactsChange = {}, text = '2026-11-24 12:00'): RuleFinding =>
  rule.evaluate(contactFacts({ ...change, person: { mediumOptOuts: wishes, ...change.person } }), at(text));
const stop = wish({ medium: 'sms', receivedBy: 'sms', address: CELL });
const listed = (list: 'internal' | 'national' | 'state') =>
  contactFacts({ endpoint: { doNotCall: [{ list, addedAtMs: receivedAtMs }] } });
const confirmation = {
  channel: 'sms' as const,
  purposes: ['opt-out-confirmation' as const],
  message: { messageClass: 'opt-out-confirmation' as const },
};

describe('F-10 opt-out of a medium', () => {
  it('F-10 #1 "stop calling": no call to that person about any debt; texts are judged separately', () => {
    for (const debtIds of [[D1], [D2], []]) {
      expect(judge([wish()], { action: { debtIds } })).toMatchObject({ verdict: 'block', is_policy: false });
      expect(judge([wish()], { action: { debtIds, phoneNumber: OTHER_CELL } }).verdict).toBe('block');
    }
    expect(judge([wish()], { action: { channel: 'voicemail' } }).verdict).toBe('block');
    expect(judge([wish()], { action: { channel: 'sms' } }).verdict).toBe('allow');
  });

  it('F-10 #2 "don\'t call my cell": that number is barred, the other is not', () => {
    const cell = [wish({ address: CELL })];
    expect(judge(cell).verdict).toBe('block');
    expect(judge(cell, { action: { phoneNumber: OTHER_CELL } }).verdict).toBe('allow');
    expect(judge(cell, { action: { phoneNumber: '' } }).verdict).toBe('block');
    for (const address of ['(212) 555-0100', '1-212-555-0100', ' 2125550100 '])
      expect(judge([wish({ address })]).verdict).toBe('block');
    expect(judge([wish({ address: 'my cell' })], { action: { phoneNumber: OTHER_CELL } }).verdict).toBe('allow');
  });

  it('F-10 #3 STOP by text is confirmed once; the next text is barred', () => {
    const soon = '2026-11-23 10:01';
    expect(judge([stop], { action: confirmation }, soon).verdict).toBe('allow');
    const sent = messageSentSchema.parse({
      channel: 'sms',
      sentAtMs: at('2026-11-23 10:01'),
      address: CELL,
      purpose: 'opt-out-confirmation',
    });
    const history = { messages: [sent] };
    expect(judge([stop], { action: confirmation, history }, '2026-11-23 10:02').verdict).toBe('block');
    expect(judge([stop], { action: { channel: 'sms' }, history }, '2026-11-23 10:02').verdict).toBe('block');
    const otherwise = { messages: [{ ...sent, address: '(212) 555-0100' }] };
    expect(judge([stop], { action: confirmation, history: otherwise }, '2026-11-23 10:02').verdict).toBe('block');
    const earlier = { messages: [{ ...sent, sentAtMs: receivedAtMs - 1 }] };
    expect(judge([stop], { action: confirmation, history: earlier }, soon).verdict).toBe('allow');
  });

  it('F-10 #3 a confirmation holds nothing else, and answers only an electronic wish', () => {
    const purposes = ['opt-out-confirmation' as const, 'collection' as const];
    expect(judge([stop], { action: { ...confirmation, purposes } }).verdict).toBe('block');
    expect(judge([stop], { action: { ...confirmation, message: {} } }).verdict).toBe('block');
    const saying = (text: string) => ({ ...confirmation, message: { ...confirmation.message, text } });
    const told = 'Practice Collections: you will get no more texts at this number.';
    expect(judge([stop], { action: saying(told) }).verdict).toBe('allow');
    for (const more of ['You still owe $400.', 'Pay at https://practice.example.', 'Ask for our settlement offer.'])
      expect(judge([stop], { action: saying(`${told} ${more}`) }).verdict).toBe('block');
    expect(judge([wish({ medium: 'sms' })], { action: confirmation }).verdict).toBe('block');
  });

  it('F-10 #4 after STOP the consumer asks for the balance: one text answers, then none', () => {
    const replyTo = { channel: 'sms' as const, receivedAtMs: at('2026-11-24 11:00') };
    expect(judge([stop], { action: { channel: 'sms', replyTo } }).verdict).toBe('allow');
    expect(judge([stop], { action: { channel: 'sms', replyTo: { ...replyTo, isAnswered: true } } }).verdict).toBe(
      'block',
    );
    expect(judge([stop], { action: { channel: 'sms' } }).verdict).toBe('block');
    const itself = { ...replyTo, receivedAtMs };
    expect(judge([stop], { action: { channel: 'sms', replyTo: itself } }).verdict).toBe('block');
    expect(judge([wish()], { action: { replyTo } }).verdict).toBe('block');
  });

  it('F-10 #5 no validation notice to an email address that is opted out; it goes by mail', () => {
    const address = 'alex@gmail.com';
    const email = [wish({ medium: 'email', receivedBy: 'email', address: 'Alex@gmail.com' })];
    const action = { channel: 'email' as const, address, purposes: ['validation-notice' as const] };
    expect(judge(email, { action })).toMatchObject({
      verdict: 'block',
      reason: expect.stringContaining('mail') as string,
    });
    expect(judge(email, { action: { ...action, channel: 'letter' } }).verdict).toBe('allow');
  });

  it('F-10 no letters, and a letter the law asks for: a person decides', () => {
    const letters = [wish({ medium: 'letter' })];
    expect(judge(letters, { action: { channel: 'letter' } }).verdict).toBe('block');
    const action = { channel: 'letter' as const, purposes: ['validation-notice' as const] };
    expect(judge(letters, { action }).verdict).toBe('review');
  });

  it('F-10 "leave me alone", spoken, is a wish not to be called', () => {
    const person = { askedToBeLeftAloneAtMs: receivedAtMs };
    expect(judge([], { person }).verdict).toBe('block');
    expect(judge([], { person, action: { channel: 'voicemail' } }).verdict).toBe('block');
    expect(judge([], { person, action: { channel: 'email' } }).verdict).toBe('allow');
    expect(judge([], { person }, '2026-11-23 09:59:59').verdict).toBe('allow');
  });

  it('F-10 holds from its receipt on until it is taken back, and lets the person call', () => {
    expect(rule.evaluate(contactFacts({ person: { mediumOptOuts: [wish()] } }), receivedAtMs).verdict).toBe('block');
    expect(rule.evaluate(contactFacts({ person: { mediumOptOuts: [wish()] } }), receivedAtMs - 1).verdict).toBe(
      'allow',
    );
    expect(judge([wish({ isWithdrawn: true })]).verdict).toBe('allow');
    expect(judge([wish()], { action: { direction: 'inbound' } }).verdict).toBe('allow');
    expect(judge([wish()], { action: { recipient: 'third-party' } }).verdict).toBe('block');
    expect(rule.evaluate(contactFacts({ person: null }), receivedAtMs).reason).toContain('Nobody is on file');
  });
});

describe('F-10 do-not-call list', () => {
  it('F-10 our own list bars the number, the registries against selling do not', () => {
    const now = at('2026-11-24 12:00');
    expect(doNotCall({ statedLocationMs: 86_400_000 }).evaluate(listed('internal'), now).verdict).toBe('block');
    expect(doNotCall({ statedLocationMs: 86_400_000 }).evaluate(listed('internal'), receivedAtMs - 1).verdict).toBe(
      'allow',
    );
    expect(doNotCall({ statedLocationMs: 86_400_000 }).evaluate(listed('national'), now).verdict).toBe('allow');
    expect(doNotCall({ statedLocationMs: 86_400_000 }).evaluate(listed('state'), now).verdict).toBe('allow');
  });
  it('F-10 a number on the list may call us', () => {
    const { endpoint } = listed('internal');
    const facts = contactFacts({ endpoint, action: { direction: 'inbound' } });
    expect(doNotCall({ statedLocationMs: 86_400_000 }).evaluate(facts, at('2026-11-24 12:00')).verdict).toBe('allow');
  });
});
