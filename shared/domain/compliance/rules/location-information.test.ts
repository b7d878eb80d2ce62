import { describe, expect, it } from 'vitest';
import { messageSentSchema } from '../facts/history.ts';
import type { RuleFinding } from '../rule.ts';
import { at, attempt, contactFacts, conversation, type FactsChange } from '../testing/contact-facts.ts';
import { callFrequency } from './call-frequency.ts';
import { locationInformation } from './location-information.ts';

const rule = locationInformation({});
const model = 'This is Robin Smith calling from ABC Inc. Please contact me or Jim Johnson at 1-800-555-1212.';
/** A neighbour is asked; it is known that the consumer's whereabouts are not. */
const neighbour = (over: FactsChange = {}) =>
  contactFacts({
    consumer: { isLocated: false },
    ...over,
    action: { recipient: 'third-party', purposes: ['location-information'], debtIds: [], ...over.action },
  });
const judge = (over: FactsChange = {}): RuleFinding => rule.evaluate(neighbour(over), at('2026-11-24 12:00'));

describe('F-9 location information', () => {
  it('F-9 #1 a neighbour who was spoken to once is not called a second time', () => {
    const history = { conversations: [conversation('2026-10-01 12:00')] };
    expect(judge({ history })).toMatchObject({ verdict: 'block', is_policy: false });
    expect(judge({ history, person: { askedForAnotherCall: true } }).verdict).toBe('require');
    expect(judge({ history, person: { hasBetterInformation: true } }).verdict).toBe('require');
    expect(judge().verdict).toBe('require');
  });

  it('F-9 #2 a neighbour called seven times in seven days without an answer: wait', () => {
    const attempts = Array.from({ length: 7 }, (_, index) =>
      attempt(`2026-11-${18 + index} 10:00`, { debtIds: [], isAnswered: false }),
    );
    const facts = neighbour({ history: { attempts } });
    const frequency = callFrequency({ maxAttempts: 7, windowDays: 7, consentDays: 7, statedLocationMs: 86_400_000 });
    const next = at('2026-11-25 00:00');
    expect(frequency.evaluate(facts, at('2026-11-24 12:00'))).toMatchObject({
      verdict: 'defer',
      next_lawful_at: new Date(next).toISOString(),
    });
    expect(frequency.evaluate(facts, next).verdict).toBe('allow');
    expect(frequency.evaluate(facts, next - 1).verdict).toBe('defer');
    expect(judge({ history: { attempts } }).verdict).toBe('require');
  });

  it("F-9 #3 no message for the consumer is left on a friend's voicemail", () => {
    const message = { messageClass: 'limited-content' as const, text: model };
    for (const purposes of [['location-information'], ['collection']] as const) {
      expect(judge({ action: { channel: 'voicemail', message, purposes: [...purposes] } })).toMatchObject({
        verdict: 'block',
        is_policy: false,
      });
    }
    expect(judge({ action: { channel: 'voicemail' } }).verdict).toBe('block');
    const ordinary = { text: 'This is Sam Rivera. Please call me back.' };
    expect(judge({ action: { channel: 'voicemail', message: ordinary } }).verdict).toBe('review');
  });

  it('F-9 #4 where address and telephone of the consumer are known, or nobody says, a person decides', () => {
    expect(judge({ consumer: { isLocated: true } })).toMatchObject({ verdict: 'review', is_policy: true });
    expect(judge({ consumer: {} })).toMatchObject({ verdict: 'review', is_policy: true });
  });

  it('F-9 the agent says who they are and never that there is a debt', () => {
    const codes = judge().obligations.map(({ code }) => code);
    expect(codes).toEqual(['location.identify', 'location.employer-if-asked', 'location.no-debt']);
    const letter = judge({ action: { channel: 'letter' } }).obligations.map(({ code }) => code);
    expect(letter).toContain('location.no-postcard');
    expect(judge().obligations[0]?.text).toContain('Sam Rivera');
    expect(judge().obligations[0]?.text).not.toContain('Practice Collections');
  });

  it('F-9 a message that was left, or sent, has reached the person as well', () => {
    const left = [attempt('2026-11-01 10:00', { leftVoicemail: true })];
    expect(judge({ history: { attempts: left } }).verdict).toBe('block');
    const messages = [messageSentSchema.parse({ channel: 'letter', sentAtMs: at('2026-11-01 10:00') })];
    expect(judge({ history: { messages } }).verdict).toBe('block');
    expect(judge({ history: { attempts: [attempt('2026-11-01 10:00')] } }).verdict).toBe('require');
  });

  it('F-9 nobody but the consumer hears anything else', () => {
    expect(judge({ action: { purposes: ['collection'] } }).verdict).toBe('block');
    expect(judge({ action: { recipient: 'employer', purposes: ['payment-reminder'] } }).verdict).toBe('block');
    expect(judge({ action: { direction: 'inbound' } }).verdict).toBe('require');
  });

  it.each(['consumer', 'spouse', 'attorney', 'creditor'] as const)('F-9 is not about the %s', (recipient) => {
    const history = { conversations: [conversation('2026-10-01 12:00')] };
    expect(judge({ action: { recipient, purposes: ['collection'] }, history }).verdict).toBe('allow');
  });
});
