/** Who wants to hear nothing more by a medium, or at one number or address (12 CFR 1006.14(h)). */
import type { ContactAction } from './facts/action.ts';
import type { ContactFacts } from './facts/facts.ts';
import { isTelephoneCall, type Medium } from './facts/fields.ts';
import type { ContactPerson } from './facts/person.ts';

export type MediumOptOut = ContactPerson['mediumOptOuts'][number];

/** The number or address that is about to be used; null when it is not known. */
export function targetOf({ channel, phoneNumber, address }: ContactAction): string | null {
  const target = isTelephoneCall(channel) || channel === 'sms' ? phoneNumber : (address ?? '');
  return target.trim() === '' ? null : target.trim().toLowerCase();
}

/** A number is the same however it is written: its digits are, but for the country's 1. */
const digitsOf = (target: string): string => target.replaceAll(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
export const isTarget = (address: string, target: string): boolean =>
  address.trim().toLowerCase() === target ||
  (!/[@a-z]/i.test(`${address}${target}`) && digitsOf(address) !== '' && digitsOf(address) === digitsOf(target));

/** "Stop calling" is about speaking and recordings alike. */
export const isSameMedium = (one: Medium, other: Medium): boolean =>
  one === other || (isTelephoneCall(one) && isTelephoneCall(other));

/** The wishes about this number or address, by any medium, oldest first. One about an address stands when it is not known which is used. */
export function optOutsOfTarget({ action, person }: ContactFacts, nowMs: number): MediumOptOut[] {
  const target = targetOf(action);
  return (person?.mediumOptOuts ?? [])
    .filter(
      ({ address, receivedAtMs, isWithdrawn }) =>
        !isWithdrawn && receivedAtMs <= nowMs && (address === null || target === null || isTarget(address, target)),
    )
    .toSorted((a, b) => a.receivedAtMs - b.receivedAtMs);
}

/** Those of them that stand against this contact. */
export const optOutsAgainst = (facts: ContactFacts, nowMs: number): MediumOptOut[] =>
  optOutsOfTarget(facts, nowMs).filter(({ medium }) => isSameMedium(medium, facts.action.channel));

/** Money, an offer or a page to open: more than that a wish was received. Only what needs no reading is found. */
const moreThanThat =
  /\$\s?\d|https?:\/\/|\b(owe[ds]?|balance|pay|paying|payments?|past due|settle|settlement|offer|discount)\b/i;

/** The one message that says that an opt-out was received, and nothing else (12 CFR 1006.14(h)(2)(i)). */
export const isOptOutConfirmation = ({ purposes, message }: ContactAction): boolean =>
  message?.messageClass === 'opt-out-confirmation' &&
  purposes.every((purpose) => purpose === 'opt-out-confirmation') &&
  !moreThanThat.test(`${message.subject}\n${message.text}`);

const optOutWords =
  /^(please )?(stop|end|quit|cancel|revoke|unsubscribe|opt[ -]?out|remove( me)?|stop ?all|stop (texting|emailing|e-mailing|writing|contacting|messaging)( me)?|(do not|don't|no more|stop( sending)?( me)?) (text|email|e-mail|contact|message|write)s?( me)?|take me off( (your|the) list)?)( please)?( anymore| any more)?$/;

/** What the writer wrote themselves: without the lines quoted of our message, whose own notice says "stop". */
export const ownLines = (text: string): string[] => {
  const lines = text.split(/\r?\n/);
  const quoteAt = lines.findIndex((line) => /^\s*(on .+ wrote:|-+ ?original message ?-+|from: )/i.test(line));
  return (quoteAt < 0 ? lines : lines.slice(0, quoteAt)).filter((line) => !line.trimStart().startsWith('>'));
};

type Written = { subject: string; body: string };

/** What the writer wrote, in lower case, a sentence or a part of one each. */
function partsOf({ subject, body }: Written): string[] {
  const words = [subject.replace(/^\s*((re|fwd?|aw):\s*)+/i, ''), ...ownLines(body)];
  return words
    .flatMap((line) => line.split(/[.!?;,:]+/))
    .map((part) =>
      part
        .toLowerCase()
        .replaceAll('’', "'")
        .replaceAll(/["“”()*]/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    );
}

/**
 * Whether a text or email tells us to stop: a sentence of its own in the subject or the body. What is longer or unclear is
 * for a person to read; this only finds what needs no reading.
 */
export const asksToStop = (written: Written): boolean => partsOf(written).some((part) => optOutWords.test(part));

const ceaseWords =
  /^(please )?((i |we )?(refuse|decline) to pay( (you|this|it|that|anything|the debt|this debt|that debt))?|(i |we )?(will not|won't|am not going to|are not going to|will never) (be paying|pay)( (you|this|it|anything|the debt|this debt))?|i'm not (paying|going to pay)( (you|this|it|anything|the debt|this debt))?|cease( and desist)?|(stop|cease|end) (all )?(further )?(contact|contacting|communication|communicating|communications)( (me|with me|us|with us))?|(do not|don't|never) (contact|communicate with) (me|us))( please)?( again| anymore| any more| ever again)?$/;

/**
 * Whether a text or email refuses to pay or wants no further contact at all (12 CFR 1006.6(c)(1)): a sentence of its own, as above.
 * "I will not pay before Friday" is for a person to read.
 */
export const refusesOrCeases = (written: Written): boolean => partsOf(written).some((part) => ceaseWords.test(part));
