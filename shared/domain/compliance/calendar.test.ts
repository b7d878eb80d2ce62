import { describe, expect, it } from 'vitest';
import { addBusinessDays, isHoliday, weekdayOf } from './calendar.ts';
import { dayFromIso, isoFromDay } from './local-time.ts';

describe('the calendar of 5 USC 6103', () => {
  it('knows the day of the week', () => {
    expect(weekdayOf(dayFromIso('2026-11-22'))).toBe(7);
    expect(weekdayOf(dayFromIso('2026-11-23'))).toBe(1);
    expect(weekdayOf(dayFromIso('1969-12-31'))).toBe(3);
  });

  it('lists the eleven holidays of 2026', () => {
    const first = dayFromIso('2026-01-01');
    const holidays = Array.from({ length: 365 }, (_, index) => first + index).filter((day) => isHoliday(day, 'listed'));
    expect(holidays.map((day) => isoFromDay(day).slice(5))).toEqual([
      '01-01',
      '01-19',
      '02-16',
      '05-25',
      '06-19',
      '07-04',
      '09-07',
      '10-12',
      '11-11',
      '11-26',
      '12-25',
    ]);
  });

  it.each([
    ['2026-07-03', 'the Friday before a Saturday'],
    ['2027-07-05', 'the Monday after a Sunday'],
    ['2021-12-31', 'the last day of the year before'],
  ])('%s is %s: kept, not listed', (date) => {
    expect(isHoliday(dayFromIso(date), 'observed')).toBe(true);
    expect(isHoliday(dayFromIso(date), 'listed')).toBe(false);
  });

  it.each([
    ['2026-03-02', 5, '2026-03-09'],
    ['2026-11-20', 5, '2026-11-30'],
    ['2026-12-01', -3, '2026-11-25'],
    ['2026-11-16', 10, '2026-12-01'],
  ])('%s and %i business days is %s', (from, count, to) => {
    expect(isoFromDay(addBusinessDays(dayFromIso(from), count, 'observed'))).toBe(to);
  });
});
