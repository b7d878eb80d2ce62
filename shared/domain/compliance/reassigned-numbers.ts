/** What the registry of reassigned numbers answers (47 CFR 64.1200(m), DA 21-1649), for files of it that we hold ourselves. */

/** The registry knows of numbers given up from this day on. */
const knowsSince = '2021-01-27';

/**
 * `disconnectedOn`: the last day on which the number was given up for good, null when it is not in the registry; `askedAboutOn`: the
 * day of consent, or on which the consumer was last known to use it. ISO dates.
 */
export function reassignmentAnswer(disconnectedOn: string | null, askedAboutOn: string): 'yes' | 'no' | 'no-data' {
  if (disconnectedOn !== null) return askedAboutOn <= disconnectedOn ? 'yes' : 'no';
  return askedAboutOn >= knowsSince ? 'no' : 'no-data';
}
