/** F-4: no call at an inconvenient time, in any zone the consumer may be in (12 CFR 1006.6(b)(1)(i)). */
import type { ContactFacts } from '../facts/facts.ts';
import { localDay, localMinutes, localMoment, localTimeText, momentText, zoneText } from '../local-time.ts';
import { defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type CallingHoursParameters = {
  /** Convenient from this minute of the local day on, up to but without `untilMinute`. */
  fromMinute: number;
  untilMinute: number;
  /** For how long a location the consumer stated replaces all other evidence. */
  statedLocationMs: number;
};

/** Days ahead in which zones that overlap at all must have a common hour. */
const HORIZON_DAYS = 3;

/** The earliest moment after `nowMs` inside the window of every candidate zone; null when they have none in common. */
function nextConvenientMoment(
  facts: ContactFacts,
  nowMs: number,
  zones: readonly string[],
  isConvenient: (atMs: number) => boolean,
  { fromMinute, statedLocationMs }: CallingHoursParameters,
): number | null {
  const { stated } = facts.location;
  const expiryMs = stated ? stated.statedAtMs + statedLocationMs + 1 : null;
  const later =
    expiryMs === null
      ? []
      : candidateZones(facts.location, facts.action.phoneNumber, expiryMs, statedLocationMs).zones.map(
          ({ zone }) => zone,
        );
  const openings = [...new Set([...zones, ...later])].flatMap((zone) => {
    const today = localDay(nowMs, zone);
    return Array.from({ length: HORIZON_DAYS }, (_, index) => localMoment(today + index, fromMinute, zone));
  });
  const candidates = [...openings, ...(expiryMs === null ? [] : [expiryMs])].toSorted((a, b) => a - b);
  return candidates.find((candidate) => candidate > nowMs && isConvenient(candidate)) ?? null;
}

export const callingHours = defineRule<CallingHoursParameters>(
  { id: 'F-4', title: 'Calling hours', citation: '12 CFR 1006.6(b)(1)(i); 15 USC 1692c(a)(1)', isPolicy: false },
  (facts, nowMs, parameters) => {
    const { fromMinute, untilMinute, statedLocationMs } = parameters;
    const isInside = (atMs: number, zone: string): boolean => {
      const minutes = localMinutes(atMs, zone);
      return minutes >= fromMinute && minutes < untilMinute;
    };
    const isConvenient = (atMs: number): boolean =>
      candidateZones(facts.location, facts.action.phoneNumber, atMs, statedLocationMs).zones.every(({ zone }) =>
        isInside(atMs, zone),
      );

    const candidates = candidateZones(facts.location, facts.action.phoneNumber, nowMs, statedLocationMs);
    const used = { zones: candidates.zones, place_is_guessed: candidates.isGuess };
    if (candidates.needsStatedLocation) {
      return {
        verdict: 'review',
        reason: 'There is a military address, which may be anywhere in the world: ask where the consumer is first.',
        facts: used,
      };
    }
    const closed = candidates.zones.filter(({ zone }) => !isInside(nowMs, zone));
    const [first] = closed;
    if (first === undefined) {
      return {
        verdict: 'allow',
        reason: candidates.isGuess
          ? 'Nothing says where the consumer is; it is a convenient hour in the whole country.'
          : 'It is between 8 in the morning and 9 in the evening wherever the consumer may be.',
        facts: used,
      };
    }
    const zones = candidates.zones.map(({ zone }) => zone);
    const next = nextConvenientMoment(facts, nowMs, zones, isConvenient, parameters);
    const where = `It is ${localTimeText(nowMs, first.zone)} in ${zoneText(first.zone)} (${first.sources.join(', ')})`;
    if (next === null) {
      return {
        verdict: 'review',
        reason: `${where}, and no hour is convenient in all places the consumer may be in.`,
        facts: used,
      };
    }
    return {
      verdict: 'defer',
      reason: `${where}; calls are allowed from 08:00 to 21:00. Next: ${momentText(next, first.zone)} there.`,
      nextLawfulAtMs: next,
      facts: used,
    };
  },
);
