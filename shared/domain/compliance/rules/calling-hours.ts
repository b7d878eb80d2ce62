/**
 * F-4: no communication or attempt at an inconvenient time, in any zone the consumer may be in (12 CFR 1006.6(b)(1)(i)).
 * It holds for calls and for electronic messages, which happen when they are sent; a letter has no hour. What the consumer
 * begins may be answered once, in the same medium (comment 6(b)(1)-2).
 */
import { isFirstAnswer } from '../consumer-initiated.ts';
import { type Hours, convenienceAt, convenientUntil, openingsIn } from '../convenient-times.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isElectronic, isTelephoneCall } from '../facts/fields.ts';
import { firstEnd } from '../hours-end.ts';
import { localTimeText, momentText, nextClockChange, zoneText } from '../local-time.ts';
import { type Obligation, type Ruling, defineRule } from '../rule.ts';
import { type CandidateZone, candidateZones } from '../zones/candidate-zones.ts';

export type CallingHoursParameters = Hours & {
  /** For how long a location the consumer stated replaces all other evidence. */
  statedLocationMs: number;
};

/** Days ahead that are looked at first: two weekends, should the consumer have named a weekday and barred one. */
const HORIZON_DAYS = 16;
/** Every weekday comes within these days. */
const WEEK_DAYS = 8;

const zonesAt = ({ location, action }: ContactFacts, atMs: number, { statedLocationMs }: CallingHoursParameters) =>
  candidateZones(location, action.phoneNumber === '' ? null : action.phoneNumber, atMs, statedLocationMs);

const isConvenient = (facts: ContactFacts, atMs: number, parameters: CallingHoursParameters): boolean =>
  zonesAt(facts, atMs, parameters).zones.every(
    ({ zone }) => convenienceAt(facts.consumer.timePreferences, atMs, zone, parameters).isConvenient,
  );

/** The first moment at which what the consumer said about the place no longer counts; null when nothing was said. */
const statedEndsAtMs = ({ location: { stated } }: ContactFacts, { statedLocationMs }: CallingHoursParameters) =>
  stated ? stated.statedAtMs + statedLocationMs + 1 : null;

/** Every moment in the days from `fromMs` on at which the answer may turn to yes. */
function openingsFrom(facts: ContactFacts, fromMs: number, days: number, parameters: CallingHoursParameters): number[] {
  const expiryMs = statedEndsAtMs(facts, parameters);
  const moments = expiryMs === null || expiryMs <= fromMs ? [fromMs] : [fromMs, expiryMs];
  const zones = new Set(moments.flatMap((atMs) => zonesAt(facts, atMs, parameters).zones.map(({ zone }) => zone)));
  const openings = [...zones].flatMap((zone) =>
    openingsIn(facts.consumer.timePreferences, fromMs, zone, parameters, days),
  );
  return [...openings, ...moments];
}

/**
 * Moments after which the weeks look different: what the consumer said runs out, or a clock changes. Between them every week is as
 * the one before, and the clock of a zone changes to and fro, so two changes after each show all that there is.
 */
function turnsAfter(facts: ContactFacts, nowMs: number, parameters: CallingHoursParameters): number[] {
  const expiries = [
    ...facts.consumer.timePreferences.flatMap(({ expiresAtMs }) => expiresAtMs ?? []),
    statedEndsAtMs(facts, parameters) ?? nowMs,
  ];
  const begins = [nowMs, ...expiries.filter((atMs) => atMs > nowMs)];
  return begins.flatMap((beginMs) => {
    const { zones } = zonesAt(facts, beginMs, parameters);
    const changes = zones.flatMap(({ zone }) => {
      const first = nextClockChange(beginMs, zone);
      const second = first === null ? null : nextClockChange(first, zone);
      return [first, second].filter((atMs) => atMs !== null);
    });
    return [beginMs, ...changes];
  });
}

/** The earliest moment after `nowMs` that suits in every candidate zone, however far away it is; null when there is none. */
function nextConvenientMoment(facts: ContactFacts, nowMs: number, parameters: CallingHoursParameters): number | null {
  const firstOf = (openings: readonly number[]): number | undefined =>
    [...new Set(openings)]
      .toSorted((a, b) => a - b)
      .find((atMs) => atMs > nowMs && isConvenient(facts, atMs, parameters));
  return (
    firstOf(openingsFrom(facts, nowMs, HORIZON_DAYS, parameters)) ??
    firstOf(turnsAfter(facts, nowMs, parameters).flatMap((atMs) => openingsFrom(facts, atMs, WEEK_DAYS, parameters))) ??
    null
  );
}

/** Until when the consumer's own words let this contact go on; nothing where they said nothing of times. */
function wishedUntil(
  { consumer: { timePreferences } }: ContactFacts,
  nowMs: number,
  zones: readonly CandidateZone[],
  parameters: CallingHoursParameters,
): { convenient_until?: string; convenient_until_zone?: string } {
  if (timePreferences.length === 0) return {};
  const first = firstEnd(
    zones.flatMap(({ zone }) => {
      const endsAtMs = convenientUntil(timePreferences, nowMs, zone, parameters);
      return endsAtMs === null ? [] : [{ zone, endsAtMs }];
    }),
  );
  return first === null
    ? {}
    : { convenient_until: new Date(first.endsAtMs).toISOString(), convenient_until_zone: first.zone };
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const showEvidence = (evidence: string): Obligation => ({
  code: 'hours.show-evidence',
  title: 'The consumer asked for this hour',
  text: `It is outside the usual hours: ${evidence === '' ? 'see where the consumer said so' : evidence}.`,
  citation: '12 CFR 1006.6(b)(1)(i)',
});

function refuse(
  facts: ContactFacts,
  nowMs: number,
  first: CandidateZone,
  by: 'hours' | 'preference',
  used: Record<string, unknown>,
  parameters: CallingHoursParameters,
): Ruling {
  const next = nextConvenientMoment(facts, nowMs, parameters);
  const where = `It is ${localTimeText(nowMs, first.zone)} in ${zoneText(first.zone)} (${first.sources.join(', ')})`;
  if (next === null) {
    return {
      verdict: 'review',
      reason: `${where}, and no hour is convenient in all places the consumer may be in.`,
      facts: used,
    };
  }
  const { fromMinute, untilMinute } = parameters;
  const why =
    by === 'preference'
      ? 'the consumer said that this time does not suit'
      : `calls are allowed from ${clock(fromMinute)} to ${clock(untilMinute)}`;
  return {
    verdict: 'defer',
    reason: `${where}; ${why}. Next: ${momentText(next, first.zone)} there.`,
    nextLawfulAtMs: next,
    facts: used,
  };
}

export const callingHours = defineRule<CallingHoursParameters>(
  { id: 'F-4', title: 'Calling hours', citation: '12 CFR 1006.6(b)(1)(i); 15 USC 1692c(a)(1)', isPolicy: false },
  (facts, nowMs, parameters) => {
    const { channel, direction } = facts.action;
    if (!isTelephoneCall(channel) && !isElectronic(channel))
      return { verdict: 'allow', reason: 'A letter has no hour.' };
    if (direction === 'inbound') return { verdict: 'allow', reason: 'The consumer chose the time.' };
    if (isFirstAnswer(facts.action, nowMs)) {
      return { verdict: 'allow', reason: 'The consumer began this, and is answered once in the same way.' };
    }
    const candidates = zonesAt(facts, nowMs, parameters);
    const { timePreferences: preferences } = facts.consumer;
    const used = {
      zones: candidates.zones,
      place_is_guessed: candidates.isGuess,
      preferences: preferences.map(({ kind, evidence }) => ({ kind, evidence })),
    };
    if (candidates.needsStatedLocation) {
      return {
        verdict: 'review',
        reason: 'There is a military address, which may be anywhere in the world: ask where the consumer is first.',
        facts: used,
      };
    }
    const judged = candidates.zones.map((zone) => ({
      zone,
      convenience: convenienceAt(preferences, nowMs, zone.zone, parameters),
    }));
    const closed = judged.find(({ convenience }) => !convenience.isConvenient);
    if (closed) return refuse(facts, nowMs, closed.zone, closed.convenience.by, used, parameters);
    const allowed = { ...used, ...wishedUntil(facts, nowMs, candidates.zones, parameters) };
    if (judged.some(({ zone }) => !convenienceAt([], nowMs, zone.zone, parameters).isConvenient)) {
      const evidence = preferences.find(({ kind }) => kind === 'only-then')?.evidence ?? '';
      return {
        verdict: 'require',
        reason: 'The consumer asked to be contacted at this hour.',
        obligations: [showEvidence(evidence)],
        facts: allowed,
      };
    }
    return {
      verdict: 'allow',
      reason: candidates.isGuess
        ? 'Nothing says where the consumer is; it is a convenient hour in the whole country.'
        : 'It is between 8 in the morning and 9 in the evening wherever the consumer may be.',
      facts: allowed,
    };
  },
);
