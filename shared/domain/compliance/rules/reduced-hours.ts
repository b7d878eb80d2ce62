/**
 * P-reduced-hours: shorter hours than the law's in some states, for organizations that chose the profile. They narrow the
 * hours of Regulation F and never widen them, because those stay a rule of their own.
 */
import { weekdayOf } from '../calendar.ts';
import { hoursEnd } from '../hours-end.ts';
import { isAnswer, isFirstAnswer } from '../consumer-initiated.ts';
import type { Medium } from '../facts/fields.ts';
import { appliesIn } from '../jurisdictions.ts';
import { localDay, localMinutes, localMoment, localTimeText, momentText, zoneText } from '../local-time.ts';
import { defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type HoursWindow = {
  /** ISO days of the week, Monday is 1. */
  weekdays: readonly number[];
  /** Minutes of the local day; `untilMinute` is not included. */
  fromMinute: number;
  untilMinute: number;
};

export type ReducedHoursParameters = {
  profile: string;
  states: readonly { jurisdiction: string; placeName: string; windows: readonly HoursWindow[] }[];
  statedLocationMs: number;
};

const media: readonly Medium[] = ['voice', 'voicemail', 'sms', 'email', 'direct-message'];
/** Every weekday comes within these days. */
const HORIZON_DAYS = 8;

/** The windows that are open at a moment in a zone. */
const openIn = (windows: readonly HoursWindow[], atMs: number, zone: string): HoursWindow[] => {
  const weekday = weekdayOf(localDay(atMs, zone));
  const minutes = localMinutes(atMs, zone);
  return windows.filter(
    ({ weekdays, fromMinute, untilMinute }) =>
      weekdays.includes(weekday) && minutes >= fromMinute && minutes < untilMinute,
  );
};

export const reducedHours = defineRule<ReducedHoursParameters>(
  {
    id: 'P-reduced-hours',
    title: 'Shorter hours of the organization',
    citation: 'Policy, stricter than 12 CFR 1006.6(b)(1)(i)',
    isPolicy: true,
  },
  (facts, nowMs, { profile, states, statedLocationMs }) => {
    const { actor, action, location } = facts;
    const used = { profile: actor.profile };
    if (actor.profile !== profile) {
      return { verdict: 'allow', reason: 'The organization did not choose shorter hours.', facts: used };
    }
    if (!media.includes(action.channel) || isAnswer(action, nowMs) || isFirstAnswer(action, nowMs)) {
      return { verdict: 'allow', reason: 'Shorter hours are not about letters, nor about answers.', facts: used };
    }
    const applying = states.filter(({ jurisdiction }) => appliesIn(facts, jurisdiction));
    if (applying.length === 0) {
      return {
        verdict: 'allow',
        reason: 'The organization has no shorter hours where the consumer may be.',
        facts: used,
      };
    }
    const zonesAt = (atMs: number): string[] =>
      candidateZones(location, action.phoneNumber, atMs, statedLocationMs).zones.map(({ zone }) => zone);
    const closedAt = (atMs: number): { zone: string; placeName: string } | null => {
      for (const zone of zonesAt(atMs)) {
        const closed = applying.find(({ windows }) => openIn(windows, atMs, zone).length === 0);
        if (closed) return { zone, placeName: closed.placeName };
      }
      return null;
    };
    const closed = closedAt(nowMs);
    if (closed === null) {
      const ends = zonesAt(nowMs).flatMap((zone) =>
        applying.map(({ windows }) => {
          const untilMinutes = openIn(windows, nowMs, zone).map(({ untilMinute }) => untilMinute);
          return { zone, endsAtMs: localMoment(localDay(nowMs, zone), Math.max(...untilMinutes), zone) };
        }),
      );
      return {
        verdict: 'allow',
        reason: 'It is within the shorter hours.',
        facts: { ...used, ...hoursEnd(ends) },
      };
    }

    const statedEndsMs = location.stated === null ? [] : [location.stated.statedAtMs + statedLocationMs + 1];
    const zones = new Set([nowMs, ...statedEndsMs].flatMap(zonesAt));
    const openings = [...zones].flatMap((zone) =>
      Array.from({ length: HORIZON_DAYS }, (_, index) => localDay(nowMs, zone) + index).flatMap((day) =>
        applying.flatMap(({ windows }) =>
          windows
            .filter(({ weekdays }) => weekdays.includes(weekdayOf(day)))
            .map(({ fromMinute }) => localMoment(day, fromMinute, zone)),
        ),
      ),
    );
    const next =
      [...openings, ...statedEndsMs]
        .toSorted((a, b) => a - b)
        .find((atMs) => atMs > nowMs && closedAt(atMs) === null) ?? null;
    const where = `It is ${localTimeText(nowMs, closed.zone)} in ${zoneText(closed.zone)}, outside our own hours for ${closed.placeName}.`;
    return {
      verdict: next === null ? 'review' : 'defer',
      reason: next === null ? where : `${where} Next: ${momentText(next, closed.zone)} there.`,
      nextLawfulAtMs: next,
      facts: { ...used, zone: closed.zone },
    };
  },
);
