import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../testing/seed.ts';
import {
  dayFromIso,
  localDate,
  localDay,
  localMinutes,
  localMoment,
  localTimeText,
  momentText,
  startOfLocalDay,
} from './local-time.ts';

const zones = [
  'America/New_York',
  'America/Phoenix',
  'America/Denver',
  'America/Los_Angeles',
  'America/Adak',
  'Pacific/Honolulu',
  'Pacific/Guam',
  'America/St_Johns',
];

describe('local time', () => {
  it('agrees with the zone database at random moments, the hours of clock changes among them', () => {
    const random = seededRandom(testSeed('local time'));
    const changes = ['2026-03-08T00:00Z', '2026-11-01T00:00Z', '2027-03-14T00:00Z'].map((text) => Date.parse(text));
    for (let round = 0; round < 5000; round += 1) {
      const zone = zones[Math.floor(random() * zones.length)] ?? 'UTC';
      const near = changes[Math.floor(random() * changes.length)] ?? 0;
      const atMs =
        round % 2 === 0
          ? near + Math.floor(random() * 2 * 86_400_000)
          : Math.floor(Date.UTC(2020, 0) + random() * 4e11);
      const known = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
      const time = known.toPlainTime();
      const minutes = time.hour * 60 + time.minute + (time.second + time.millisecond / 1000) / 60;
      expect(localDay(atMs, zone)).toBe(dayFromIso(known.toPlainDate().toString()));
      expect(localMinutes(atMs, zone)).toBeCloseTo(minutes, 6);
      expect(startOfLocalDay(localDay(atMs, zone), zone)).toBe(known.startOfDay().epochMilliseconds);
    }
  });
  it('finds wall times, also on the days of clock changes', () => {
    const day = dayFromIso('2026-03-08');
    expect(new Date(localMoment(day, 8 * 60, 'America/New_York')).toISOString()).toBe('2026-03-08T12:00:00.000Z');
    expect(new Date(localMoment(day, 2 * 60 + 30, 'America/New_York')).toISOString()).toBe('2026-03-08T07:30:00.000Z');
    expect(new Date(localMoment(day - 1, 8 * 60, 'America/New_York')).toISOString()).toBe('2026-03-07T13:00:00.000Z');
  });
  it('reads as a person would', () => {
    const atMs = Date.parse('2026-04-08T00:00:00Z');
    expect(localDate(atMs, 'America/New_York')).toBe('2026-04-07');
    expect(localTimeText(atMs, 'America/New_York')).toBe('20:00');
    expect(momentText(atMs, 'America/New_York')).toBe('Tuesday, Apr 7, 20:00');
  });
});
