import { describe, expect, it } from 'vitest';
import { answerThatHolds } from './reassigned-numbers.ts';

const of = (answer: 'yes' | 'no' | 'no-data' | 'unavailable', queriedAtMs: number, askedAboutOn = '2026-03-01') => ({
  answer,
  queriedAtMs,
  askedAboutOn,
});

describe('the answer that holds', () => {
  it('is the newest, of one moment the hardest, then of the latest day', () => {
    expect(answerThatHolds([])).toBeNull();
    expect(answerThatHolds([of('no', 2), of('yes', 1)])?.answer).toBe('no');
    expect(answerThatHolds([of('no', 1), of('yes', 1), of('no-data', 1)])?.answer).toBe('yes');
    expect(answerThatHolds([of('no', 1), of('no', 1, '2026-04-01')])?.askedAboutOn).toBe('2026-04-01');
  });

  it('stays a yes while the registry cannot be asked, and nothing milder does', () => {
    expect(answerThatHolds([of('yes', 1), of('unavailable', 2)])?.answer).toBe('yes');
    expect(answerThatHolds([of('no', 1), of('unavailable', 2)])?.answer).toBe('unavailable');
    expect(answerThatHolds([of('yes', 1), of('no', 2), of('unavailable', 3)])?.answer).toBe('unavailable');
  });

  it('stays a yes after a no about a later day, and not after one about the same day or an earlier one', () => {
    const yes = of('yes', 1, '2026-03-01');
    expect(answerThatHolds([yes, of('no', 2, '2026-03-02')])?.answer).toBe('yes');
    expect(answerThatHolds([yes, of('no-data', 2, '2026-03-02')])?.answer).toBe('yes');
    expect(answerThatHolds([yes, of('no', 2, '2026-03-01')])?.answer).toBe('no');
    expect(answerThatHolds([yes, of('no-data', 2, '2026-02-28')])?.answer).toBe('no-data');
    // Contradicted once, it does not come back with a later answer about a later day.
    expect(answerThatHolds([yes, of('no', 2, '2026-03-01'), of('no', 3, '2026-04-01')])?.answer).toBe('no');
    // Of two only the one that is contradicted goes.
    const later = of('yes', 2, '2026-05-01');
    expect(answerThatHolds([yes, later, of('no', 3, '2026-04-01')])).toMatchObject({ answer: 'yes', queriedAtMs: 1 });
    expect(answerThatHolds([yes, later, of('no', 3, '2026-06-01')])).toMatchObject({ answer: 'yes', queriedAtMs: 2 });
  });

  it('has beside a yes each no about a later day that may still be so', () => {
    const nos = (...answers: ReturnType<typeof of>[]) => answerThatHolds(answers)?.laterNos;
    const [yes, no] = [of('yes', 1), of('no', 3, '2026-04-01')];
    // The one that is newer and about an earlier day says all that the other does; one about a later day does not.
    expect(nos(yes, of('no', 2, '2026-05-01'), no)).toEqual([no]);
    expect(nos(yes, of('no', 4, '2026-05-01'), no)).toEqual([of('no', 4, '2026-05-01'), no]);
    // Of the same query.
    expect(nos(yes, of('no', 1, '2026-05-01'), of('no', 1, '2026-04-01'))).toEqual([of('no', 1, '2026-04-01')]);
    expect(nos(no)).toEqual([]);
  });

  it('has none that an answer since may speak against', () => {
    const no = of('no', 2, '2026-05-01');
    const nos = (...answers: ReturnType<typeof of>[]) => answerThatHolds([no, ...answers])?.laterNos;
    // The number may have been given up between the two queries.
    expect(nos(of('yes', 3))).toEqual([]);
    // What was known when the no was asked for, and is said again, tells of nothing new.
    expect(nos(of('yes', 1), of('yes', 3))).toEqual([no]);
    expect(nos(of('yes', 1, '2026-02-01'), of('yes', 3))).toEqual([]);
    // Given up on the day that the no was about, or later.
    expect(nos(of('yes', 1), of('yes', 3), of('yes', 3, '2026-05-01'))).toEqual([]);
    expect(nos(of('yes', 2), of('yes', 2, '2026-05-01'))).toEqual([]);
  });
});
