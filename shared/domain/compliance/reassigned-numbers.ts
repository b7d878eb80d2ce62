/** What the registry of reassigned numbers answers (47 CFR 64.1200(m), DA 21-1649), for files of it that we hold ourselves. */

/*
 * A `yes` bars the number and uncounts nothing. It says that the number was given up on some day from the one asked about on, and
 * not on which: calls before that day rang at the consumer's, and still count. That a call went to somebody else (comment
 * 14(b)(2)(i)-3) is known from a person who says so, and is recorded as a wrong number.
 */

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

type Answer = { answer: 'yes' | 'no' | 'no-data' | 'unavailable'; queriedAtMs: number; askedAboutOn: string };
const hardness: Readonly<Record<Answer['answer'], number>> = { yes: 3, unavailable: 2, 'no-data': 1, no: 0 };

/**
 * The answer that holds: the newest; of one moment the hardest, then the one about the latest day. That the registry could not
 * be asked takes no `yes` away. Null without any.
 */
export function answerThatHolds<A extends Answer>(answers: readonly A[]): A | null {
  const newestFirst = answers.toSorted(
    (a, b) =>
      b.queriedAtMs - a.queriedAtMs ||
      hardness[b.answer] - hardness[a.answer] ||
      b.askedAboutOn.localeCompare(a.askedAboutOn),
  );
  const [newest = null] = newestFirst;
  if (newest?.answer !== 'unavailable') return newest;
  const known = newestFirst.find(({ answer }) => answer !== 'unavailable');
  return known?.answer === 'yes' ? known : newest;
}
