import { describe, expect, it } from 'vitest';
import { personKey } from './litigators.ts';
import { answerThatHolds } from './reassigned-numbers.ts';

describe('a person on a list of litigators', () => {
  it('is the same in another spelling', () => {
    const key = personKey('María O’Neil-García', '12 North Main Street, Apartment 4', '12207');
    expect(key).not.toBeNull();
    expect(personKey("GARCIA, Maria O'Neil", '12 N. MAIN ST\nAPT 4', '12207-1234')).toBe(key);
  });

  it.each([
    ['Maria B Garcia', '12 Main St', '12207'],
    ['Maria Garcia', '12 Main St Apt 4', '12207'],
    ['Maria Garcia', '12 Main Ave', '12207'],
    ['Maria Garcia', '12 Main St', '12208'],
  ])('is not %s, %s, %s', (name, lines, zip) => {
    expect(personKey(name, lines, zip)).not.toBe(personKey('Maria Garcia', '12 Main St', '12207'));
  });

  it.each([
    ['Maria', '12 Main St', '12207'],
    ['Maria Garcia', '', '12207'],
    ['Maria Garcia', '12 Main St', '1220'],
  ])('is nobody by %s, %s, %s', (name, lines, zip) => {
    expect(personKey(name, lines, zip)).toBeNull();
  });
});

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
});
