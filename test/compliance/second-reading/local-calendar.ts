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
  const parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
  for (const { type, value } of formatterOf(zone).formatToParts(atMs)) {
    if (type in parts) parts[type as keyof typeof parts] = Number(value);
  }
  const day = Date.UTC(parts.year, parts.month - 1, parts.day) / dayMs;
  // 1970-01-01 was a Thursday.
  return { day, weekday: ((((day + 3) % 7) + 7) % 7) + 1, minute: parts.hour * 60 + parts.minute };
}

/** Local date and minute in `zone`. Clocks change on quarter hours only, so what is read at one holds until the next. */
export function clockAt(zone: string, atMs: number): LocalClock {
  let ofZone = quarters.get(zone);
  if (ofZone === undefined) quarters.set(zone, (ofZone = new Map()));
  const quarter = Math.floor(atMs / quarterMs);
  let start = ofZone.get(quarter);
  if (start === undefined) ofZone.set(quarter, (start = readClock(zone, quarter * quarterMs)));
  return { ...start, minute: start.minute + Math.floor((atMs - quarter * quarterMs) / 60_000) };
}

/** The local date in `zone`, as the number of the day. */
export const dayAt = (zone: string, atMs: number): number => clockAt(zone, atMs).day;

/** Every moment after `afterMs`, within `days`, at which the date changes in one of the zones: found by looking at every quarter hour. */
export function* dateChanges(zones: readonly string[], afterMs: number, days: number): Generator<number> {
  let before = zones.map((zone) => dayAt(zone, afterMs));
  const firstMs = (Math.floor(afterMs / quarterMs) + 1) * quarterMs;
  for (let atMs = firstMs; atMs <= afterMs + days * dayMs; atMs += quarterMs) {
    const now = zones.map((zone) => dayAt(zone, atMs));
    if (now.some((day, index) => day !== before[index])) yield atMs;
    before = now;
  }
}
