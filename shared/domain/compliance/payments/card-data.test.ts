import { describe, expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../../testing/seed.ts';
import {
  findCardData,
  findCardNumbers,
  findSecurityCodes,
  redactionOf,
  satisfiesLuhn,
  withoutCardData,
} from './card-data.ts';

/** Numbers that the brands publish for tests. */
const VISA = '4111111111111111';
const published = [
  VISA,
  '4222222222222',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '6011111111111117',
  '30569309025904',
  '3530111333300000',
  '6200000000000005',
];
const foundIn = (text: string): string[] => findCardNumbers(text).map(({ from, until }) => text.slice(from, until));
const codesIn = (text: string): string[] => findSecurityCodes(text).map(({ from, until }) => text.slice(from, until));
const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const spell = (digits: string): string =>
  digits
    .split('')
    .map((digit) => words[Number(digit)] ?? '')
    .join(' ');

describe('Luhn’s check', () => {
  it('holds for the published numbers and for none of their neighbors', () => {
    for (const number of published) {
      expect(satisfiesLuhn(number)).toBe(true);
      for (let digit = 1; digit < 10; digit += 1) {
        const last = (Number(number.at(-1)) + digit) % 10;
        expect(satisfiesLuhn(number.slice(0, -1) + String(last))).toBe(false);
      }
    }
    expect([satisfiesLuhn(''), satisfiesLuhn('4111-1111'), satisfiesLuhn('0')]).toEqual([false, false, true]);
  });
});

describe('card numbers in free text', () => {
  it.each(published)('%s, bare, in groups, with dashes, spelled, in a sentence', (number) => {
    const groups = number.match(/.{1,4}/g) ?? [];
    for (const written of [number, groups.join(' '), groups.join('-'), groups.join('. '), spell(number)]) {
      expect(foundIn(`She reads ${written} to me, then hangs up.`)).toEqual([written]);
    }
  });

  it.each([
    ['beside its expiry', '4111 1111 1111 1111 12/27', '4111 1111 1111 1111'],
    ['run into its expiry', '41111111111111111227', '4111111111111111'],
    ['with fillers', 'four one one one um one one one one, uh, one one one one and one one one one', null],
    ['with double and triple', 'four triple one double one double one triple one triple one double one', null],
    ['in tens', 'forty-one eleven, eleven eleven, eleven eleven, eleven eleven', null],
    ['over a line break', '4111 1111\n1111 1111', null],
    ['after a telephone number', '212-555-0100 4111111111111111', '4111111111111111'],
  ])('%s', (_how, text, number) => {
    expect(foundIn(text).join()).toContain(number ?? text);
  });

  it.each([
    'Call 212-555-0100 or 917-555-0101 before 5 pm.',
    'Account 4111111111111112, balance $1,234.56, due 2026-11-24.',
    'Timestamp 1764000000000 and invoice 7000000000000005.',
    'He has one or two questions about three letters.',
    '411111111111',
    'Routing 021000021, account 000123456789.',
    '',
  ])('nothing in %j', (text) => {
    expect(findCardData(text)).toEqual([]);
  });

  it('is found wherever it stands among digits, over 3,000 random numbers', () => {
    const seed = testSeed('card numbers');
    const random = seededRandom(seed);
    const digits = (count: number): string =>
      Array.from({ length: count }, () => String(Math.floor(random() * 10))).join('');
    for (let round = 0; round < 3000; round += 1) {
      const body = `4${digits(14)}`;
      const check = words.findIndex((_word, digit) => satisfiesLuhn(body + String(digit)));
      const number = body + String(check);
      const text = `${digits(round % 7)}${number}${digits(round % 5)}`;
      const isCovered = findCardNumbers(text).some(
        ({ from, until }) => from <= round % 7 && until >= (round % 7) + number.length,
      );
      expect({ seed, round, text, isCovered }).toMatchObject({ isCovered: true });
    }
  });
});

describe('security codes in free text', () => {
  it.each([
    ['CVV 123', '123'],
    ['cvv2: 1234.', '1234'],
    ['The security code is 007, she said', '007'],
    ['the three digits on the back are nine eight seven', 'nine eight seven'],
    ['code on the back of it is, let me see, 456', '456'],
    ['123 is the CVC', '123'],
    ['4111 1111 1111 1111 12/27 789', '789'],
    ['4111 1111 1111 1111 exp 12/2027, 789', '789'],
    ['378282246310005 1227 4321', '4321'],
  ])('%s', (text, code) => expect(codesIn(text)).toContain(code));

  it.each([
    'Pays $123 on Friday, extension 4567.',
    'The verification code 123456 was sent.',
    'CVV was not asked for.',
    'The card ending in 1111, no CVV taken.',
    'Account 4111111111111112, 123.',
  ])('none in %j', (text) => expect(codesIn(text)).toEqual([]));
});

it('leaves the last four digits of a number, and nothing of a code', () => {
  const text = 'Card 4111 1111 1111 1111, exp 12/27, cvv 123. Paid $20.';
  expect(withoutCardData(text)).toBe('Card [card ending 1111], exp 12/27, cvv [security code removed]. Paid $20.');
  expect(findCardData(withoutCardData(text))).toEqual([]);
  expect(withoutCardData('Paid $20.')).toBe('Paid $20.');
});

const spoken = (text: string) =>
  text.split(' ').map((word, index) => ({ text: word, fromMs: index * 400, untilMs: index * 400 + 300 }));

describe('card data spoken outside the form', () => {
  it('P-1 #4 makes a redaction of that part of the recording, and an incident', () => {
    const job = redactionOf(spoken(`my card is ${spell(VISA)} thank you`));
    expect(job).toEqual({
      parts: [{ kind: 'card-number', fromMs: 3 * 400 - 250, untilMs: 18 * 400 + 300 + 250 }],
      transcript: 'my card is [card ending 1111] thank you',
      incident: 'card-data-outside-form',
    });
  });
  it('begins no part before the recording, and makes no work of other words', () => {
    expect(redactionOf(spoken(VISA))?.parts).toEqual([{ kind: 'card-number', fromMs: 0, untilMs: 550 }]);
    expect(redactionOf(spoken('I can pay one hundred and twenty on Friday'))).toBeNull();
    expect(redactionOf([])).toBeNull();
  });
});
