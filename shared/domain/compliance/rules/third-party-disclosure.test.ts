import { describe, expect, it } from 'vitest';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, type FactsChange } from '../testing/contact-facts.ts';
import { thirdPartyDisclosure } from './third-party-disclosure.ts';

const rule = thirdPartyDisclosure({});
const judge = (change: FactsChange): RuleFinding => rule.evaluate(contactFacts(change), at('2026-11-24 12:00'));

describe('F-8 with whom a debt is discussed', () => {
  it.each([
    'consumer',
    'spouse',
    'parent-of-minor',
    'co-debtor',
    'attorney',
    'creditor',
    'consumer-reporting-agency',
  ] as const)('F-8 it is with the %s', (recipient) => expect(judge({ action: { recipient } }).verdict).toBe('allow'));

  it.each(['third-party', 'employer', 'commanding-officer'] as const)(
    'F-8 it is not with the %s, who may only be asked where the consumer is',
    (recipient) => {
      expect(judge({ action: { recipient } })).toMatchObject({ verdict: 'block', is_policy: false });
      expect(judge({ action: { recipient, purposes: ['location-information'] } }).verdict).toBe('allow');
      expect(judge({ action: { recipient, purposes: ['location-information', 'collection'] } }).verdict).toBe('block');
      expect(judge({ action: { recipient, purposes: [] } }).verdict).toBe('block');
      expect(judge({ action: { recipient, direction: 'inbound' } })).toMatchObject({
        verdict: 'require',
        obligations: [{ code: 'third-party.say-nothing' }],
      });
    },
  );

  it.each(['guardian', 'personal-representative', 'successor-in-interest'] as const)(
    'F-8 it is with a %s who may act for the consumer',
    (recipient) => {
      const action = { recipient };
      expect(judge({ action, person: { hasAuthority: true } }).verdict).toBe('allow');
      expect(judge({ action }).verdict).toBe('review');
      expect(judge({ action, person: { hasAuthority: false } }).verdict).toBe('block');
      expect(judge({ action: { recipient, purposes: ['location-information'] } }).verdict).toBe('allow');
    },
  );
});
