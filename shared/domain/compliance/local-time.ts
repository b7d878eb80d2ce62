/**
 * Local time of the consumer. Every conversion goes through the IANA zone database (Temporal), never through an offset
 * that was true at another moment, so that daylight saving changes need no special case.
 *
 * A decision asks for the local day of the same few moments again and again, and the zone database is slow to ask; so its
 * answers are remembered. No zone has changed its offset within a quarter of an hour of UTC since 1972, so that is the
 * piece for which an answer holds.
 */
import { Temporal } from 'temporal-polyfill';

const EPOCH_DAY = Temporal.PlainDate.from('1970-01-01');
const DAY_MS = 86_400_000;
const SLOT_MS = 900_000;
/** Answers kept before beginning afresh. */
const MOST_REMEMBERED = 20_000;

/** A function whose answers are remembered by key. */
function remember<A extends readonly unknown[], R>(
  keyOf: (...given: A) => string,
  ask: (...given: A) => R,
): (...given: A) => R {
  const known = new Map<string, R>();
  return (...given) => {
    const key = keyOf(...given);
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = ask(...given);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, answer);
    return answer;
  };
}

/** Whether the zone database knows a zone of this name. */
export const isTimeZone: (zone: string) => boolean = remember(
  (zone) => zone,
  (zone) => {
    try {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
      return true;
    } catch {
      return false;
    }
  },
);

const zoned = (atMs: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);

const offsets = new Map<string, Map<number, number>>();

/** Offset from UTC in force in a zone during a quarter of an hour of UTC, in milliseconds. */
function offsetOfSlot(slot: number, zone: string): number {
  const ofZone = offsets.get(zone);
  const found = ofZone?.get(slot);
  if (found !== undefined) return found;
  const offset = zoned(slot * SLOT_MS, zone).offsetNanoseconds / 1e6;
  const kept = ofZone === undefined || ofZone.size >= MOST_REMEMBERED ? new Map<number, number>() : ofZone;
  offsets.set(zone, kept.set(slot, offset));
  return offset;
}

/** Milliseconds from 1970-01-01 00:00 on the wall clock of a zone at a moment. */
const wallClockMs = (atMs: number, zone: string): number => atMs + offsetOfSlot(Math.floor(atMs / SLOT_MS), zone);

/** Days since 1970-01-01 of a calendar date; consecutive dates differ by one. */
const dayOf = (date: Temporal.PlainDate): number => EPOCH_DAY.until(date, { largestUnit: 'days' }).days;
const dateOf = (day: number): Temporal.PlainDate => EPOCH_DAY.add({ days: day });

/** The local calendar day of a moment in a zone, as days since 1970-01-01. */
export const localDay = (atMs: number, zone: string): number => Math.floor(wallClockMs(atMs, zone) / DAY_MS);

/** The day number of an ISO date. */
export const dayFromIso = remember(
  (date: string) => date,
  (date) => dayOf(Temporal.PlainDate.from(date)),
);

/** The ISO date of a day number. */
export const isoFromDay = remember(
  (day: number) => String(day),
  (day) => dateOf(day).toString(),
);

/** The local ISO date of a moment in a zone. */
export const localDate = (atMs: number, zone: string): string => zoned(atMs, zone).toPlainDate().toString();

/** Minutes since local midnight on the wall clock, with the seconds as a fraction. */
export const localMinutes = (atMs: number, zone: string): number =>
  (wallClockMs(atMs, zone) - localDay(atMs, zone) * DAY_MS) / 60_000;

/** Epoch milliseconds of a wall time on a local day. A wall time that a clock change skips becomes the next one that exists. */
export const localMoment = remember(
  (day: number, minutes: number, zone: string) => `${day} ${minutes} ${zone}`,
  (day, minutes, zone) =>
    dateOf(day)
      .toZonedDateTime({ timeZone: zone, plainTime: { hour: Math.floor(minutes / 60), minute: minutes % 60 } })
      .toInstant().epochMilliseconds,
);

/** Epoch milliseconds at which a local day begins. */
export const startOfLocalDay = remember(
  (day: number, zone: string) => `${day} ${zone}`,
  (day, zone) => dateOf(day).toZonedDateTime(zone).toInstant().epochMilliseconds,
);

/** The next moment at which a zone's clock is put forward or back; null when it never is. */
export const nextClockChange = (atMs: number, zone: string): number | null =>
  zoned(atMs, zone).getTimeZoneTransition('next')?.epochMilliseconds ?? null;

/** Wall time `HH:mm` in a zone. */
export const localTimeText = (atMs: number, zone: string): string =>
  zoned(atMs, zone).toPlainTime().toString({ smallestUnit: 'minute' });

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment as an agent reads it: `Tuesday, Apr 7, 20:00`. */
export function momentText(atMs: number, zone: string): string {
  const { dayOfWeek, month, day } = zoned(atMs, zone);
  return `${weekdays[dayOfWeek - 1] ?? ''}, ${months[month - 1] ?? ''} ${day}, ${localTimeText(atMs, zone)}`;
}

/** The day of a moment as an agent reads it, with its year: `Apr 7, 2026`. */
export function dateText(atMs: number, zone: string): string {
  const { month, day, year } = zoned(atMs, zone);
  return `${months[month - 1] ?? ''} ${day}, ${year}`;
}

/** A zone's everyday name: `New York time`. */
export const zoneText = (zone: string): string => `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`;
