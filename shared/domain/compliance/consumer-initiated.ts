/** What the person reached has begun themselves: it may be answered where a contact of our own would be barred. */
import type { ContactAction } from './facts/action.ts';
import { isTelephoneCall } from './facts/fields.ts';

/** One answer, in the medium the person used (comments 6(b)(1)-2 and 6(b)(2)-1; 12 CFR 1006.14(h)(2)(ii)). */
export const isFirstAnswer = ({ replyTo, channel }: ContactAction, nowMs: number): boolean =>
  replyTo !== null && replyTo.channel === channel && !replyTo.isAnswered && replyTo.receivedAtMs <= nowMs;

/**
 * The person calls or writes, or a message of theirs is answered for the first time in its medium. A call is answered while
 * it lasts; calling back is a contact of our own.
 */
export const isConsumerInitiated = (action: ContactAction, nowMs: number): boolean =>
  action.direction === 'inbound' || (!isTelephoneCall(action.channel) && isFirstAnswer(action, nowMs));
