/**
 * What is no contact of our own making: what the person reached has begun themselves, which may be answered where a contact
 * of our own would be barred, and what the law itself has us send.
 */
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

/**
 * An answer to what the consumer began that asks for nothing: they call, or this is the first answer in their medium and has no
 * purpose but to answer. It may be given where collection is barred altogether.
 */
export const isBareAnswer = (action: ContactAction, nowMs: number): boolean =>
  action.direction === 'inbound' ||
  (isConsumerInitiated(action, nowMs) &&
    action.purposes.length > 0 &&
    action.purposes.every((purpose) => purpose === 'reply'));

/** Whether the consumer began this, or it only confirms that they want no more of it. */
export const isAnswer = (action: ContactAction, nowMs: number): boolean =>
  isConsumerInitiated(action, nowMs) ||
  (action.purposes.length > 0 && action.purposes.every((purpose) => purpose === 'opt-out-confirmation'));

/** Whether this is nothing but a notice the law has us send (12 CFR 1006.34(a), 1006.38(c) and (d)). */
export const isRequiredNotice = ({ purposes }: ContactAction): boolean =>
  purposes.length > 0 &&
  purposes.every((purpose) => purpose === 'validation-notice' || purpose === 'dispute-verification');
