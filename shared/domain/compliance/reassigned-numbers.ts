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
 * Whether a later answer takes a `yes` away: `no` about a later day is no contradiction, for the number was given up between the two
 * days. Only a `no` about the same day or an earlier one says that the `yes` was wrong.
 */
const contradicts = (later: Answer, yes: Answer): boolean =>
  (later.answer === 'no' || later.answer === 'no-data') &&
  later.queriedAtMs > yes.queriedAtMs &&
  later.askedAboutOn <= yes.askedAboutOn;

type No = Answer & { answer: 'no' };

/**
 * Each `no` about a later day than the `yes` that holds, the newest first: the number was given up between the two days, so whoever
 * came to it since has it still. A `yes` asked for after a `no` may tell of another end of the number, and then nothing is left of
 * that `no` (47 CFR 64.1200(m)(1): the most recent information); unless a `yes` about its day or a later one was known before.
 */
function nosBeside(yes: Answer, standing: readonly Answer[], newestFirst: readonly Answer[]): No[] {
  const isKnownAt = (no: Answer, late: Answer): boolean =>
    standing.some(
      (known) =>
        known.queriedAtMs <= no.queriedAtMs &&
        known.askedAboutOn >= late.askedAboutOn &&
        known.askedAboutOn < no.askedAboutOn,
    );
  const isUndone = (no: Answer): boolean =>
    standing.some(
      (each) => each.askedAboutOn >= no.askedAboutOn || (each.queriedAtMs > no.queriedAtMs && !isKnownAt(no, each)),
    );
  const nos = newestFirst
    .filter((each): each is No => each.answer === 'no' && each.askedAboutOn > yes.askedAboutOn && !isUndone(each))
    .toSorted((a, b) => b.queriedAtMs - a.queriedAtMs || a.askedAboutOn.localeCompare(b.askedAboutOn));
  // An older one that is about no earlier day says nothing more.
  return nos.filter((no, index) => nos.slice(0, index).every((newer) => no.askedAboutOn < newer.askedAboutOn));
}

/**
 * The answer that holds: the newest `yes` that no later answer contradicts; without one the newest answer, of one moment the hardest,
 * then the one about the latest day. Null without any. `laterNos`: see the facts; whose number it is now is not looked at here.
 */
export function answerThatHolds(answers: readonly Answer[]): (Answer & { laterNos: No[] }) | null {
  const newestFirst = answers.toSorted(
    (a, b) =>
      b.queriedAtMs - a.queriedAtMs ||
      hardness[b.answer] - hardness[a.answer] ||
      b.askedAboutOn.localeCompare(a.askedAboutOn),
  );
  const standing = newestFirst.filter(
    (each) => each.answer === 'yes' && !newestFirst.some((later) => contradicts(later, each)),
  );
  const [yes] = standing;
  const [newest] = newestFirst;
  if (!yes) return newest ? { ...newest, laterNos: [] } : null;
  return { ...yes, laterNos: nosBeside(yes, standing, newestFirst) };
}
