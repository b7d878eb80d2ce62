import { Temporal } from 'temporal-polyfill';

const startsAt = Temporal.PlainTime.from('09:00');

/** When work begins on a calendar date in a zone, ISO 8601 UTC. */
export const startOfWorkday = (date: string, zone: string): string =>
  new Date(
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: startsAt }).epochMilliseconds,
  ).toISOString();

/** When the calendar day of a moment began in a zone, ISO 8601 UTC. */
export const startOfDay = (atMs: number, zone: string): string =>
  new Date(
    Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).startOfDay().epochMilliseconds,
  ).toISOString();
