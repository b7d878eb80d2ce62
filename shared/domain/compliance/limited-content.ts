/**
 * Whether a text is a limited-content message: what may be left on a voicemail without being a communication (12 CFR
 * 1006.2(j); comment 2(j)-1 holds the model).
 *
 * Promise: a text passes only if every word of it belongs to one of the phrases below, which say what the rule asks for or
 * allows, and nothing else. What is not understood is refused.
 *
 *   required  business name that does not indicate debt collection · request to reply · name of a natural person to
 *             reply to · telephone number                                                         (1006.2(j)(1))
 *   allowed   salutation · date and time of the message · suggested times to reply · that any representative may be
 *             spoken to                                                                           (1006.2(j)(2))
 */
import { compilePhrase, type Phrase } from './limited-content-phrases.ts';
import { sentencesOf, type Sentence } from './limited-content-words.ts';

/** What every limited-content message says. */
export const limitedContentParts = ['business-name', 'request-to-reply', 'person-name', 'phone-number'] as const;
export type LimitedContentPart = (typeof limitedContentParts)[number];

export type LimitedContentFault =
  /** The exception is for voicemail alone: the same words in a text message are a communication. */
  | { kind: 'not-a-voicemail' }
  | { kind: 'missing'; part: LimitedContentPart }
  /** Says something beside what the rule allows. */
  | { kind: 'not-allowed'; sentence: string }
  | { kind: 'name-indicates-debt-collection'; name: string };

const phrases: readonly Phrase[] = [
  // Salutation.
  compilePhrase('hello|hi [there|everyone|NAME]'),
  compilePhrase('good morning|afternoon|evening|day [NAME]'),
  // Who calls.
  compilePhrase('this|it is PERSON [calling] [from|with|at BUSINESS]'),
  compilePhrase("my name is PERSON [and i am|i'm] [calling] [from|with|at BUSINESS]"),
  compilePhrase("i am|i'm PERSON [calling] [from|with|at BUSINESS]"),
  compilePhrase("i am|i'm calling from|with|at BUSINESS"),
  compilePhrase('calling from|with|at BUSINESS'),
  compilePhrase('this|it is COMPANY [calling]'),
  // The request, whom to ask for, the number, suggested times.
  compilePhrase('[please] REPLY call|phone|contact|reach me|us [or PEOPLE] [back] [WHEN] [NUMBER] [WHEN]'),
  compilePhrase('[please] REPLY call|phone|contact|reach PEOPLE [back] [WHEN] [NUMBER] [WHEN]'),
  compilePhrase('[please] REPLY call back [WHEN] [NUMBER] [WHEN]'),
  compilePhrase('[please] REPLY call PHONE [WHEN]'),
  compilePhrase('[please] REPLY return my|our|this call [WHEN] [NUMBER] [WHEN]'),
  compilePhrase('[please] REPLY reply to this message [WHEN] [NUMBER] [WHEN]'),
  compilePhrase('[please] REPLY give me|us a call [back] [WHEN] [NUMBER] [WHEN]'),
  compilePhrase('you can|may call|contact|reach me|us [or PEOPLE] [back] [WHEN] [NUMBER] [WHEN]'),
  compilePhrase('you can|may call|contact|reach PEOPLE [WHEN] NUMBER [WHEN]'),
  compilePhrase('[please] ask for PEOPLE'),
  compilePhrase('[again] my|our|the|that [telephone|phone|callback] number [again] is PHONE'),
  compilePhrase('again PHONE'),
  compilePhrase("[again] [that is|that's] PHONE"),
  // Date and time of the message.
  compilePhrase('it is TIME [on] [DATE]'),
  compilePhrase('it is DATE [at TIME]'),
  compilePhrase('today is DATE'),
  compilePhrase('the time|date is TIME|DATE'),
  // Any representative.
  compilePhrase('[if you call|reply [back]] you can|may speak to|with any REPRESENTATIVES'),
];

/** Words that tell a listener what the caller's business is. */
const debtWords =
  /\b(debt\w*|collect\w*|recover\w*|receivable\w*|credit\w*|loan\w*|billing|payment\w*|judg\w*|arbitration|delinquen\w*|charge-?off\w*|repossess\w*|garnish\w*|settlement\w*|lien\w*|past due)\b/i;

/** What is wrong with a text; empty when it is a limited-content message. */
export function findLimitedContentFaults(
  transcript: string,
  medium: 'voicemail' | 'text-message',
): LimitedContentFault[] {
  const faults: LimitedContentFault[] = medium === 'voicemail' ? [] : [{ kind: 'not-a-voicemail' }];
  const said = new Set<LimitedContentPart>();
  for (const sentence of sentencesOf(transcript)) {
    const reading = readSentence(sentence);
    if (!reading) {
      faults.push({ kind: 'not-allowed', sentence: sentence.text });
      continue;
    }
    for (const part of reading.parts) said.add(part);
    for (const name of reading.names.filter((each) => debtWords.test(each)))
      faults.push({ kind: 'name-indicates-debt-collection', name });
  }
  const missing = limitedContentParts.filter((part) => !said.has(part));
  return [...faults, ...missing.map((part) => ({ kind: 'missing' as const, part }))];
}

export type Reading = { parts: readonly LimitedContentPart[]; names: readonly string[] };

/** Reads a sentence as a row of phrases; of several ways the one that says most. `undefined`: there is none. */
function readSentence({ words }: Sentence): Reading | undefined {
  /** The best reading of the words before each position. */
  const upTo: (Reading | undefined)[] = [{ parts: [], names: [] }];
  for (let position = 0; position < words.length; position += 1) {
    const before = upTo[position];
    if (!before) continue;
    if (words[position]?.key === 'and') keepBetter(upTo, position + 1, before);
    for (const phrase of phrases)
      for (const { end, parts, names } of phrase(words, position))
        keepBetter(upTo, end, { parts: [...before.parts, ...parts], names: [...before.names, ...names] });
  }
  return upTo[words.length];
}

function keepBetter(upTo: (Reading | undefined)[], end: number, reading: Reading): void {
  const known = upTo[end];
  if (!known || new Set(reading.parts).size > new Set(known.parts).size) upTo[end] = reading;
}

const partSentences: Readonly<Record<LimitedContentPart, string>> = {
  'business-name': 'it does not say the name of the business',
  'request-to-reply': 'it does not ask to call back',
  'person-name': 'it does not name a person to ask for',
  'phone-number': 'it gives no telephone number',
};

/** A fault in plain words, to follow a colon. */
export function describeLimitedContentFault(fault: LimitedContentFault): string {
  if (fault.kind === 'missing') return partSentences[fault.part];
  if (fault.kind === 'not-allowed') return `“${fault.sentence}” may not be said`;
  if (fault.kind === 'not-a-voicemail') return 'only a voicemail can be one';
  return `“${fault.name}” tells that debts are collected`;
}
