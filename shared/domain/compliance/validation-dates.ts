/**
 * When a validation notice is taken to be received, and when its period ends (12 CFR 1006.34(b)(5) and comments 1 and 2). Days are
 * day numbers of the consumer's calendar.
 */
import { addBusinessDays, type HolidayReading } from './calendar.ts';
import type { Debt } from './facts/debt.ts';
import { dayFromIso } from './local-time.ts';

/** Receipt may be assumed on any day at least so many days after the notice was provided, business days all. */
const receiptDays = 5;
/** The period ends so many days after receipt. */
const periodDays = 30;

/**
 * The first day on which receipt may be assumed. `listed` leaves out the dates of 5 USC 6103(a) alone, as the regulation says;
 * `observed` the days they are kept on as well, which gives the consumer more time.
 */
export const assumedReceipt = (providedOn: number, reading: HolidayReading): number =>
  addBusinessDays(providedOn, receiptDays, reading);

/** The last day of the validation period. */
export const validationEnd = (providedOn: number, reading: HolidayReading): number =>
  assumedReceipt(providedOn, reading) + periodDays;

/**
 * The last day of a debt's validation period: as the notice states it, which binds us, but never before the law has it end;
 * without a stated day the safe reading. Null: no notice stands, so that no period has begun.
 */
export function validationPeriodEnd({
  providedOn,
  statedEndOn,
  wasReturned,
}: Pick<Debt['validation'], 'providedOn' | 'statedEndOn' | 'wasReturned'>): number | null {
  if (providedOn === null || wasReturned) return null;
  const provided = dayFromIso(providedOn);
  if (statedEndOn === null) return validationEnd(provided, 'observed');
  return Math.max(dayFromIso(statedEndOn), validationEnd(provided, 'listed'));
}
