/** The gate on what is left on a voicemail; the reading of the words has its own tests (limited-content.test.ts). */
import { describe, expect, it } from 'vitest';
import type { ContactFacts } from '../facts/facts.ts';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts } from '../testing/contact-facts.ts';
import { limitedContentMessage } from './limited-content-message.ts';

const rule = limitedContentMessage({});
const model = 'This is Robin Smith calling from ABC Inc. Please contact me or Jim Johnson at 1-800-555-1212.';
type Over = Partial<Pick<ContactFacts['action'], 'channel' | 'recipient' | 'direction'>>;
const judge = (text: string, over: Over = {}, messageClass: 'limited-content' | 'ordinary' = 'limited-content') =>
  rule.evaluate(
    contactFacts({ action: { channel: 'voicemail', message: { messageClass, text }, ...over } }),
    at('2026-11-24 12:00'),
  );

describe('F-12 limited-content message', () => {
  it('F-12 #1 the model message may be left', () => expect(judge(model).verdict).toBe('allow'));

  it('F-12 #2 so may one with date and time', () =>
    expect(judge(`It is 4:15 p.m. on Wednesday, September 1. ${model}`).verdict).toBe('allow'));

  it.each([
    'This is Robin Smith calling from ABC Inc. about an important matter. Please contact me at 1-800-555-1212.',
    'This is Robin Smith calling from the credit card receivables group of ABC Inc. Please contact me at 1-800-555-1212.',
    `${model} This call may be recorded.`,
  ])('F-12 #3 not with anything else: %s', (text) => {
    expect(judge(text)).toMatchObject({ verdict: 'block', is_policy: false });
    expect(judge(text, {}, 'ordinary')).toMatchObject({ verdict: 'review', is_policy: true });
  });

  it.each([model.replace('ABC Inc.', 'ABC Collections.'), 'Please contact Jim Johnson at 1-800-555-1212.'])(
    'F-12 #4 not with a name that tells, or without one: %s',
    (text) => expect(judge(text).verdict).toBe('block'),
  );

  it('F-12 #5 not the same words as a text', () => {
    expect(judge(model, { channel: 'sms' }).verdict).toBe('block');
    expect(judge(model, { channel: 'sms' }, 'ordinary').verdict).toBe('allow');
  });

  it('F-12 the words are read, whatever the template calls itself', () => {
    expect(judge(model, {}, 'ordinary').verdict).toBe('allow');
    expect(judge(`${model} You owe $400.`, {}, 'ordinary').verdict).toBe('review');
  });

  it('F-12 without words nobody knows what is left', () => {
    expect(judge(' ').verdict).toBe('block');
    expect(judge('', {}, 'ordinary').verdict).toBe('review');
    const unknown: RuleFinding = rule.evaluate(
      contactFacts({ action: { channel: 'voicemail' } }),
      at('2026-11-24 12:00'),
    );
    expect(unknown.verdict).toBe('review');
  });

  it("F-12 only on the consumer's own voicemail", () => {
    expect(judge(model, { recipient: 'third-party' }).verdict).toBe('block');
    expect(judge(model, { recipient: 'spouse' }).verdict).toBe('allow');
    expect(judge(`${model} Thank you.`, { recipient: 'attorney' }, 'ordinary').verdict).toBe('allow');
  });

  it('F-12 leaves a call that somebody answers alone', () => {
    expect(judge('You owe $400.', { channel: 'voice' }, 'ordinary').verdict).toBe('allow');
    expect(judge('You owe $400.', { direction: 'inbound' }).verdict).toBe('allow');
  });
});
