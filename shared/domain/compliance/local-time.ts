/**
 * Local time of the consumer. Every conversion goes through the IANA zone database (Temporal), never through an offset
 * that was true at another moment, so that daylight saving changes need no special case.
 */
import { Temporal } from 'temporal-polyfill';

const EPOCH_DAY = Temporal.PlainDate.from('1970-01-01');

const zoned = (atMs: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);

/** Days since 1970-01-01 of a calendar date; consecutive dates differ by one. */
const dayOf = (date: Temporal.PlainDate): number => EPOCH_DAY.until(date, { largestUnit: 'days' }).days;
const dateOf = (day: number): Temporal.PlainDate => EPOCH_DAY.add({ days: day });

/** The local calendar day of a moment in a zone, as days since 1970-01-01. */
export const localDay = (atMs: number, zone: string): number => dayOf(zoned(atMs, zone).toPlainDate());

/** The day number of an ISO date. */
export const dayFromIso = (date: string): number => dayOf(Temporal.PlainDate.from(date));

/** The local ISO date of a moment in a zone. */
export const localDate = (atMs: number, zone: string): string => zoned(atMs, zone).toPlainDate().toString();

/** Minutes since local midnight, with the seconds as a fraction. */
export function localMinutes(atMs: number, zone: string): number {
  const { hour, minute, second, millisecond } = zoned(atMs, zone);
  return hour * 60 + minute + (second + millisecond / 1000) / 60;
}

/** Epoch milliseconds of a wall time on a local day. A wall time that a clock change skips becomes the next one that exists. */
export const localMoment = (day: number, minutes: number, zone: string): number =>
  dateOf(day)
    .toZonedDateTime({ timeZone: zone, plainTime: { hour: Math.floor(minutes / 60), minute: minutes % 60 } })
    .toInstant().epochMilliseconds;

/** Epoch milliseconds at which a local day begins. */
export const startOfLocalDay = (day: number, zone: string): number =>
  dateOf(day).toZonedDateTime(zone).toInstant().epochMilliseconds;

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

/** A zone's everyday name: `New York time`. */
export const zoneText = (zone: string): string => `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`;
