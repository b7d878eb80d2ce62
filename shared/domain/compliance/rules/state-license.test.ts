import { describe, expect, it } from 'vitest';
import { evaluateContact } from '../engine.ts';
import { complianceEngine } from '../packs/all.ts';
import type { RuleFinding } from '../rule.ts';
import { at, type FactsChange, findingOf } from '../testing/contact-facts.ts';
import { factsAnywhere, factsIn, type TestedPlace } from '../testing/overlay-facts.ts';
import { stateLicense } from './state-license.ts';

const rule = stateLicense({});
const noon = at('2026-11-24 12:00');
const licensedIn = (...licensedStates: string[]): FactsChange => ({ actor: { licensedStates } });
const livesIn = (...regions: string[]) => ({ addresses: regions.map((region) => ({ region, postalCode: null })) });
const judge = (change: FactsChange, place: TestedPlace = 'GA'): RuleFinding =>
  rule.evaluate(factsIn(place, change), noon);
const judgeAnywhere = (over: FactsChange): RuleFinding =>
  rule.evaluate(factsAnywhere({ ...licensedIn('GA'), ...over }), noon);
const codesOf = ({ obligations }: RuleFinding): string[] => obligations.map(({ code }) => code);

describe('L-1 license to collect', () => {
  it('LIC a state without a license is blocked, and nobody sets that aside', () => {
    const location = livesIn('GA');
    expect(judge({ ...licensedIn('TX', 'NY'), location })).toMatchObject({
      verdict: 'block',
      override: 'never',
      is_policy: false,
      reason: expect.stringContaining('GA'),
    });
    expect(judge({ ...licensedIn('TX', 'GA'), location }).verdict).toBe('allow');
    expect(judge({ ...licensedIn('ga'), location }).verdict).toBe('allow');
    expect(judge({ ...licensedIn(), location }).verdict).toBe('block');
    for (const channel of ['voice', 'voicemail', 'sms', 'email', 'letter', 'direct-message'] as const) {
      expect(judge({ ...licensedIn('TX'), location, action: { channel } }).verdict).toBe('block');
    }
  });

  it('LIC licenses that are not recorded allow, and the finding says that nobody checked', () => {
    expect(judge({})).toMatchObject({ verdict: 'allow', reason: expect.stringContaining('No licenses are recorded') });
  });

  it('LIC every current address must be in a state with a license', () => {
    expect(judge({ ...licensedIn('GA'), location: livesIn('GA', 'NV') })).toMatchObject({
      verdict: 'block',
      reason: 'This organization has no license to collect in NV.',
    });
    expect(judge({ ...licensedIn('GA', 'NV'), location: livesIn('GA', 'NV') }).verdict).toBe('allow');
    const byPostalCode = { addresses: [{ region: null, postalCode: '89101' }] };
    expect(judge({ ...licensedIn('GA'), location: byPostalCode }).verdict).toBe('block');
  });

  it('LIC without an address a number counts for its state', () => {
    expect(judge(licensedIn('GA')).verdict).toBe('allow');
    expect(judge(licensedIn('TX')).verdict).toBe('block');
  });

  it('LIC a number from elsewhere does not move the consumer, and is a reason to ask', () => {
    const asked = judge({ ...licensedIn('TX'), location: livesIn('TX') });
    expect(asked.verdict).toBe('require');
    expect(codesOf(asked)).toEqual(['license.confirm-state']);
    expect(judge({ ...licensedIn('GA'), location: livesIn('TX') }).verdict).toBe('block');
  });

  it('LIC a consumer of whom nobody knows where they live waits for a person', () => {
    expect(judgeAnywhere({})).toMatchObject({ verdict: 'review', override: 'two-people' });
    expect(codesOf(judgeAnywhere({ action: { direction: 'inbound' } }))).toEqual(['license.confirm-state']);
    expect(judgeAnywhere({ location: { addresses: [{ region: 'AE', postalCode: '09012' }] } }).verdict).toBe('review');
  });

  it('LIC New York City is no state of its own here', () => {
    const facts = { ...licensedIn('NY'), location: { addresses: [{ region: 'NY', postalCode: '11201' }] } };
    expect(judge(facts, 'NYC').verdict).toBe('allow');
  });

  it('LIC who calls is answered and asked for no payment', () => {
    const answered = judge({ ...licensedIn('TX'), action: { direction: 'inbound' } });
    expect(answered.verdict).toBe('require');
    expect(codesOf(answered)).toEqual(['license.do-not-collect']);
    expect(judge({ ...licensedIn('GA'), action: { direction: 'inbound' } }).verdict).toBe('allow');
  });

  it('LIC what collects from nobody needs no license', () => {
    for (const recipient of ['creditor', 'consumer-reporting-agency', 'trustee'] as const) {
      expect(judge({ ...licensedIn('TX'), action: { recipient } }).verdict).toBe('allow');
    }
    for (const recipient of ['attorney', 'spouse', 'third-party'] as const) {
      expect(judge({ ...licensedIn('TX'), action: { recipient } }).verdict).toBe('block');
    }
    const confirmation = {
      channel: 'sms' as const,
      purposes: ['opt-out-confirmation' as const],
      message: { messageClass: 'opt-out-confirmation' as const },
    };
    expect(judge({ ...licensedIn('TX'), action: confirmation }).verdict).toBe('allow');
  });

  it('LIC the shipped engine asks it', () => {
    const decision = evaluateContact(complianceEngine, factsIn('GA', licensedIn('TX')), noon);
    expect(decision.verdict).toBe('block');
    expect(findingOf(decision, 'L-1')).toMatchObject({ pack_id: 'us-licensing', mode: 'enforce', verdict: 'block' });
    expect(evaluateContact(complianceEngine, factsIn('GA', licensedIn('GA')), noon).verdict).toBe('require');
  });
});
