/**
 * Phrases of a limited-content message, written as they are spoken:
 *
 *   `hello|hi`        one of these words
 *   `[ … ]`           may be left out; inside, `(a b)|(c d)` gives whole alternatives
 *   `NAME`, `PHONE`   a slot: see `slots`
 *
 * Matching finds every way to end, so that a slot never takes what the rest of the phrase needs.
 */
import type { LimitedContentPart } from './limited-content.ts';
import type { Word } from './limited-content-words.ts';

/** A way to read some words: where it ends, what it says, and the business names in it. */
export type Match = { end: number; parts: readonly LimitedContentPart[]; names: readonly string[] };
export type Phrase = (words: readonly Word[], start: number) => Match[];

const nothing = (end: number): Match => ({ end, parts: [], names: [] });

/** One after the other. */
const sequence =
  (...phrases: readonly Phrase[]): Phrase =>
  (words, start) =>
    phrases.reduce<Match[]>(
      (sofar, phrase) =>
        sofar.flatMap((before) =>
          phrase(words, before.end).map((after) => ({
            end: after.end,
            parts: [...before.parts, ...after.parts],
            names: [...before.names, ...after.names],
          })),
        ),
      [nothing(start)],
    );
const either =
  (...phrases: readonly Phrase[]): Phrase =>
  (words, start) =>
    phrases.flatMap((phrase) => phrase(words, start));
const maybe = (phrase: Phrase): Phrase => either((_words, start) => [nothing(start)], phrase);
const word =
  (...keys: readonly string[]): Phrase =>
  (words, start) =>
    keys.includes(words[start]?.key ?? '') && words[start]?.kind === 'word' ? [nothing(start + 1)] : [];
const matching =
  (pattern: RegExp): Phrase =>
  (words, start) =>
    words[start]?.kind === 'word' && pattern.test(words[start].text) ? [nothing(start + 1)] : [];
const says =
  (part: LimitedContentPart, phrase: Phrase): Phrase =>
  (words, start) =>
    phrase(words, start).map((match) => ({ ...match, parts: [...match.parts, part] }));

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
/** Words that are no part of any name, however they are written. */
const noNames = wordSet(
  `a about again also an any at attention back because before by calling claim concerning contact department emergency
  file final for from hello hi if immediately important in is it last matter me message my notice now of on or our
  personal please private re regarding reference reply return soon speak the this time to today tomorrow urgent us very
  we with you your`,
);
/** Nor of a person's, though a business may have them. */
const noPersons = wordSet(
  `attorney business collector court creditor debt detective judgment law lawyer legal office officer payment police
  sheriff`,
);
const companyWords =
  /^(inc|llc|ltd|corp|corporation|co|company|group|services|service|associates|partners|solutions|agency|management|systems|network|bureau|center|centre|firm|enterprises|holdings|collections?|recovery)$/i;
const isNameWord = ({ kind, text, key }: Word): boolean =>
  kind === 'word' &&
  /^\p{Lu}[\p{L}'-]*$/u.test(text) &&
  !noNames.has(key) &&
  !noPersons.has(key) &&
  !companyWords.test(key);
const title = word('mr', 'mrs', 'ms', 'miss', 'dr');

/** One to three capitalised words, with or without a title. */
const name: Phrase = sequence(maybe(title), (words, start) => {
  const matches: Match[] = [];
  for (let end = start; end < start + 3; end += 1) {
    const each = words[end];
    if (!each || !isNameWord(each)) break;
    matches.push(nothing(end + 1));
  }
  return matches;
});
const person = says('person-name', name);
const people = sequence(person, maybe(sequence(word('or', 'and'), person)));

/** Up to seven words that begin with a capital letter or a digit, joined by `&`, `and`, `of`, `the`. */
const businessOf =
  (isCompany: (words: readonly Word[]) => boolean): Phrase =>
  (words, start) => {
    const matches: Match[] = [];
    for (let end = start; end < Math.min(words.length, start + 7); end += 1) {
      const each = words[end];
      const isJoint = end > start && ['&', 'and', 'of', 'the'].includes(each?.key ?? '');
      const isOwn = each?.kind === 'word' && /^[\p{Lu}\d]/u.test(each.text) && !noNames.has(each.key);
      if (!isJoint && !isOwn) break;
      const taken = words.slice(start, end + 1);
      if (isOwn && isCompany(taken))
        matches.push({ end: end + 1, parts: ['business-name'], names: [taken.map(({ text }) => text).join(' ')] });
    }
    return matches;
  };
const business = businessOf(() => true);
const isAcronym = (text: string): boolean => /^[A-Z]{2,5}$/.test(text);
/** A business said in the place of a person: it must sound like one. */
const company = businessOf((words) =>
  words.some(({ key, text }) => companyWords.test(key) || isAcronym(text) || key === '&'),
);

const phone: Phrase = sequence(
  says('phone-number', (words, start) => (words[start]?.kind === 'phone' ? [nothing(start + 1)] : [])),
  maybe(sequence(word('extension', 'ext'), matching(/^\d{1,6}$/))),
);
const phones = sequence(phone, maybe(sequence(word('or'), phone)));

const weekday = word('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday');
const month = word(
  ...'january february march april may june july august september october november december'.split(' '),
);
const dayOfMonth = sequence(
  month,
  maybe(word('the')),
  matching(/^([1-9]|[12]\d|3[01])(st|nd|rd|th)?$/i),
  maybe(matching(/^20\d\d$/)),
);
const date = either(weekday, dayOfMonth, sequence(weekday, maybe(word('the')), dayOfMonth), word('today'));
const zone = sequence(
  word('eastern', 'central', 'mountain', 'pacific'),
  maybe(word('standard', 'daylight')),
  maybe(word('time')),
);
const time = sequence(
  either(
    sequence(matching(/^(1[0-2]|[1-9])(:[0-5]\d)?$/), maybe(word('am', 'pm'))),
    matching(/^(1[0-2]|[1-9])(am|pm)$/i),
    word('noon'),
  ),
  maybe(zone),
);
const range = either(
  sequence(word('between'), time, word('and'), time),
  sequence(word('from'), time, word('to', 'until', 'through'), time),
  sequence(word('before', 'after', 'at', 'by'), time),
  sequence(word('during'), word('business', 'office'), word('hours')),
  sequence(maybe(word('on')), maybe(word('any')), date),
  sequence(maybe(word('from')), weekday, word('to', 'through'), weekday),
  word('tomorrow'),
);
const ranges = sequence(range, maybe(range), maybe(range));
const representative = word('representative', 'representatives', 'associate', 'associates', 'agent', 'agents');

const slots: Readonly<Record<string, Phrase>> = {
  NAME: name,
  PERSON: person,
  PEOPLE: people,
  BUSINESS: business,
  COMPANY: company,
  PHONE: phones,
  NUMBER: sequence(word('at', 'on'), phones),
  WHEN: ranges,
  DATE: date,
  TIME: time,
  REPRESENTATIVES: sequence(
    maybe(sequence(word('of'), word('our', 'the'))),
    maybe(word("company's", 'other')),
    representative,
    maybe(sequence(word('or'), representative)),
  ),
  /** Says nothing by itself: what follows it is the request. */
  REPLY: says('request-to-reply', (_words, start) => [nothing(start)]),
};

/** Reads the notation above. @throws Error for a phrase that is not written in it. */
export function compilePhrase(notation: string): Phrase {
  const tokens = notation.match(/[[\]()]|[^\s[\]()]+/g) ?? [];
  let position = 0;
  const readUntil = (close: string | undefined): Phrase => {
    const alternatives: Phrase[][] = [[]];
    for (; position < tokens.length && tokens[position] !== close; position += 1) {
      const token = tokens[position] ?? '';
      if (token === '|') alternatives.push([]);
      else alternatives.at(-1)?.push(token === '[' || token === '(' ? readGroup(token) : readWords(token));
    }
    if (tokens[position] !== close) throw new Error(`Unfinished phrase: ${notation}`);
    return either(...alternatives.map((each) => sequence(...each)));
  };
  const readGroup = (open: string): Phrase => {
    position += 1;
    const inner = readUntil(open === '[' ? ']' : ')');
    return open === '[' ? maybe(inner) : inner;
  };
  return readUntil(undefined);
}

function readWords(token: string): Phrase {
  const choices = token.split('|').filter(Boolean);
  return either(...choices.map((choice) => slots[choice] ?? word(choice)));
}
