import { describe, expect, it } from 'vitest';
import { dayFromIso, isoFromDay } from '../local-time.ts';
import { readRevocation, revocationLimit } from '../revocation.ts';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, type FactsChange } from '../testing/contact-facts.ts';
import { type RevokedConsentParameters, revokedConsent } from './revoked-consent.ts';

const parameters = { revokeAll: true, categoryScoped: false, exclusiveMethod: false, confirmWithinMs: 5 * 60_000 };
const revokedAtMs = at('2026-11-16 10:00');
const of = (medium: 'sms' | 'voice' | 'email') => ({ medium, receivedAtMs: at('2026-01-05 10:00'), revokedAtMs });
const texting = { action: { channel: 'sms' as const } };
const confirming = {
  action: {
    channel: 'sms' as const,
    purposes: ['opt-out-confirmation' as const],
    message: { messageClass: 'opt-out-confirmation' as const },
  },
};
const judge = (change: FactsChange, nowMs: number, over: Partial<RevokedConsentParameters> = {}): RuleFinding =>
  revokedConsent({ ...parameters, ...over }).evaluate(
    contactFacts({ endpoint: { consents: [of('sms')] }, ...change }),
    nowMs,
  );

describe('T-4 revocation', () => {
  it('T-4 #1 END revokes: one confirmation within five minutes, then no text', () => {
    expect(readRevocation('END')).toMatchObject({ isRevocation: true, by: 'keyword', wantsAgent: false });
    for (const word of ['stop', 'Quit', 'revoke', 'OPT OUT', 'opt-out', 'cancel.', 'Unsubscribe', 'please stop'])
      expect(readRevocation(word)).toMatchObject({ isRevocation: true, by: 'keyword' });
    expect(judge(confirming, revokedAtMs + 5 * 60_000).verdict).toBe('allow');
    expect(judge(texting, revokedAtMs).verdict).toBe('block');
    expect(judge(texting, revokedAtMs - 1).verdict).toBe('allow');
  });

  it('T-4 #2 so do the words of reasonable persons', () => {
    for (const text of [
      'lose my number',
      "I'm not interested, take me off",
      'Don’t text me!',
      'no more calls please',
      'STOPALL',
      'opt me out',
      'do not ever call me again',
      "I don't want these messages",
      'get me off your list',
      'I withdraw my consent',
      'You never had my permission',
      'quit calling',
      'leave me alone',
      'No me llame más',
      'dejen de mandarme mensajes',
    ])
      expect([text, readRevocation(text)]).toMatchObject([text, { isRevocation: true, by: 'plain-words' }]);
    const others = [
      'Can you call me on Monday?',
      'I will pay on Friday',
      'The bus stops here',
      'The weekend is fine',
      "I don't have your number, call me",
      'I lost my phone',
      'I am not interested in paying more than 50',
      'Do not write off my debt',
      'drop my payment to 50',
      'Never mind, I paid',
      'no puedo pagar',
    ];
    expect(others.filter((text) => readRevocation(text).isRevocation)).toEqual([]);
  });

  it('T-4 reads what the consumer wrote, not what they quote, however it is spelled', () => {
    expect(readRevocation('I will pay on Friday\n> Reply STOP to opt out').isRevocation).toBe(false);
    expect(readRevocation('s.t.o.p')).toMatchObject({ by: 'keyword' });
    expect(readRevocation('“Stop”, please.')).toMatchObject({ by: 'keyword' });
    expect(readRevocation('').isRevocation).toBe(false);
  });

  it('T-4 gives what may mean more to an agent as well: another number, another person', () => {
    expect(readRevocation('do not call me')).toMatchObject({ wantsAgent: false });
    expect(readRevocation('please do not call my work, call my cell')).toMatchObject({ wantsAgent: true });
    expect(readRevocation('wrong number')).toEqual({ isRevocation: true, by: 'plain-words', wantsAgent: true });
  });

  it('T-4 #3 "cancel my payment on Friday" revokes, and an agent looks at it', () => {
    expect(readRevocation('cancel my payment on Friday')).toEqual({
      isRevocation: true,
      by: 'keyword-in-a-sentence',
      wantsAgent: true,
    });
  });

  it('T-4 #4 a voicemail at our line revokes once it is read', () => {
    expect(readRevocation('Hello, this is Alex. No more robocalls, thank you.').isRevocation).toBe(true);
    const automated = { action: { mode: 'prerecorded' as const } };
    const consents = [of('voice')];
    expect(judge({ ...automated, endpoint: { consents } }, revokedAtMs).verdict).toBe('block');
  });

  it('T-4 #5 the law gives ten business days; we use none of them', () => {
    expect(isoFromDay(revocationLimit(dayFromIso('2026-11-16')))).toBe('2026-12-01');
    expect(judge(texting, revokedAtMs).verdict).toBe('block');
  });

  it('T-4 #6 a confirmation made ready six minutes later is not sent', () => {
    expect(judge(confirming, revokedAtMs + 6 * 60_000)).toMatchObject({ verdict: 'block', is_policy: true });
    expect(judge(confirming, revokedAtMs + 5 * 60_000 + 1).verdict).toBe('block');
  });

  it('T-4 #8 consent to texts taken back leaves calls by hand alone', () => {
    expect(judge({}, revokedAtMs + 1).verdict).toBe('allow');
    expect(judge({ action: { mode: 'prerecorded' } }, revokedAtMs + 1).verdict).toBe('block');
    expect(judge({ action: { mode: 'prerecorded' } }, revokedAtMs + 1, { revokeAll: false }).verdict).toBe('allow');
    expect(judge(texting, revokedAtMs + 1, { revokeAll: false }).verdict).toBe('block');
  });

  it('T-4 consent given anew, to us and for the same medium, opens the number again', () => {
    const anew = { medium: 'sms' as const, receivedAtMs: revokedAtMs + 1000 };
    const renewed = (over: object) => ({ ...texting, endpoint: { consents: [of('sms'), { ...anew, ...over }] } });
    expect(judge(renewed({}), revokedAtMs + 999).verdict).toBe('block');
    expect(judge(renewed({}), revokedAtMs + 1000).verdict).toBe('allow');
    expect(judge(renewed({ receivedAtMs: revokedAtMs }), revokedAtMs + 1000).verdict).toBe('block');
    expect(judge(renewed({ medium: 'voice' }), revokedAtMs + 1000).verdict).toBe('block');
    expect(judge(renewed({ givenTo: 'creditor' }), revokedAtMs + 1000).verdict).toBe('block');
    const later = renewed({ revokedAtMs: revokedAtMs + 2000 });
    expect(judge(later, revokedAtMs + 1999).verdict).toBe('allow');
    expect(judge(later, revokedAtMs + 2000).verdict).toBe('block');
    const automated = { ...renewed({}), action: { mode: 'prerecorded' as const } };
    expect(judge(automated, revokedAtMs + 1000).verdict).toBe('block');
    const spoken = { ...renewed({ medium: 'voice' }), action: { mode: 'prerecorded' as const } };
    expect(judge(spoken, revokedAtMs + 1000).verdict).toBe('allow');
  });

  it('T-4 a wish to get no more texts ends automated calls as well, without a consent on file', () => {
    const wish = (over: object = {}): FactsChange => ({
      endpoint: { consents: [{ medium: 'voice', receivedAtMs: at('2026-01-05 10:00') }] },
      person: { mediumOptOuts: [{ medium: 'sms', receivedAtMs: revokedAtMs, receivedBy: 'sms', ...over }] },
    });
    const recorded = { action: { mode: 'ai-voice' as const } };
    expect(judge({ ...wish(), ...recorded }, revokedAtMs)).toMatchObject({
      verdict: 'block',
      is_policy: false,
      facts: { revoked: [{ medium: 'sms', source: 'opt-out' }] },
    });
    expect(judge({ ...wish(), ...recorded }, revokedAtMs - 1).verdict).toBe('allow');
    expect(judge(wish(), revokedAtMs).verdict).toBe('allow');
    expect(judge({ ...wish(), ...recorded }, revokedAtMs, { revokeAll: false }).verdict).toBe('allow');
    expect(judge({ ...wish({ isWithdrawn: true }), ...recorded }, revokedAtMs).verdict).toBe('allow');
    expect(judge({ ...wish({ address: '+12125550100' }), ...recorded }, revokedAtMs).verdict).toBe('block');
    expect(judge({ ...wish({ address: '+12125550101' }), ...recorded }, revokedAtMs).verdict).toBe('allow');
    expect(judge({ ...wish({ medium: 'email' }), ...recorded }, revokedAtMs).verdict).toBe('allow');
    expect(judge({ ...wish(), ...confirming }, revokedAtMs + 5 * 60_000).verdict).toBe('allow');
    expect(judge({ ...wish(), ...confirming }, revokedAtMs + 5 * 60_000 + 1).verdict).toBe('block');
  });

  it('T-4 no automated voice confirms that automated voices are not wanted', () => {
    const action = { ...confirming.action, channel: 'voice' as const, mode: 'prerecorded' as const };
    expect(judge({ action }, revokedAtMs + 1).verdict).toBe('block');
  });

  it('T-4 is not the law of emails: what it says of them is policy, and their confirmation has no five minutes', () => {
    const endpoint = { consents: [of('email')] };
    const email = { action: { channel: 'email' as const }, endpoint };
    expect(judge(email, revokedAtMs)).toMatchObject({ verdict: 'block', is_policy: true });
    const confirmed = { endpoint, action: { ...confirming.action, channel: 'email' as const } };
    expect(judge(confirmed, revokedAtMs + 3_600_000).verdict).toBe('allow');
  });

  it('T-4 by category, or by a designated way only, counts when the pack says so and it is known', () => {
    const revokedFor = (over: object) => ({ ...texting, endpoint: { consents: [{ ...of('sms'), ...over }] } });
    const reminders = revokedFor({ revokedFor: 'payment-reminder' });
    expect(judge(reminders, revokedAtMs).verdict).toBe('block');
    expect(judge(reminders, revokedAtMs, { categoryScoped: true }).verdict).toBe('allow');
    const reminding = { ...reminders, action: { ...texting.action, purposes: ['payment-reminder' as const] } };
    expect(judge(reminding, revokedAtMs, { categoryScoped: true }).verdict).toBe('block');
    expect(judge(revokedFor({}), revokedAtMs, { categoryScoped: true }).verdict).toBe('block');
    const otherwise = revokedFor({ wasRevokedAsDesignated: false });
    expect(judge(otherwise, revokedAtMs).verdict).toBe('block');
    expect(judge(otherwise, revokedAtMs, { exclusiveMethod: true }).verdict).toBe('allow');
    for (const wasRevokedAsDesignated of [true, null]) {
      const known = revokedFor({ wasRevokedAsDesignated });
      expect(judge(known, revokedAtMs, { exclusiveMethod: true }).verdict).toBe('block');
    }
  });
});
