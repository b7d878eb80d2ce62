/**
 * What clock and calendar say in a zone, by `Intl.DateTimeFormat` and nothing else: the second reading shares no code with
 * the engine, so that a mistake about local time cannot be in both.
 */

const hourMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;

/** `day` counts civil days since 1970-01-01 and names a local date; `weekday` is ISO, Monday is 1. */
export type LocalClock = { day: number; weekday: number; minute: number };

const formatters = new Map<string, Intl.DateTimeFormat>();
const hours = new Map<string, Map<number, LocalClock>>();
const changes = new Map<string, Map<number, number[]>>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

/** The number of a civil date, to count days with. */
export const dayOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;

function readClock(zone: string, atMs: number): LocalClock {
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? Number.NaN;
  const day = Date.UTC(part('year'), part('month') - 1, part('day')) / dayMs;
  // 1970-01-01 was a Thursday.
  return { day, weekday: ((((day + 3) % 7) + 7) % 7) + 1, minute: part('hour') * 60 + part('minute') };
}

/** Clock at the start of an hour of UTC, read once: zones of the United States are whole hours from UTC and change on whole hours. */
function hourClock(zone: string, hour: number): LocalClock {
  let ofZone = hours.get(zone);
  if (ofZone === undefined) hours.set(zone, (ofZone = new Map()));
  let clock = ofZone.get(hour);
  if (clock === undefined) ofZone.set(hour, (clock = readClock(zone, hour * hourMs)));
  return clock;
}

/** Local date and minute in `zone`. */
export function clockAt(zone: string, atMs: number): LocalClock {
  const hour = Math.floor(atMs / hourMs);
  const { day, weekday, minute } = hourClock(zone, hour);
  return { day, weekday, minute: minute + Math.floor((atMs - hour * hourMs) / 60_000) };
}

/** The local date in `zone`, as the number of the day. */
export const dayAt = (zone: string, atMs: number): number => hourClock(zone, Math.floor(atMs / hourMs)).day;

/** The moments of one UTC day at which the date changes in `zone`: found by looking at every hour of it. */
function changesWithin(zone: string, utcDay: number): readonly number[] {
  let ofZone = changes.get(zone);
  if (ofZone === undefined) changes.set(zone, (ofZone = new Map()));
  let found = ofZone.get(utcDay);
  if (found === undefined) {
    found = [];
    for (let atMs = utcDay * dayMs; atMs < (utcDay + 1) * dayMs; atMs += hourMs) {
      if (dayAt(zone, atMs) !== dayAt(zone, atMs - hourMs)) found.push(atMs);
    }
    ofZone.set(utcDay, found);
  }
  return found;
}

/** Every moment after `afterMs`, within `days`, at which the date changes in one of the zones, in their order. */
export function* dateChanges(zones: readonly string[], afterMs: number, days: number): Generator<number> {
  const first = Math.floor(afterMs / dayMs);
  for (let utcDay = first; utcDay <= first + days; utcDay += 1) {
    const moments = zones.flatMap((zone) => changesWithin(zone, utcDay));
    yield* moments.filter((atMs) => atMs > afterMs).toSorted((one, other) => one - other);
  }
}
