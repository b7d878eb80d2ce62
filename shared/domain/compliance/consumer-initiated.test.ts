import { describe, expect, it } from 'vitest';
import type { ContactAction } from './facts/action.ts';
import type { FactsChange } from './testing/contact-facts.ts';
import { at, attempt, contactFacts, debt, decide, findingOf } from './testing/contact-facts.ts';
import { ask, factsIn } from './testing/overlay-facts.ts';
import { districtOfColumbiaPack } from './packs/states/district-of-columbia.ts';
import { massachusettsPack } from './packs/states/massachusetts.ts';
import { newYorkCityPack } from './packs/states/new-york.ts';
import { washingtonPack } from './packs/states/washington.ts';
import { evaluateContact } from './engine.ts';
import { federalCallFrequency } from './packs/federal.ts';
import { policyPack } from './packs/policy.ts';

const answerTo = (channel: ContactAction['channel'], text: string): NonNullable<FactsChange['action']> => ({
  channel,
  replyTo: { channel, receivedAtMs: at(text) },
});

const calls = (...days: number[]) => ({ attempts: days.map((day) => attempt(`2026-11-${day} 10:00`)) });

describe('an answer to what has not come yet', () => {
  it('F-4 is none: nothing goes out at night', () => {
    const facts = contactFacts({ action: answerTo('sms', '2026-11-23 22:30') });
    const verdict = (text: string) => findingOf(decide(facts, at(text)), 'F-4').verdict;
    expect([verdict('2026-11-23 22:29:59'), verdict('2026-11-23 22:30')]).toEqual(['defer', 'allow']);
  });
  it('F-3 is none', () => {
    const facts = contactFacts({
      action: answerTo('voice', '2026-11-23 10:30'),
      history: { attempts: [attempt('2026-11-23 10:00')] },
    });
    const verdict = (text: string) =>
      findingOf(evaluateContact({ packs: [policyPack], shownCount: federalCallFrequency }, facts, at(text)), 'F-3')
        .verdict;
    expect([verdict('2026-11-23 10:29:59'), verdict('2026-11-23 10:30')]).toEqual(['defer', 'allow']);
  });
  it('S-2a is none', () => {
    const facts = factsIn('NYC', { history: calls(20, 21), action: answerTo('sms', '2026-11-23 14:00') });
    const verdict = (text: string) => ask(newYorkCityPack, 'S-2a', facts, at(text)).verdict;
    expect([verdict('2026-11-23 13:59:59'), verdict('2026-11-23 14:00')]).toEqual(['defer', 'allow']);
  });
});

describe('calling back', () => {
  const now = at('2026-11-23 14:00');
  const action = answerTo('voice', '2026-11-23 10:00');

  it('is a call of our own in New York City and D.C., where only what comes in is left out', () => {
    const city = factsIn('NYC', { history: calls(20, 21), action });
    expect(ask(newYorkCityPack, 'S-2a', city, now).verdict).toBe('defer');
    const debts = [debt({ daysPastDue: 60 })];
    const district = factsIn('DC', { history: calls(18, 19, 20, 21), action, debts });
    expect(ask(districtOfColumbiaPack, 'S-4', district, now).verdict).toBe('defer');
    const incoming = { ...district, action: { ...district.action, direction: 'inbound' as const } };
    expect(ask(districtOfColumbiaPack, 'S-4', incoming, now).verdict).toBe('allow');
  });
  it('is a response to the debtor in Washington', () => {
    const facts = factsIn('WA', { history: calls(23, 23, 23), action });
    expect(ask(washingtonPack, 'S-3', facts, now).verdict).toBe('allow');
    const unasked = { ...facts, action: { ...facts.action, replyTo: null } };
    expect(ask(washingtonPack, 'S-3', unasked, now).verdict).toBe('defer');
  });
  it('does not reach a place of work that is barred (Massachusetts)', () => {
    const facts = factsIn('MA', {
      action,
      endpoint: { place: 'work' },
      person: { barredPlaces: [{ place: 'work', sinceMs: at('2026-11-20 12:00') }] },
    });
    expect(ask(massachusettsPack, 'S-1-workplace', facts, now).verdict).toBe('block');
  });
  it('F-14 does not come before a notice that is overdue', () => {
    const debts = [debt({ validation: { initialCommunicationAtMs: at('2026-11-10 10:00') } })];
    expect(findingOf(decide(contactFacts({ action, debts }), now), 'F-14').verdict).toBe('block');
  });
});
