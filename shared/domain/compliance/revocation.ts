/**
 * Whether what a consumer wrote or said revokes consent (47 CFR 64.1200(a)(10)-(12)), and by when it must be honored. We honor it at
 * receipt; the outer limit is for reports.
 */
import { addBusinessDays } from './calendar.ts';

export type RevocationReading =
  | { isRevocation: false }
  | {
      isRevocation: true;
      /** One of the words that the rule names, other words a reasonable person would read so, or a word that may mean something else. */
      by: 'keyword' | 'plain-words' | 'keyword-in-a-sentence';
      /** A person looks at what else was meant. */
      wantsAgent: boolean;
    };

/** 64.1200(a)(10): an answer of exactly one of these is a revocation. */
const keywords = ['stop', 'quit', 'end', 'revoke', 'opt out', 'opt-out', 'optout', 'cancel', 'unsubscribe'] as const;

/** What reasonable persons say; the rule forbids us to insist on any exclusive words. */
const plainWords: readonly RegExp[] = [
  /\b(lose|delete|forget|remove|erase) (my|this) (number|phone|address|email)\b/,
  /\btake me off\b/,
  /\bremove me\b/,
  /\bleave me alone\b/,
  /\b(do not|don't|dont|never|no longer) (call|text|email|message|contact|write)( to)?( me)?\b/,
  /\bstop (calling|texting|emailing|messaging|contacting|writing|it|this|all)\b/,
  /\b(no more|quit the|enough with the) (calls?|texts?|emails?|messages?|robo ?calls?)\b/,
  /\bno more robo ?calls?\b/,
  /\bnot interested\b/,
  /\bwrong number\b/,
];

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[’`]/g, "'")
    .replaceAll(/[^a-z0-9'\s-]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Reads a text, the subject or body of an email, or the transcript of a voicemail. */
export function readRevocation(text: string): RevocationReading {
  const said = plain(text);
  if (keywords.some((word) => said === word || said === `please ${word}` || said === `${word} please`))
    return { isRevocation: true, by: 'keyword', wantsAgent: false };
  if (plainWords.some((pattern) => pattern.test(said)))
    return { isRevocation: true, by: 'plain-words', wantsAgent: false };
  // Policy: a keyword that may be meant otherwise revokes as well, and an agent looks at the rest: cheaper than a claim.
  if (keywords.some((word) => new RegExp(`(^|\\s)${word}(\\s|$)`).test(said)))
    return { isRevocation: true, by: 'keyword-in-a-sentence', wantsAgent: true };
  return { isRevocation: false };
}

/** The last day on which a revocation may be honored by law: ten business days after its receipt. Day numbers. */
export const revocationLimit = (receivedOn: number): number => addBusinessDays(receivedOn, 10, 'listed');
