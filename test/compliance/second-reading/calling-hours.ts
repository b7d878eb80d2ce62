/**
 * F-4, read a second time: not at a time known to be inconvenient, and without other knowledge not before 08:00 nor from
 * 21:00 on, by the clock of every place the consumer may be in (12 CFR 1006.6(b)(1)(i) and comments).
 */
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import type { Consumer } from '../../../shared/domain/compliance/facts/person.ts';
import { allowed, type Answer, deferredTo } from './answer.ts';
import { clockAt, type LocalClock } from './local-calendar.ts';

const opensMinute = 8 * 60;
const closesMinute = 21 * 60;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Preferences come round with the week: three weeks show all that they have while no clock changes. */
const searchMs = 21 * dayMs;
/**
 * A deferral names the earliest lawful instant (rule book 0.1), however far away it is. Later than three weeks only another clock can
 * bring one: within a year each zone has had all of its clocks, and a week shows what each brings.
 */
const yearMs = 366 * dayMs;
const weekMs = 8 * dayMs;

type TimePreference = Consumer['timePreferences'][number];

const isOfDay = (preference: TimePreference, weekday: number): boolean =>
  preference.weekdays.length === 0 || preference.weekdays.includes(weekday);

/** Is the local time in the window? One that goes over midnight belongs to the day on which it begins. */
function isInside(preference: TimePreference, { weekday, minute }: LocalClock): boolean {
  const { fromMinute, untilMinute } = preference;
  if (fromMinute <= untilMinute) {
    return isOfDay(preference, weekday) && fromMinute <= minute && minute < untilMinute;
  }
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  return (
    (isOfDay(preference, weekday) && minute >= fromMinute) || (isOfDay(preference, yesterday) && minute < untilMinute)
  );
}

const isInForce = (preference: TimePreference, atMs: number): boolean =>
  preference.recordedAtMs <= atMs && (preference.expiresAtMs === null || atMs < preference.expiresAtMs);

/** `Only on weekdays` names days and no hours: it does not make three in the morning convenient. */
const namesHours = (preference: TimePreference): boolean =>
  !(preference.fromMinute === 0 && preference.untilMinute === 1440);

function verdictIn(facts: ContactFacts, zone: string, atMs: number): 'allow' | 'require' | 'defer' {
  const clock = clockAt(zone, atMs);
  let hasOnly = false;
  let isOnlyThen = false;
  let isHourNamed = false;
  for (const preference of facts.consumer.timePreferences) {
    if (!isInForce(preference, atMs)) continue;
    const matches = isInside(preference, clock);
    if (preference.kind === 'not-then') {
      if (matches) return 'defer';
      continue;
    }
    hasOnly = true;
    if (!matches) continue;
    isOnlyThen = true;
    if (namesHours(preference)) isHourNamed = true;
  }
  if (hasOnly && !isOnlyThen) return 'defer';
  if (opensMinute <= clock.minute && clock.minute < closesMinute) return 'allow';
  return isHourNamed ? 'require' : 'defer';
}

/** By how many minutes the clock of a zone is ahead of UTC. */
function aheadBy(zone: string, atMs: number): number {
  const { day, minute } = clockAt(zone, atMs);
  return day * 1440 + minute - atMs / minuteMs;
}

/**
 * Every whole minute after `afterMs`, until well after the last preference that runs out, and the moments at which they do; then,
 * for a year, the minutes of the weeks in which a clock has changed.
 */
function* moments(facts: ContactFacts, zones: readonly string[], afterMs: number): Generator<number> {
  const ends = facts.consumer.timePreferences
    .flatMap((preference) => preference.expiresAtMs ?? [])
    .toSorted((one, other) => one - other);
  const firstMs = (Math.floor(afterMs / minuteMs) + 1) * minuteMs;
  let beforeMs = afterMs;
  const lastMs = Math.max(afterMs, ...ends) + searchMs;
  for (let atMs = firstMs; atMs <= lastMs; atMs += minuteMs) {
    for (const end of ends) if (beforeMs < end && end < atMs) yield end;
    yield atMs;
    beforeMs = atMs;
  }
  let changedMs = -Infinity;
  // From a week before on, though that was looked at: a clock may have changed in it, and its week goes on.
  for (let dayStartMs = beforeMs + minuteMs - weekMs; dayStartMs <= lastMs + yearMs; dayStartMs += dayMs) {
    const isChanged = zones.some((zone) => aheadBy(zone, dayStartMs) !== aheadBy(zone, dayStartMs + dayMs));
    if (isChanged) changedMs = dayStartMs;
    if (dayStartMs > changedMs + weekMs) continue;
    for (let atMs = dayStartMs; atMs < dayStartMs + dayMs; atMs += minuteMs) yield atMs;
  }
}

export function readCallingHours(facts: ContactFacts, zones: readonly string[], nowMs: number): Answer {
  const verdictAt = (atMs: number) => {
    let hardest: 'allow' | 'require' = 'allow';
    for (const zone of zones) {
      const verdict = verdictIn(facts, zone, atMs);
      if (verdict === 'defer') return verdict;
      if (verdict === 'require') hardest = verdict;
    }
    return hardest;
  };
  const verdict = verdictAt(nowMs);
  if (verdict === 'defer') return deferredTo(moments(facts, zones, nowMs), (atMs) => verdictAt(atMs) !== 'defer');
  return verdict === 'allow' ? allowed : { verdict, nextLawfulAtMs: null };
}
