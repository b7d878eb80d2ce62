/**
 * The moments at which a rule may change its answer while its facts stay as they are. A rule is pure, so time reaches it by
 * few ways, and each of them names moments that can be counted out beforehand:
 *
 * - a moment of the facts has come: the moment itself;
 * - so long after a moment of the facts: that moment and a length that a pack names (`…Ms`), or whole days of 24 hours;
 * - another calendar day, whatever is counted in days, weeks or business days: midnight in a zone the rule may look at;
 * - an hour of the day: a minute that a pack or the consumer names (`…Minute`), in a zone the consumer may be in;
 * - the clock was put forward or back: that moment, and the minutes above by the clock before and after it.
 *
 * Whether a bound is included is not asked: the time line looks at the answers between the moments.
 */
import { type AnyFacts, isContactFacts } from './facts/any-facts.ts';
import { localDay, nextClockChange, startOfLocalDay } from './local-time.ts';
import type { RulePack } from './rule.ts';
import { candidateZones } from './zones/candidate-zones.ts';
import { anywhereInTheStates, dayBeginsFirstIn, dayEndsLastIn } from './zones/states.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Every number in plain data, with the name it stands under; those in a list under the name of the list. */
function numbersIn(value: unknown, name: string, take: (name: string, number: number) => void): void {
  if (typeof value === 'number') take(name, value);
  else if (Array.isArray(value)) for (const each of value) numbersIn(each, name, take);
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) numbersIn(each, key, take);
}

const isMoment = (name: string): boolean => /(At|[sS]ince)Ms$/.test(name);
const isLength = (name: string): boolean => name.endsWith('Ms') && !isMoment(name);
const isMinute = (name: string): boolean => name.endsWith('Minute');

function numbersNamed(value: unknown, isWanted: (name: string) => boolean): Set<number> {
  const found = new Set<number>();
  numbersIn(value, '', (name, number) => {
    if (isWanted(name)) found.add(number);
  });
  return found;
}

/** Zones whose clock decides about hours: all that the consumer may be in now, or once what they said has grown old. */
export function zonesOfFacts(facts: AnyFacts, atMs: number): string[] {
  if (!isContactFacts(facts)) return facts.zone === null ? [...anywhereInTheStates] : [facts.zone];
  const { action, location } = facts;
  const dialled = action.phoneNumber === '' ? null : action.phoneNumber;
  const onFile = candidateZones({ ...location, stated: null }, dialled, atMs, 0).zones.map(({ zone }) => zone);
  return [...new Set([...(location.stated?.zones ?? []), ...onFile])];
}

/** Zones whose midnight may begin another day: those of the facts, of eastern dates of laws, and the ends of the country. */
const zonesOfDays = (facts: AnyFacts, atMs: number): string[] => [
  ...new Set([...zonesOfFacts(facts, atMs), 'America/New_York', dayBeginsFirstIn, dayEndsLastIn]),
];

/** Moments at which the clock of a zone is put forward or back. */
function clockChanges(zone: string, fromMs: number, untilMs: number): number[] {
  const changes: number[] = [];
  for (let atMs = nextClockChange(fromMs, zone); atMs !== null && atMs < untilMs; atMs = nextClockChange(atMs, zone))
    changes.push(atMs);
  return changes;
}

/** A wall time of every day, by each offset that the zone has meanwhile: on the day of a change it may come twice. */
function wallTimes(zone: string, minutes: Iterable<number>, fromMs: number, untilMs: number): number[] {
  const changes = clockChanges(zone, fromMs, untilMs);
  const offsets = new Set(
    [fromMs, ...changes].flatMap((atMs) => {
      const day = localDay(atMs, zone);
      // A day on which the clock changes begins with one offset, and the day after it with the other.
      return [day, day + 1].map((each) => each * DAY_MS - startOfLocalDay(each, zone));
    }),
  );
  const moments = [...changes];
  const days = Math.ceil((untilMs - fromMs) / DAY_MS) + 2;
  const first = localDay(fromMs, zone) - 1;
  for (const minute of minutes)
    for (const offset of offsets)
      for (let day = first; day <= first + days; day += 1) moments.push(day * DAY_MS + minute * MINUTE_MS - offset);
  return moments;
}

/** The moments within a span at which any rule of the packs may change its answer, in order, each once. */
export function momentsOfChange(
  facts: AnyFacts,
  packs: readonly RulePack[],
  fromMs: number,
  untilMs: number,
): number[] {
  const parameters = packs.flatMap(({ rules }) => rules.map((rule) => rule.parameters));
  const minutes = new Set([0, ...numbersNamed(parameters, isMinute), ...numbersNamed(facts, isMinute)]);
  const lengths = numbersNamed(parameters, isLength);
  const moments: number[] = [];
  for (const zone of zonesOfFacts(facts, fromMs)) moments.push(...wallTimes(zone, minutes, fromMs, untilMs));
  for (const zone of zonesOfDays(facts, fromMs)) moments.push(...wallTimes(zone, [0], fromMs, untilMs));
  for (const factMs of numbersNamed(facts, isMoment)) {
    for (const length of lengths) moments.push(factMs + length);
    const daysBefore = Math.max(0, Math.ceil((fromMs - factMs) / DAY_MS));
    for (let atMs = factMs + daysBefore * DAY_MS; atMs < untilMs; atMs += DAY_MS) moments.push(atMs);
  }
  return [...new Set(moments)].filter((atMs) => atMs > fromMs && atMs < untilMs).toSorted((a, b) => a - b);
}
