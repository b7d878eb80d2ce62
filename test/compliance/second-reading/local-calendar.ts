/**
 * What clock and calendar say in a zone, by `Intl.DateTimeFormat` and nothing else: the second reading shares no code with
 * the engine, so that a mistake about local time cannot be in both.
 */

const quarterMs = 15 * 60_000;
const dayMs = 24 * 60 * 60_000;

/** `day` counts civil days since 1970-01-01 and names a local date; `weekday` is ISO, Monday is 1. */
export type LocalClock = { day: number; weekday: number; minute: number };

const formatters = new Map<string, Intl.DateTimeFormat>();
const quarters = new Map<string, Map<number, LocalClock>>();
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

/** Clock at the start of a quarter hour, read once. Clocks change on quarter hours only. */
function quarterClock(zone: string, quarter: number): LocalClock {
  let ofZone = quarters.get(zone);
  if (ofZone === undefined) quarters.set(zone, (ofZone = new Map()));
  let clock = ofZone.get(quarter);
  if (clock === undefined) ofZone.set(quarter, (clock = readClock(zone, quarter * quarterMs)));
  return clock;
}

/** Local date and minute in `zone`. */
export function clockAt(zone: string, atMs: number): LocalClock {
  const quarter = Math.floor(atMs / quarterMs);
  const { day, weekday, minute } = quarterClock(zone, quarter);
  return { day, weekday, minute: minute + Math.floor((atMs - quarter * quarterMs) / 60_000) };
}

/** The local date in `zone`, as the number of the day. */
export const dayAt = (zone: string, atMs: number): number => quarterClock(zone, Math.floor(atMs / quarterMs)).day;

/** The moments of one UTC day at which the date changes in `zone`: found by looking at every quarter hour of it. */
function changesWithin(zone: string, utcDay: number): readonly number[] {
  let ofZone = changes.get(zone);
  if (ofZone === undefined) changes.set(zone, (ofZone = new Map()));
  let found = ofZone.get(utcDay);
  if (found === undefined) {
    found = [];
    for (let atMs = utcDay * dayMs; atMs < (utcDay + 1) * dayMs; atMs += quarterMs) {
      if (dayAt(zone, atMs) !== dayAt(zone, atMs - quarterMs)) found.push(atMs);
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
