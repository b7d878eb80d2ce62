/**
 * The consumer's own calendar, for rules that count days. Where the zones they may be in disagree on the date, the later
 * release stands: a day has come only when it has come everywhere, and is over only when it is over everywhere.
 */
import type { ContactFacts } from './facts/facts.ts';
import { localDay, startOfLocalDay } from './local-time.ts';
import { candidateZones } from './zones/candidate-zones.ts';

const zonesAt = ({ location, action }: ContactFacts, atMs: number, statedLocationMs: number): string[] =>
  candidateZones(location, action.phoneNumber === '' ? null : action.phoneNumber, atMs, statedLocationMs).zones.map(
    ({ zone }) => zone,
  );

/** The earliest and the latest date it may be for the consumer, as day numbers, and the zone to show times in. */
export function consumerDays(
  facts: ContactFacts,
  atMs: number,
  statedLocationMs: number,
): { earliest: number; latest: number; zone: string } {
  const zones = zonesAt(facts, atMs, statedLocationMs);
  const days = zones.map((zone) => localDay(atMs, zone));
  return { earliest: Math.min(...days), latest: Math.max(...days), zone: zones[0] ?? 'UTC' };
}

/** The most calendar days that may have passed between two moments, in any zone the consumer may be in now. */
export function daysBetween(
  facts: ContactFacts,
  fromMs: number,
  nowMs: number,
  statedLocationMs: number,
): { most: number; least: number } {
  const days = zonesAt(facts, nowMs, statedLocationMs).map((zone) => localDay(nowMs, zone) - localDay(fromMs, zone));
  return { most: Math.max(...days), least: Math.min(...days) };
}

/** The first moment after `nowMs` at which a day (a day number) is over wherever the consumer may be. */
export function endOfDayEverywhere(facts: ContactFacts, day: number, nowMs: number, statedLocationMs: number): number {
  const { stated } = facts.location;
  // A stated location that grows old brings the other zones back.
  const expiryMs = stated ? stated.statedAtMs + statedLocationMs + 1 : nowMs;
  const zones = new Set([nowMs, Math.max(nowMs, expiryMs)].flatMap((atMs) => zonesAt(facts, atMs, statedLocationMs)));
  const moments = [...zones].map((zone) => startOfLocalDay(day + 1, zone)).toSorted((a, b) => a - b);
  const isOver = (atMs: number): boolean => consumerDays(facts, atMs, statedLocationMs).earliest > day;
  return moments.find((atMs) => atMs > nowMs && isOver(atMs)) ?? Math.max(nowMs, ...moments);
}
