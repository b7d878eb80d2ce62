/** How a search text is read: words of a name, the beginning of a reference, or digits of a phone number. */

/** Beyond every text that begins with `prefix`, in the C collation: U+10FFFF is the last code point. */
export const endOfPrefix = (prefix: string): string => `${prefix}\u{10FFFF}`;

/** Lower case without accents, as the column `consumers.name_key` holds names. */
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('ø', 'o');

const fewestDigits = 3;

export type SearchTerms = {
  /** Each must begin a word of the name. */
  words: readonly string[];
  /** Beginning of a reference. */
  reference: string;
  /** How the number ends, or begins after the country code; null when the text is no number. */
  phone: { ending: string; beginning: string } | null;
};

/** Reads a search text; `undefined` when there is nothing to look for. */
export function readSearch(text: string | undefined): SearchTerms | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return undefined;
  const digits = trimmed.replaceAll(/\D/g, '');
  const isNumber = digits.length >= fewestDigits && /^[\d\s()+./-]+$/.test(trimmed);
  return {
    words: fold(trimmed)
      .split(/[\s\p{Punctuation}]+/u)
      .filter((word) => word !== ''),
    reference: trimmed.toUpperCase(),
    phone: isNumber
      ? { ending: digits.split('').toReversed().join(''), beginning: `+${digits.startsWith('1') ? '' : '1'}${digits}` }
      : null,
  };
}
