/** Times at which a random consumer must not, or only may, be contacted. */
import type { FactsInput } from '../../../shared/domain/compliance/facts/facts.ts';
import type { Chance } from './chance.ts';

const dayMs = 24 * 60 * 60_000;
const weekdaySets = [[], [], [1, 2, 3, 4, 5], [6, 7], [1, 3], [5], [7]] as const;

type TimePreferences = NonNullable<NonNullable<FactsInput['consumer']>['timePreferences']>;

/** A window of the day: whole half hours, some over midnight, some the whole day, some far outside the usual hours. */
function windowOf(chance: Chance): { fromMinute: number; untilMinute: number } {
  const fromMinute = chance.whole(0, 47) * 30;
  return chance.one([
    { fromMinute: 0, untilMinute: 1440 },
    { fromMinute: 15 * 60, untilMinute: 17 * 60 },
    { fromMinute: 22 * 60, untilMinute: 24 * 60 },
    { fromMinute: 22 * 60, untilMinute: 2 * 60 },
    { fromMinute, untilMinute: (fromMinute + chance.whole(1, 40) * 30) % 1440 },
  ]);
}

export function preferencesNear(chance: Chance, nowMs: number): [...TimePreferences] {
  return chance.many(chance.one([0, 0, 0, 1, 1, 2]), () => ({
    kind: chance.one(['not-then', 'not-then', 'only-then'] as const),
    weekdays: [...chance.one(weekdaySets)],
    ...windowOf(chance),
    recordedAtMs: nowMs - chance.whole(1, 60) * dayMs,
    expiresAtMs: chance.one([null, null, nowMs, nowMs + 1, nowMs - 1, nowMs + chance.whole(1, 5 * dayMs)]),
    evidence: 'said on the telephone',
  }));
}
