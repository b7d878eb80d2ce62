/**
 * Whether what a consumer wrote or said revokes consent (47 CFR 64.1200(a)(10)-(12)), and by when it must be honored. We honor it at
 * receipt; the outer limit is for reports.
 */
import { addBusinessDays } from './calendar.ts';
import { ownLines } from './opt-outs.ts';
import { namedWords, otherWords, plainWords, wrongPersonWords } from './revocation-words.ts';

export type RevocationReading =
  | { isRevocation: false }
  | {
      isRevocation: true;
      /** One of the words that the rule names, other words a reasonable person would read so, or a word that may mean something else. */
      by: 'keyword' | 'plain-words' | 'keyword-in-a-sentence';
      /** A person looks at what else was meant. */
      wantsAgent: boolean;
    };

/** A wish of more words than this may hold another one: "call my cell instead". */
const BRIEF_WORDS = 6;

/** A text as it is compared: without accents, apostrophes and punctuation; letters that stand apart are joined. */
function plainText(text: string): string {
  const said = ownLines(text)
    .join(' ')
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/['’`]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return /^(?:\p{L} )+\p{L}$/u.test(said) ? said.replaceAll(' ', '') : said;
}

/** Reads a text, the subject or body of an email without what it quotes, or the transcript of a voicemail. */
export function readRevocation(text: string): RevocationReading {
  const said = plainText(text);
  const alone = said.replace(/^please /, '').replace(/ please$/, '');
  if (namedWords.some((word) => alone === word)) return { isRevocation: true, by: 'keyword', wantsAgent: false };
  if (otherWords.has(alone) || plainWords.some((pattern) => pattern.test(said))) {
    const isLong = said.split(' ').length > BRIEF_WORDS;
    const isWrongPerson = wrongPersonWords.some((pattern) => pattern.test(said));
    return { isRevocation: true, by: 'plain-words', wantsAgent: isLong || isWrongPerson };
  }
  // Policy: a keyword that may be meant otherwise revokes as well, and an agent looks at the rest: cheaper than a claim.
  return namedWords.some((word) => ` ${said} `.includes(` ${word} `))
    ? { isRevocation: true, by: 'keyword-in-a-sentence', wantsAgent: true }
    : { isRevocation: false };
}

/** The last day on which a revocation may be honored by law: ten business days after its receipt. Day numbers. */
export const revocationLimit = (receivedOn: number): number => addBusinessDays(receivedOn, 10, 'listed');
