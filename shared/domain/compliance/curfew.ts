/**
 * A call that goes on into the hours at which none may be placed. Nothing authorizes going on; policy warns before, in the zone
 * where the hours end first, and after it nothing new is disclosed (12 CFR 1006.6(b)(1)(i); the warning is policy).
 */
import { firstEnd, type HoursEnd } from './hours-end.ts';
import { localDay, localMoment } from './local-time.ts';
import { federalHours } from './packs/federal.ts';
import type { Decision, Finding } from './rule.ts';

const warningMs = 5 * 60_000;
const hoursRule = 'F-4';

export type Curfew = HoursEnd & { stage: 'soon' | 'over' };

function endIn({ facts }: Finding, at: string, where: string): HoursEnd[] {
  const [moment, zone] = [facts[at], facts[where]];
  if (typeof moment !== 'string' || typeof zone !== 'string' || Number.isNaN(Date.parse(moment))) return [];
  return [{ zone, endsAtMs: Date.parse(moment) }];
}

/** 9 PM of the day of a moment, in each zone. */
export const usualEnds = (zones: readonly string[], atMs: number): HoursEnd[] =>
  zones.map((zone) => ({ zone, endsAtMs: localMoment(localDay(atMs, zone), federalHours.untilMinute, zone) }));

/**
 * The first end of hours that a decision says of its call: what the consumer said about times, or else 9 PM; shorter hours of states and
 * of the organization; hours for offers. Rules in shadow have no say. Null: no place is known.
 */
export function closingOf({
  findings,
  zones,
  evaluated_at: at,
}: Pick<Decision, 'findings' | 'zones' | 'evaluated_at'>): HoursEnd | null {
  const inForce = findings.filter(({ mode }) => mode === 'enforce');
  const wished = inForce
    .filter(({ rule_id: id }) => id === hoursRule)
    .flatMap((finding) => endIn(finding, 'convenient_until', 'convenient_until_zone'));
  const usual = usualEnds(
    zones.map(({ zone }) => zone),
    Date.parse(at),
  );
  return firstEnd([
    ...(wished.length > 0 ? wished : usual),
    ...inForce.flatMap((finding) => endIn(finding, 'hours_end_at', 'hours_end_zone')),
  ]);
}

/**
 * What to say of the hour in a call that we placed at `startedAtMs`. Null: it is not late yet, no end is known, or the call was
 * placed outside the hours anyway, which somebody allowed.
 */
export function curfewOf(closing: HoursEnd | null, startedAtMs: number, nowMs: number): Curfew | null {
  if (closing === null || startedAtMs >= closing.endsAtMs || nowMs < closing.endsAtMs - warningMs) return null;
  return { ...closing, stage: nowMs < closing.endsAtMs ? 'soon' : 'over' };
}
