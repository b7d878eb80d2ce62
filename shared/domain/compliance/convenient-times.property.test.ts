/** The end of the hours that suit, against a search minute by minute; print and accept a seed. */
import { expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../testing/seed.ts';
import { convenienceAt, convenientUntil } from './convenient-times.ts';
import type { Consumer } from './facts/person.ts';
import { federalHours } from './packs/federal.ts';

type Preference = Consumer['timePreferences'][number];
const minuteMs = 60_000;
const tries = 400;

it('is the first minute that does not suit, also over midnight and when the clock changes', () => {
  const random = seededRandom(testSeed('convenient until'));
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const one = <T>(values: readonly [T, ...T[]]): T => values[whole(0, values.length - 1)] ?? values[0];
  let asked = 0;
  for (let round = 0; round < tries; round += 1) {
    const zone = one(['America/New_York', 'America/Los_Angeles', 'America/Phoenix']);
    const nowMs =
      Date.parse(one(['2026-11-01T00:00:00Z', '2027-03-13T22:00:00Z', '2026-11-24T00:00:00Z'])) +
      whole(0, 2880) * minuteMs;
    const preferences = Array.from({ length: whole(0, 3) }, (): Preference => ({
      kind: one(['not-then', 'only-then']),
      weekdays: one<number[]>([[], [], [1, 2, 3, 4, 5], [6, 7]]),
      fromMinute: one([0, whole(0, 47) * 30]),
      untilMinute: one([1440, whole(1, 48) * 30]),
      recordedAtMs: nowMs - minuteMs,
      expiresAtMs: one([null, null, nowMs + whole(1, 600) * minuteMs]),
      evidence: '',
    }));
    const suits = (atMs: number): boolean => convenienceAt(preferences, atMs, zone, federalHours).isConvenient;
    if (!suits(nowMs)) continue;
    asked += 1;
    let byMinutes = nowMs + minuteMs;
    while (suits(byMinutes) && byMinutes < nowMs + 1440 * minuteMs) byMinutes += minuteMs;
    const found = convenientUntil(preferences, nowMs, zone, federalHours);
    // A time that goes on for a day may end later, or with no end that is known.
    const expected = suits(byMinutes) ? Math.max(found ?? Infinity, byMinutes) : byMinutes;
    expect({ zone, nowMs, preferences, found: found ?? Infinity }).toEqual({
      zone,
      nowMs,
      preferences,
      found: expected,
    });
  }
  expect(asked).toBeGreaterThan(tries / 10);
});
