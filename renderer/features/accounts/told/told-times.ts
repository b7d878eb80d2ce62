/** Times and days that were typed, as a fact holds them. Pure. */
import type { ToldInput } from '../../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { dayFromIso, isoFromDay, localDay, startOfLocalDay } from '../../../../shared/domain/compliance/local-time.ts';
import { ownZone } from '../../../ui/received-day.ts';
import type { Times } from './TimesFields.tsx';

type Preference = Extract<ToldInput, { kind: 'time-preference' }>['value']['preference'];

/** When a day is over where the consumer may be: first of all, or in the last of all those places. */
export function endOfDay(day: string, zones: readonly string[], which: 'first' | 'last'): string {
  const ends = (zones.length === 0 ? [ownZone()] : zones).map((zone) => startOfLocalDay(dayFromIso(day) + 1, zone));
  return new Date(which === 'first' ? Math.min(...ends) : Math.max(...ends)).toISOString();
}

/** Minutes of the day of `HH:MM`; null when it is not a time. */
export function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** Null while a time is missing, or the window ends when it begins. What bars holds to the last clock, what opens to the first. */
export function preferenceOf(preference: Preference, times: Times, zones: readonly string[]): ToldInput | null {
  const from = minuteOf(times.from);
  // Midnight ends a day as well as it begins one.
  const until = times.until === '00:00' ? 1440 : minuteOf(times.until);
  if (from === null || until === null || from === until) return null;
  const expires =
    times.lastDay === '' ? null : endOfDay(times.lastDay, zones, preference === 'only-then' ? 'first' : 'last');
  return {
    kind: 'time-preference',
    value: {
      preference,
      weekdays: [...times.weekdays],
      from_minute: from,
      until_minute: until,
      expires_at: expires,
    },
  };
}

/** The days for which calls may be agreed to: seven with the day of now, where that day is earliest. */
export function agreedDays(nowIso: string, zones: readonly string[]): string[] {
  const today = (zones.length === 0 ? [ownZone()] : zones).map((zone) => localDay(Date.parse(nowIso), zone));
  return Array.from({ length: 7 }, (_, index) => isoFromDay(Math.min(...today) + index));
}
