/**
 * Days on which nobody works: Saturdays, Sundays and the legal public holidays of 5 USC 6103(a). Days are day numbers
 * (`dayFromIso`), so that they can be counted.
 *
 * 6103(a) lists the dates themselves; that a holiday on a Saturday is kept on the Friday before, and one on a Sunday on the
 * Monday after, comes from 6103(b) and Executive Order 11582. Whoever counts says which days are left out.
 */
import { dayFromIso, isoFromDay } from './local-time.ts';

/** `listed`: only the dates of 6103(a), as 12 CFR 1006.34(b)(5) says. `observed`: the days kept instead as well, the safe reading. */
export type HolidayReading = 'listed' | 'observed';

/** ISO day of the week, Monday is 1. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

const yearOf = (day: number): number => Number(isoFromDay(day).slice(0, 4));
const dayOf = (year: number, month: number, date: number): number =>
  dayFromIso(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);

/** The `count`th of a weekday in a month. */
function nthWeekday(year: number, month: number, weekday: number, count: number): number {
  const first = dayOf(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (count - 1) * 7;
}
function lastWeekday(year: number, month: number, weekday: number): number {
  const fifth = nthWeekday(year, month, weekday, 5);
  return isoFromDay(fifth).slice(5, 7) === String(month).padStart(2, '0') ? fifth : fifth - 7;
}

const known = new Map<number, ReadonlySet<number>>();

function listedHolidays(year: number): ReadonlySet<number> {
  const found = known.get(year);
  if (found) return found;
  const holidays = new Set([
    dayOf(year, 1, 1),
    nthWeekday(year, 1, 1, 3),
    nthWeekday(year, 2, 1, 3),
    lastWeekday(year, 5, 1),
    dayOf(year, 6, 19),
    dayOf(year, 7, 4),
    nthWeekday(year, 9, 1, 1),
    nthWeekday(year, 10, 1, 2),
    dayOf(year, 11, 11),
    nthWeekday(year, 11, 4, 4),
    dayOf(year, 12, 25),
  ]);
  known.set(year, holidays);
  return holidays;
}

/** Whether a day is a legal public holiday, or kept as one. */
export function isHoliday(day: number, reading: HolidayReading): boolean {
  if (listedHolidays(yearOf(day)).has(day)) return true;
  if (reading === 'listed') return false;
  const weekday = weekdayOf(day);
  // New Year's Day may be kept on the last day of the year before.
  if (weekday === 5) return listedHolidays(yearOf(day + 1)).has(day + 1);
  return weekday === 1 && listedHolidays(yearOf(day - 1)).has(day - 1);
}

/** Neither Saturday, Sunday nor holiday. */
export const isBusinessDay = (day: number, reading: HolidayReading): boolean =>
  weekdayOf(day) <= 5 && !isHoliday(day, reading);

/** The day that is `count` business days after (before, if negative) a day, which itself does not count. */
export function addBusinessDays(day: number, count: number, reading: HolidayReading): number {
  const step = Math.sign(count);
  let current = day;
  for (let left = Math.abs(count); left > 0;) {
    current += step;
    if (isBusinessDay(current, reading)) left -= 1;
  }
  return current;
}

/** The same date some months later (earlier, if negative); on the first of the next month when there is none, so that no day is lost. */
export function addMonths(day: number, months: number): number {
  const [year = '', month = '', date = ''] = isoFromDay(day).split('-');
  const counted = Number(year) * 12 + Number(month) - 1 + months;
  const first = dayOf(Math.floor(counted / 12), (counted % 12) + 1, 1);
  const next = dayOf(Math.floor((counted + 1) / 12), ((counted + 1) % 12) + 1, 1);
  return Math.min(first + Number(date) - 1, next);
}

/** The same date some years later; from February 29 on March 1 when there is none. */
export const addYears = (day: number, years: number): number => addMonths(day, years * 12);
