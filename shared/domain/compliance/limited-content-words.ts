/** A text as sentences of words, for `limited-content.ts`. */

export type Word =
  /** As written, and in lower case for comparison. */
  { kind: 'word'; text: string; key: string } | { kind: 'phone'; text: string; key: '' };
export type Sentence = { text: string; words: Word[] };

const phonePattern = /(?:\+?1[-. ]?)?(?:\(\d{3}\)|\d{3})[-. ]?\d{3}[-. ]?\d{4}(?!\d)/;
/** Abbreviations keep no dot, so that it does not end a sentence. */
const abbreviation = /\b(Inc|Ltd|Corp|Co|L\.?L\.?C|Mr|Mrs|Ms|Dr|Jr|Sr|St|[A-Z]|ext)\./g;
const halfDay = /\b([ap])\.\s?m\b\.?/gi;
/** A dot that was part of an abbreviation may end the sentence as well, if the next one begins like this. */
const beginnings = /^(Please|This|My|Our|The|It|You|If|I|Again|Hello|Hi|Good|Call|Ask|Today|That)\b/;
const tokenPattern = new RegExp(
  `${phonePattern.source}|\\d{1,2}:\\d{2}|[\\p{L}\\p{N}][\\p{L}\\p{N}'&-]*|&|[^\\s]`,
  'gu',
);
/** Says nothing, wherever it stands. */
const separators = new Set([',', ';', ':', '-', '–', '—', '"', '“', '”']);

/** The sentences of a text, each as it stands there. */
export function sentencesOf(text: string): Sentence[] {
  const plain = text.replaceAll(/[‘’]/g, "'").replaceAll(/\s+/g, ' ').trim();
  const undotted = plain
    .replaceAll(halfDay, (_all, letter: string, at: number, whole: string) =>
      endsSentence(whole, at + _all.length) ? `${letter}m.` : `${letter}m`,
    )
    .replaceAll(abbreviation, (all, short: string, at: number, whole: string) =>
      endsSentence(whole, at + all.length) ? `${short}.` : short,
    );
  // A dot ends a sentence where a space or nothing follows; in numbers it does not.
  const pieces = undotted.split(/(?<=[.!?])\s+/);
  return pieces
    .map((piece) => ({ text: piece, words: wordsOf(piece.replace(/[.!?]+$/, '')) }))
    .filter(({ words }) => words.length > 0);
}

const endsSentence = (whole: string, after: number): boolean => {
  const rest = whole.slice(after).trimStart();
  return rest === '' || beginnings.test(rest);
};

function wordsOf(piece: string): Word[] {
  const texts = Array.from(piece.matchAll(tokenPattern), ([text]) => text).filter((text) => !separators.has(text));
  return texts.map((text): Word => {
    if (new RegExp(`^${phonePattern.source}$`).test(text)) return { kind: 'phone', text, key: '' };
    return { kind: 'word', text, key: text.toLowerCase() };
  });
}
