import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatAsTyped,
  formatComingMoment,
  formatDuration,
  formatMoney,
  formatPhone,
  parseDialled,
} from './format.ts';
import { levelFraction } from './level.model.ts';

const nowMs = Date.parse('2026-11-23T19:14:20Z');

describe('what people read', () => {
  it('writes money from cents', () => {
    expect(formatMoney(123_456)).toBe('$1,234.56');
    expect(formatMoney(-50)).toBe('-$0.50');
  });

  it.each([
    ['212 555 0100', '+12125550100'],
    ['(212) 555-0100', '+12125550100'],
    ['tel:+1-212-555-0100', '+12125550100'],
    ['callto:2125550100', '+12125550100'],
    ['1 212 555 0100', '+12125550100'],
    ['+44 20 7946 0958', '+442079460958'],
    ['55501', null],
    ['', null],
  ])('reads %s as %s', (typed, number) => expect(parseDialled(typed)).toBe(number));

  it('writes numbers as their country does', () => {
    expect(formatPhone('+12125550100')).toBe('(212) 555-0100');
    expect(formatPhone('+442079460958')).toBe('+44 20 7946 0958');
    expect(formatPhone(null)).toBe('No number');
    expect(formatAsTyped('2125550')).toBe('(212) 555-0');
  });

  it("tells a coming moment in the consumer's day", () => {
    expect(formatComingMoment('2026-11-23T23:00:00Z', 'Pacific/Honolulu', nowMs)).toBe('1:00 PM HST');
    expect(formatComingMoment('2026-11-24T13:00:00Z', 'America/New_York', nowMs)).toBe('tomorrow 8:00 AM EST');
    expect(formatComingMoment('2026-11-27T13:00:00Z', 'America/New_York', nowMs)).toBe('Fri 8:00 AM EST');
    expect(formatComingMoment('2026-12-03T13:00:00Z', 'America/New_York', nowMs)).toBe('Thu, Dec 3, 8:00 AM EST');
    // Midnight in New York has passed while it is still Monday in Honolulu.
    expect(formatComingMoment('2026-11-24T07:00:00Z', 'Pacific/Honolulu', Date.parse('2026-11-24T06:00:00Z'))).toBe(
      '9:00 PM HST',
    );
  });

  it('writes how long something lasts, never less than nothing', () => {
    expect(formatDuration(67_900)).toBe('1:07');
    expect(formatDuration(3_753_000)).toBe('1:02:33');
    expect(formatDuration(-5000)).toBe('0:00');
    expect(formatAge(59_000)).toBe('59 s');
    expect(formatAge(3 * 3_600_000)).toBe('3 h');
  });

  it('draws silence as nothing and full scale as everything', () => {
    expect(levelFraction(-100)).toBe(0);
    expect(levelFraction(Number.NaN)).toBe(0);
    expect(levelFraction(-30)).toBe(0.5);
    expect(levelFraction(6)).toBe(1);
  });
});
