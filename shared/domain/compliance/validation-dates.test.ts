import { describe, expect, it } from 'vitest';
import { type Debt, validationSchema } from './facts/debt.ts';
import { dayFromIso, isoFromDay } from './local-time.ts';
import { assumedReceipt, validationEnd, validationPeriodEnd } from './validation-dates.ts';

const dates = (providedOn: string, reading: 'listed' | 'observed'): [string, string] => [
  isoFromDay(assumedReceipt(dayFromIso(providedOn), reading)),
  isoFromDay(validationEnd(dayFromIso(providedOn), reading)),
];
const endOf = (over: Partial<Debt['validation']>): string | null => {
  const end = validationPeriodEnd({ ...validationSchema.parse({}), ...over });
  return end === null ? null : isoFromDay(end);
};

describe('F-14 the dates of a validation notice', () => {
  it('F-14 #1 provided Mon 2026-03-02', () => {
    expect(dates('2026-03-02', 'listed')).toEqual(['2026-03-09', '2026-04-08']);
    expect(dates('2026-03-02', 'observed')).toEqual(['2026-03-09', '2026-04-08']);
  });

  it('F-14 #2 provided Wed 2026-07-01, the holiday on a Saturday', () => {
    expect(dates('2026-07-01', 'listed')).toEqual(['2026-07-08', '2026-08-07']);
    expect(dates('2026-07-01', 'observed')).toEqual(['2026-07-09', '2026-08-08']);
    expect(endOf({ providedOn: '2026-07-01' })).toBe('2026-08-08');
  });

  it('F-14 #3 provided Fri 2026-11-20, Thanksgiving between', () => {
    expect(dates('2026-11-20', 'observed')).toEqual(['2026-11-30', '2026-12-30']);
  });

  it('F-14 #4 provided Wed 2026-12-23, Christmas between', () => {
    expect(dates('2026-12-23', 'observed')).toEqual(['2026-12-31', '2027-01-30']);
  });

  it('F-14 #5 a notice that came back begins nothing; the one sent again counts from its own day', () => {
    expect(endOf({ providedOn: '2026-01-01', wasReturned: true })).toBeNull();
    expect(endOf({ providedOn: '2026-01-15' })).toBe(dates('2026-01-15', 'observed')[1]);
    expect(endOf({})).toBeNull();
  });

  it('F-14 a stated end binds, and is never before the lawful one', () => {
    expect(endOf({ providedOn: '2026-03-02', statedEndOn: '2026-04-20' })).toBe('2026-04-20');
    expect(endOf({ providedOn: '2026-03-02', statedEndOn: '2026-04-07' })).toBe('2026-04-08');
    expect(endOf({ providedOn: '2026-07-01', statedEndOn: '2026-08-07' })).toBe('2026-08-07');
  });
});
