/**
 * A call that goes on into the hours at which none may be placed. Nothing authorizes going on; policy warns before, in the zone
 * where the evening ends first, and after it nothing new is disclosed (12 CFR 1006.6(b)(1)(i); the warning is policy).
 */
import { federalHours } from './packs/federal.ts';
import { localDay, localMoment } from './local-time.ts';

const warningMs = 5 * 60_000;

export type Curfew = {
  /** Where the evening ends first. */
  zone: string;
  endsAtMs: number;
  stage: 'soon' | 'over';
};

/**
 * What to say of the hour in a call that we placed at `startedAtMs`. Null: it is not late yet, no place is known, or the call was
 * placed outside the usual hours anyway, which somebody allowed.
 */
export function curfewOf(zones: readonly string[], startedAtMs: number, nowMs: number): Curfew | null {
  const ends = zones
    .map((zone) => ({ zone, endsAtMs: localMoment(localDay(startedAtMs, zone), federalHours.untilMinute, zone) }))
    .toSorted((one, other) => one.endsAtMs - other.endsAtMs);
  const [first] = ends;
  if (!first || startedAtMs >= first.endsAtMs || nowMs < first.endsAtMs - warningMs) return null;
  return { ...first, stage: nowMs < first.endsAtMs ? 'soon' : 'over' };
}
