import { describe, expect, it } from 'vitest';
import { at, contactFacts } from '../testing/contact-facts.ts';
import { doNotCall } from './do-not-call.ts';

const rule = doNotCall({ statedLocationMs: 86_400_000 });
const now = at('2026-08-07 12:00');

describe('F-10 do not call', () => {
  it.each([
    ['New York', {}, 'Aug 6, 2026'],
    ['Honolulu, by the number', { phoneNumber: '+18085550100' }, 'Aug 6, 2026'],
    ['Guam, by the number', { phoneNumber: '+16715550100' }, 'Aug 7, 2026'],
  ])('names the day on which the entry was made as it was in %s', (_place, action, day) => {
    const made = { source: 'internal', reason: 'Asked us to', addedAtMs: at('2026-08-06 21:30'), expiresAtMs: null };
    const facts = contactFacts({ action, location: { phones: [] }, endpoint: { doNotCall: [made] } });
    expect(rule.evaluate(facts, now)).toMatchObject({
      verdict: 'block',
      reason: `This number is on the do-not-call list since ${day}: Asked us to.`,
    });
  });
});
