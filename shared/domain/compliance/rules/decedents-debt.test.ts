import { describe, expect, it } from 'vitest';
import { districtOfColumbiaPack } from '../packs/states/district-of-columbia.ts';
import type { FactsChange } from '../testing/contact-facts.ts';
import { at } from '../testing/contact-facts.ts';
import { ask, factsIn, type TestedPlace } from '../testing/overlay-facts.ts';

const judge = (over: FactsChange, place: TestedPlace = 'DC'): string =>
  ask(
    districtOfColumbiaPack,
    'S-4-decedent',
    factsIn(place, { consumer: { isDeceased: true }, ...over }),
    at('2026-11-24 12:00'),
  ).verdict;

describe('S-4-decedent debt of a dead consumer in D.C.', () => {
  it.each([
    ['spouse', 'review'],
    ['successor-in-interest', 'review'],
    ['third-party', 'review'],
    ['personal-representative', 'allow'],
    ['co-debtor', 'allow'],
    ['attorney', 'allow'],
  ] as const)('asks whether the %s owes it: %s', (recipient, verdict) => {
    expect(judge({ action: { recipient } })).toBe(verdict);
  });

  it('says nothing elsewhere, of the living, or where nobody is asked to pay', () => {
    const action = { recipient: 'spouse' as const };
    expect(judge({ action }, 'GA')).toBe('allow');
    expect(judge({ action, consumer: {} })).toBe('allow');
    expect(judge({ action: { ...action, direction: 'inbound' } })).toBe('allow');
    expect(judge({ action: { ...action, purposes: ['location-information'] } })).toBe('allow');
    expect(judge({ action: { ...action, purposes: ['validation-notice'] } })).toBe('allow');
  });
});
