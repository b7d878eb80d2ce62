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

  it('has the newest no since beside a yes', () => {
    const [yes, no] = [of('yes', 1), of('no', 3, '2026-04-01')];
    expect(answerThatHolds([yes, of('no', 2, '2026-05-01'), no])?.laterNo).toEqual(no);
    expect(answerThatHolds([of('no', 0, '2026-04-01'), yes])?.laterNo).toBeNull();
    expect(answerThatHolds([no])?.laterNo).toBeNull();
  });
});
