/**
 * T-7: the number shown is one that we hold and that reaches us; it is never withheld and never somebody else's (47 USC 227(e),
 * 47 CFR 64.1601(e); RCW 19.16.250(19) forbids licensees to withhold it at all).
 */
import { isTelephoneCall } from '../facts/fields.ts';
import { defineRule } from '../rule.ts';

export const callerIdShown = defineRule<Readonly<Record<string, never>>>(
  {
    id: 'T-7',
    title: 'Number shown to the consumer',
    citation: '47 USC 227(e); 47 CFR 64.1601(e); RCW 19.16.250(19)',
    isPolicy: false,
    override: 'never',
  },
  ({ action }) => {
    const { isOurs, isWithheld, phoneNumber } = action.callerId;
    const used = { caller_id: phoneNumber, is_ours: isOurs, is_withheld: isWithheld };
    const isShown = isTelephoneCall(action.channel) || action.channel === 'sms';
    if (!isShown || action.direction === 'inbound') {
      return { verdict: 'allow', reason: 'No number of ours is shown here.', facts: used };
    }
    if (isWithheld) {
      return { verdict: 'block', reason: 'The caller id may not be withheld.', facts: used };
    }
    if (!isOurs) {
      return { verdict: 'block', reason: 'The number shown is not one that the organization holds.', facts: used };
    }
    return { verdict: 'allow', reason: 'The number shown is our own.', facts: used };
  },
);
