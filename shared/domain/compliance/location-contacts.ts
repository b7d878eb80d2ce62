/** Who has been reached already when somebody other than the consumer is asked where a person is (12 CFR 1006.10(c)). */
import type { ContactFacts } from './facts/facts.ts';

/**
 * When this person was reached: spoken with, left a message, or written to. A message left for somebody who is not the
 * consumer is no limited-content message. Epoch milliseconds, up to now, in no order.
 */
export const momentsReached = ({ history }: ContactFacts, nowMs: number): number[] =>
  [
    ...history.conversations.map(({ atMs }) => atMs),
    ...history.attempts.filter(({ leftVoicemail }) => leftVoicemail).map(({ placedAtMs }) => placedAtMs),
    ...history.messages.map(({ sentAtMs }) => sentAtMs),
  ].filter((atMs) => atMs <= nowMs);

/** Whether they asked for another call, or are believed to know better now (12 CFR 1006.10(c)(1) and (2)). */
export const mayBeAskedAgain = ({ person }: ContactFacts): boolean =>
  person?.askedForAnotherCall === true || person?.hasBetterInformation === true;

/** Whether somebody has said that the consumer has died, with or without the day. */
export const isDeceased = ({ consumer }: ContactFacts): boolean => consumer.isDeceased || consumer.deceasedOn !== null;
