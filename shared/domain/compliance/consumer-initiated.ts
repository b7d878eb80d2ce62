/**
 * What is no contact of our own making: the consumer calls or writes, and may be answered; and what the law itself has us
 * send. Rules on how often we may be in touch, or by what means, ask here first.
 */
import type { ContactAction } from './facts/action.ts';

/** Whether the consumer began this: they call, or this is the one answer, by the same medium, to what they wrote. */
export function isAnswer({ direction, replyTo, channel, purposes }: ContactAction): boolean {
  if (direction === 'inbound') return true;
  if (replyTo !== null && !replyTo.isAnswered && replyTo.channel === channel) return true;
  return purposes.length > 0 && purposes.every((purpose) => purpose === 'opt-out-confirmation');
}

/** Whether this is nothing but a notice the law has us send (12 CFR 1006.34(a), 1006.38(c) and (d)). */
export const isRequiredNotice = ({ purposes }: ContactAction): boolean =>
  purposes.length > 0 &&
  purposes.every((purpose) => purpose === 'validation-notice' || purpose === 'dispute-verification');
