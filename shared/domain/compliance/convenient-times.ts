/**
 * When a consumer may be contacted: the hours presumed convenient and what the consumer said about times, in every zone
 * they may be in (12 CFR 1006.6(b)(1)(i), comments 6(b)(1)-1 and 6(b)(1)(i)-1, -2).
 *
 * "Only then" is knowledge to the contrary: those windows stand in place of the presumed hours, also at night. "Not then"
 * takes away. Both are in the consumer's local time; while several zones are possible a moment must suit in all.
 */
import { weekdayOf } from './calendar.ts';
import type { Consumer } from './facts/person.ts';
import { localDay, localMinutes, localMoment, nextClockChange, startOfLocalDay } from './local-time.ts';

type Preference = Consumer['timePreferences'][number];
/** Convenient from this minute of the local day on, up to but without `untilMinute`. */
export type Hours = { fromMinute: number; untilMinute: number };

const MINUTES_OF_DAY = 1440;
const DAY_MS = 86_400_000;
/** A clock that is put back shows the minutes of an hour twice. */
const HOUR_MS = 3_600_000;

const isActive = ({ recordedAtMs, expiresAtMs }: Preference, atMs: number): boolean =>
  recordedAtMs <= atMs && (expiresAtMs === null || atMs < expiresAtMs);

/** A window over midnight belongs to the weekday on which it begins. */
function isInside({ weekdays, fromMinute, untilMinute }: Preference, atMs: number, zone: string): boolean {
  const minutes = localMinutes(atMs, zone);
  const day = localDay(atMs, zone);
  const isOn = (each: number): boolean => weekdays.length === 0 || weekdays.includes(weekdayOf(each));
  if (fromMinute < untilMinute) return isOn(day) && minutes >= fromMinute && minutes < untilMinute;
  return (isOn(day) && minutes >= fromMinute) || (isOn(day - 1) && minutes < untilMinute);
}

/** "Only on weekdays" says nothing about the hours of those days. */
const namesHours = ({ fromMinute, untilMinute }: Preference): boolean =>
  fromMinute !== 0 || untilMinute !== MINUTES_OF_DAY;

export type Convenience =
  { isConvenient: true; by: 'hours' | 'preference' } | { isConvenient: false; by: 'hours' | 'preference' };

/** Whether a moment suits in one zone, and whether the presumed hours or the consumer's own words say so. */
export function convenienceAt(
  preferences: readonly Preference[],
  atMs: number,
  zone: string,
  { fromMinute, untilMinute }: Hours,
): Convenience {
  const active = preferences.filter((preference) => isActive(preference, atMs));
  const barred = active.some((preference) => preference.kind === 'not-then' && isInside(preference, atMs, zone));
  if (barred) return { isConvenient: false, by: 'preference' };
  const minutes = localMinutes(atMs, zone);
  const isUsual = minutes >= fromMinute && minutes < untilMinute;
  const only = active.filter(({ kind }) => kind === 'only-then');
  if (only.length === 0) return { isConvenient: isUsual, by: 'hours' };
  const isWished = only.some((each) => isInside(each, atMs, zone) && (isUsual || namesHours(each)));
  return { isConvenient: isWished, by: 'preference' };
}

/** Midnight ends no window that goes on after it; by the end of tomorrow every window of one evening has ended. */
const CLOSING_DAYS = 2;

/** The first moment after `nowMs`, which suits, that suits no more in a zone; null: none until the end of tomorrow. */
export function convenientUntil(
  preferences: readonly Preference[],
  nowMs: number,
  zone: string,
  hours: Hours,
): number | null {
  const today = localDay(nowMs, zone);
  const minutes = new Set([
    hours.untilMinute,
    ...preferences.map(({ kind, fromMinute, untilMinute }) => (kind === 'only-then' ? untilMinute : fromMinute)),
  ]);
  const closings = Array.from({ length: CLOSING_DAYS }, (_, index) => today + index).flatMap((day) => [
    startOfLocalDay(day + 1, zone),
    ...[...minutes].map((minute) =>
      minute === MINUTES_OF_DAY ? startOfLocalDay(day + 1, zone) : localMoment(day, minute, zone),
    ),
  ]);
  const expiries = preferences.flatMap(({ expiresAtMs }) => expiresAtMs ?? []);
  const change = nextClockChange(nowMs, zone);
  return (
    [...closings, ...closings.map((atMs) => atMs + HOUR_MS), ...expiries, ...(change === null ? [] : [change])]
      .toSorted((one, other) => one - other)
      .find((atMs) => atMs > nowMs && !convenienceAt(preferences, atMs, zone, hours).isConvenient) ?? null
  );
}

/** Every moment in the days ahead at which the answer in a zone may turn to yes, in no order. */
export function openingsIn(
  preferences: readonly Preference[],
  nowMs: number,
  zone: string,
  { fromMinute }: Hours,
  horizonDays: number,
): number[] {
  const today = localDay(nowMs, zone);
  const minutes = new Set([
    fromMinute,
    ...preferences.map((preference) =>
      preference.kind === 'only-then' ? preference.fromMinute : preference.untilMinute,
    ),
  ]);
  const moments = Array.from({ length: horizonDays }, (_, index) => today + index).flatMap((day) => [
    startOfLocalDay(day, zone),
    ...[...minutes].map((minute) =>
      minute === MINUTES_OF_DAY ? startOfLocalDay(day + 1, zone) : localMoment(day, minute, zone),
    ),
  ]);
  // A window may begin at an hour that the change of the clock skips.
  const change = nextClockChange(nowMs, zone);
  const expiries = preferences.flatMap(({ expiresAtMs }) => (expiresAtMs === null ? [] : [expiresAtMs]));
  const untilMs = nowMs + horizonDays * DAY_MS;
  return [...moments, ...expiries, ...(change === null ? [] : [change])].filter((atMs) => atMs <= untilMs);
}
