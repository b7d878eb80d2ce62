/**
 * F-8: a debt is discussed only with the consumer, with those who stand for the consumer, and with the attorney, the
 * creditor and the consumer reporting agency (12 CFR 1006.6(d)(1)). Everybody else may be asked where the consumer is, and no more.
 */
import { asksOnlyForLocation, isOutsider } from '../recipients.ts';
import { type Ruling, defineRule } from '../rule.ts';

/** Those who are the consumer for the law only while they may act for them. */
const needAuthority: ReadonlySet<string> = new Set(['guardian', 'personal-representative', 'successor-in-interest']);

export const thirdPartyDisclosure = defineRule<Readonly<Record<string, never>>>(
  {
    id: 'F-8-third-party',
    title: 'With whom a debt is discussed',
    citation: '12 CFR 1006.6(d)(1), 1006.6(a); 15 USC 1692c(b)',
    isPolicy: false,
  },
  ({ action, person }) => {
    const { recipient } = action;
    const hasAuthority = person?.hasAuthority ?? null;
    const used = { recipient, purposes: action.purposes, has_authority: hasAuthority };
    const isUnauthorized = needAuthority.has(recipient) && hasAuthority === false;
    if (!isOutsider(recipient) && !isUnauthorized) {
      if (!needAuthority.has(recipient) || hasAuthority === true || asksOnlyForLocation(action)) {
        return { verdict: 'allow', reason: 'The debt may be discussed with this person.', facts: used };
      }
      return {
        verdict: 'review',
        reason: 'Nobody has said whether this person may act for the consumer: find that out before the debt is named.',
        facts: used,
      };
    }
    if (action.direction === 'inbound') {
      const ruling: Ruling = {
        verdict: 'require',
        reason: 'This person may be answered, and told nothing about a debt.',
        obligations: [
          {
            code: 'third-party.say-nothing',
            title: 'Say nothing about a debt',
            text: 'Do not say or confirm that there is a debt, and do not say what the call was about.',
            citation: '12 CFR 1006.6(d)(1)',
          },
        ],
        facts: used,
      };
      return ruling;
    }
    return asksOnlyForLocation(action)
      ? { verdict: 'allow', reason: 'This only asks where the consumer is.', facts: used }
      : {
          verdict: 'block',
          reason: 'The debt may not be discussed with this person; they may only be asked where the consumer is.',
          facts: used,
        };
  },
);
