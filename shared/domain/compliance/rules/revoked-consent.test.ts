import { describe, expect, it } from 'vitest';
import { dayFromIso, isoFromDay } from '../local-time.ts';
import { readRevocation, revocationLimit } from '../revocation.ts';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, type FactsChange } from '../testing/contact-facts.ts';
import { revokedConsent } from './revoked-consent.ts';

const parameters = { revokeAll: true, confirmWithinMs: 5 * 60_000 };
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
const judge = (change: FactsChange, nowMs: number, revokeAll = true): RuleFinding =>
  revokedConsent({ ...parameters, revokeAll }).evaluate(
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
    for (const text of ['lose my number', "I'm not interested, take me off", 'Don’t text me!', 'no more calls please'])
      expect(readRevocation(text)).toMatchObject({ isRevocation: true, by: 'plain-words' });
    const others = ['Can you call me on Monday?', 'I will pay on Friday', 'The bus stops here', 'The weekend is fine'];
    expect(others.filter((text) => readRevocation(text).isRevocation)).toEqual([]);
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
    expect(judge({ action: { mode: 'prerecorded' } }, revokedAtMs + 1, false).verdict).toBe('allow');
    expect(judge(texting, revokedAtMs + 1, false).verdict).toBe('block');
  });

  it('T-4 consent given anew opens the number again', () => {
    const anew = { medium: 'sms' as const, receivedAtMs: revokedAtMs + 1000 };
    const change = { ...texting, endpoint: { consents: [of('sms'), anew] } };
    expect(judge(change, revokedAtMs + 999).verdict).toBe('block');
    expect(judge(change, revokedAtMs + 1000).verdict).toBe('allow');
  });
});
