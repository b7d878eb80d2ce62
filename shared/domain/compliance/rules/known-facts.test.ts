import { describe, expect, it } from 'vitest';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, D1, D2, type FactsChange } from '../testing/contact-facts.ts';
import { knownFacts } from './known-facts.ts';

const rule = knownFacts({});
const judge = (change: FactsChange): RuleFinding => rule.evaluate(contactFacts(change), at('2026-11-23 12:00'));

describe('what is not known, or not to be reached', () => {
  it('a debt among others that is not on file asks for a look: what bars it would not be known', () => {
    expect(judge({ action: { debtIds: [D1, D2] } }).verdict).toBe('allow');
    expect(judge({ action: { debtIds: [D1, 'debt-9'] } })).toMatchObject({ verdict: 'review', is_policy: true });
    expect(judge({ action: { debtIds: ['debt-9'] } }).verdict).toBe('review');
  });

  it('a minor is reached through a parent or guardian', () => {
    const person = { isMinor: true };
    expect(judge({ person })).toMatchObject({ verdict: 'block', is_policy: true, override: 'never' });
    expect(judge({ person, action: { channel: 'letter' } }).verdict).toBe('block');
    expect(judge({ person, action: { direction: 'inbound' } }).verdict).toBe('allow');
    for (const recipient of ['parent-of-minor', 'guardian'] as const)
      expect(judge({ person, action: { recipient } }).verdict).toBe('allow');
  });
});
