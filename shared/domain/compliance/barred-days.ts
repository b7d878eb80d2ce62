/**
 * The end of an entry on the do-not-call list that was given as a day. The consumer's number says nothing certain of where they
 * are, so a day is over when it is over in the last place where they may be: nobody is called while it is still that day for them.
 */
import { dayFromIso, localDate, startOfLocalDay } from './local-time.ts';
import { dayEndsLastIn } from './zones/states.ts';

/** The moment from which a number may be called again that was barred through a calendar date (`2027-01-31`); ISO 8601 UTC. */
export const endOfBarredDay = (date: string): string =>
  new Date(startOfLocalDay(dayFromIso(date) + 1, dayEndsLastIn)).toISOString();

/** The last calendar date on which an entry that ends at a moment (ISO 8601) bars its number; of `endOfBarredDay` the date given. */
export const lastBarredDay = (endsAt: string): string => localDate(Date.parse(endsAt) - 1, dayEndsLastIn);
