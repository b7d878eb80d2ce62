/**
 * Card numbers and security codes in free text: notes, messages, chat, transcripts. Neither may be kept there (PCI DSS 3.3.1,
 * 3.5.1), so a doubt is taken for a find. Pure; positions are those of the text as it was given, in UTF-16 units.
 *
 * A number is found however it is grouped, and also where a transcript spells its digits ("four one one one"). It has 13 to
 * 19 digits that satisfy Luhn's check (ISO/IEC 7812-1, annex B); inside a longer run of digits it must begin as a card brand's
 * numbers do. A security code is three or four digits beside the words for it, or behind a card number and its expiry.
 */

export type CardDataKind = 'card-number' | 'security-code';
/** `[from, until)` of the text. */
export type CardDataSpan = { kind: CardDataKind; from: number; until: number };

/** Luhn's check digit. False for anything but digits. */
export function satisfiesLuhn(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  const sum = digits
    .split('')
    .toReversed()
    .reduce((before, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return before + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

const units = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const digitsByWord: ReadonlyMap<string, string> = new Map([
  ...units.map((word, digit) => [word, String(digit)] as const),
  ...teens.map((word, index) => [word, String(10 + index)] as const),
  ...tens.map((word, index) => [word, String(20 + 10 * index)] as const),
  ['oh', '0'] as const,
]);
const repeats: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
]);

/** Digits written without anything between them, or a number spelled out. */
type Group = { digits: string; from: number; until: number };

const GROUP = new RegExp(
  [
    String.raw`\d+`,
    String.raw`\b(?<times>double|triple)\s+(?<repeated>\d|oh|${units.join('|')})\b`,
    String.raw`\b(?<tens>${tens.join('|')})[\s-]+(?<unit>${units.slice(1).join('|')})\b`,
    String.raw`\b(?<word>oh|${[...units, ...teens, ...tens].join('|')})\b`,
  ].join('|'),
  'gi',
);
const digitsOf = (word: string): string => digitsByWord.get(word.toLowerCase()) ?? word;

function groupsOf(text: string): Group[] {
  return [...text.matchAll(GROUP)].map((match) => {
    const [all] = match;
    const { times = '', repeated = '', tens: ten = '', unit = '', word = '' } = match.groups ?? {};
    let digits = all;
    if (times !== '') digits = digitsOf(repeated).repeat(repeats.get(times.toLowerCase()) ?? 1);
    else if (ten !== '') digits = String(Number(digitsOf(ten)) + Number(digitsOf(unit)));
    else if (word !== '') digits = digitsOf(word);
    return { digits, from: match.index, until: match.index + all.length };
  });
}

/** What people write, or say, between the digits of one number. */
const isBetweenDigits = (between: string): boolean =>
  /^[\s.,_/‐‑–—-]{0,4}(?:(?:um+|uh+|er|and|then|dash|space|okay|ok)[\s.,-]{1,3})*$/i.test(between);

/** Groups that may be one number, as runs. */
function runsOf(text: string): Group[][] {
  const runs: Group[][] = [];
  for (const group of groupsOf(text)) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    if (last && before && isBetweenDigits(text.slice(before.until, group.from))) last.push(group);
    else runs.push([group]);
  }
  return runs;
}

/** First digits and lengths of the brands' numbers. */
const brands: readonly { begins: RegExp; lengths: readonly number[] }[] = [
  { begins: /^4/, lengths: [13, 16, 19] },
  { begins: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { begins: /^3[47]/, lengths: [15] },
  { begins: /^(?:30|36|38|39)/, lengths: [14, 16] },
  { begins: /^35/, lengths: [16] },
  { begins: /^(?:6011|64[4-9]|65|62|81)/, lengths: [16, 17, 18, 19] },
];
const isOfBrand = (digits: string): boolean =>
  brands.some(({ begins, lengths }) => begins.test(digits) && lengths.includes(digits.length));

/** Numbers of banks and merchants begin with 2 to 6 and 8; 1, 7, 9 and 0 are airlines, oil, states and nobody. */
const couldBeCard = (digits: string): boolean => /^[2-68]/.test(digits) && satisfiesLuhn(digits);

const lengths = [19, 18, 17, 16, 15, 14, 13];

/** Card numbers that are whole groups of a run: from each group the longest. */
function wholeGroups(run: readonly Group[]): CardDataSpan[] {
  const found: CardDataSpan[] = [];
  for (let first = 0; first < run.length; first += 1) {
    let digits = '';
    let until: number | null = null;
    for (let last = first; last < run.length && digits.length < 19; last += 1) {
      const group = run[last];
      if (!group) break;
      digits += group.digits;
      if (lengths.includes(digits.length) && couldBeCard(digits)) until = group.until;
    }
    const start = run[first];
    if (until === null || !start) continue;
    found.push({ kind: 'card-number', from: start.from, until });
  }
  return found;
}

/** Card numbers inside the digits of a run, wherever they begin. */
function insideRun(run: readonly Group[]): CardDataSpan[] {
  const places = run.flatMap(({ digits, from, until }) =>
    digits
      .split('')
      .map((digit, index) =>
        digits.length === until - from
          ? { digit, from: from + index, until: from + index + 1 }
          : { digit, from, until },
      ),
  );
  const all = places.map(({ digit }) => digit).join('');
  const found: CardDataSpan[] = [];
  for (let first = 0; first + 13 <= all.length; first += 1) {
    const length = lengths.find((each) => {
      const digits = all.slice(first, first + each);
      return digits.length === each && isOfBrand(digits) && satisfiesLuhn(digits);
    });
    const start = places[first];
    const end = length === undefined ? undefined : places[first + length - 1];
    if (start && end) found.push({ kind: 'card-number', from: start.from, until: end.until });
  }
  return found;
}

function mergeSpans(spans: readonly CardDataSpan[]): CardDataSpan[] {
  const merged: CardDataSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.until - a.until)) {
    const last = merged.at(-1);
    if (last && span.from < last.until) last.until = Math.max(last.until, span.until);
    else merged.push({ ...span });
  }
  return merged;
}

/** Every card number in a text, in order. */
export const findCardNumbers = (text: string): CardDataSpan[] =>
  mergeSpans(runsOf(text).flatMap((run) => [...wholeGroups(run), ...insideRun(run)]));

const CODE_NAME =
  /\b(?:cvv2?|cvc2?|cvn|cid|csc|cav2?|(?:card\s+)?(?:security|verification|validation|signature)\s+(?:code|number|value|digits)|(?:code|number|digits)\s+(?:on|from|at)\s+(?:the\s+)?(?:back|front|reverse))\b/gi;
/** How far from its name a code may stand: "the security code on the back of it is, let me see, 123". */
const NEAR = 40;

/** Runs of three or four digits, spelled or not. */
const shortRuns = (text: string): { from: number; until: number }[] =>
  runsOf(text).flatMap((run) => {
    const first = run[0];
    const last = run.at(-1);
    const digits = run.map((group) => group.digits).join('');
    const alone = run.filter((group) => /^\d{3,4}$/.test(group.digits));
    // What a slash divides is the date on which the card ends.
    const isOne = first && last && !text.slice(first.from, last.until).includes('/');
    if (isOne && /^\d{3,4}$/.test(digits)) return [{ from: first.from, until: last.until }];
    return alone.map(({ from, until }) => ({ from, until }));
  });

const EXPIRY =
  /^[\s,;.]*(?:(?:exp(?:iry|ires|iration)?(?:\s+date)?|valid\s+thru|good\s+thru)[\s:.]*)?(?:(?:0?[1-9]|1[0-2])\s*[/.\s-]?\s*(?:20)?\d{2})?[\s,;.]*$/i;

/** Every security code in a text, in order: beside the words for it, or behind a card number and its expiry. */
export function findSecurityCodes(text: string): CardDataSpan[] {
  const cards = findCardNumbers(text);
  const names = [...text.matchAll(CODE_NAME)].map(({ 0: all, index }) => ({ from: index, until: index + all.length }));
  return shortRuns(text)
    .filter(({ from, until }) => {
      if (cards.some((card) => from < card.until && card.from < until)) return false;
      // The last four digits of a card may be kept and named.
      if (/\bending\s+(?:in\s+|with\s+)?$/i.test(text.slice(0, from))) return false;
      const isNamed = names.some(
        (name) =>
          (from >= name.until && from - name.until <= NEAR) || (until <= name.from && name.from - until <= NEAR / 2),
      );
      return isNamed || cards.some((card) => from >= card.until && EXPIRY.test(text.slice(card.until, from)));
    })
    .map(({ from, until }) => ({ kind: 'security-code', from, until }));
}

/** All card data of a text, in order. */
export const findCardData = (text: string): CardDataSpan[] =>
  [...findCardNumbers(text), ...findSecurityCodes(text)].toSorted((a, b) => a.from - b.from);

/** What replaces it: nothing of a security code, the last four digits of a card number (PCI DSS 3.4.1). */
function replacementOf({ kind, from, until }: CardDataSpan, text: string): string {
  if (kind === 'security-code') return '[security code removed]';
  const digits = groupsOf(text.slice(from, until))
    .map((group) => group.digits)
    .join('');
  return `[card ending ${digits.slice(-4)}]`;
}

/** A text without its card data. */
export function withoutCardData(text: string): string {
  return findCardData(text)
    .toReversed()
    .reduce((before, span) => before.slice(0, span.from) + replacementOf(span, text) + before.slice(span.until), text);
}

/** Words of a transcript, with their place in the recording. */
export type SpokenWord = { text: string; fromMs: number; untilMs: number };
export type RedactionJob = {
  /** What is taken out of the recording and the transcript; milliseconds of the recording. */
  parts: { kind: CardDataKind; fromMs: number; untilMs: number }[];
  transcript: string;
  /** Card data was spoken outside the form: that is looked into. */
  incident: 'card-data-outside-form';
};

/**
 * The work that card data spoken outside the form makes; null: there is none of it.
 * @param marginMs Taken out on both sides, since the edges of words are not exact.
 */
export function redactionOf(words: readonly SpokenWord[], marginMs = 250): RedactionJob | null {
  const placed: { word: SpokenWord; from: number; until: number }[] = [];
  let text = '';
  for (const word of words) {
    if (text !== '') text += ' ';
    placed.push({ word, from: text.length, until: text.length + word.text.length });
    text += word.text;
  }
  const spans = findCardData(text);
  if (spans.length === 0) return null;
  const parts = spans.map(({ kind, from, until }) => {
    const inside = placed.filter((each) => each.from < until && from < each.until).map(({ word }) => word);
    return {
      kind,
      fromMs: Math.max(0, Math.min(...inside.map(({ fromMs }) => fromMs)) - marginMs),
      untilMs: Math.max(...inside.map(({ untilMs }) => untilMs)) + marginMs,
    };
  });
  return { parts, transcript: withoutCardData(text), incident: 'card-data-outside-form' };
}
