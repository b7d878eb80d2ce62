/**
 * T-2: a call by an artificial or prerecorded voice to a wireless number wants prior express consent (47 USC 227(b)(1)(A)(iii), 47 CFR
 * 64.1200(a)(1)). With an offer in it, it wants written consent, to a residential landline as well (64.1200(a)(2), (a)(3)). A number
 * that a person clicks in a stored list is dialed by no autodialer (Facebook v. Duguid, 592 US 395).
 */
import { hasCallConsent, isArtificialVoice, isOffer, isTakenForWireless } from '../automated-voice.ts';
import { isTelephoneCall } from '../facts/fields.ts';
import { defineRule } from '../rule.ts';

export const automatedVoiceConsent = defineRule<Readonly<Record<string, never>>>(
  {
    id: 'T-2',
    title: 'Consent to automated voices',
    citation: '47 USC 227(b)(1)(A)(iii); 47 CFR 64.1200(a)(1); FCC 24-17',
    isPolicy: false,
  },
  (facts, nowMs) => {
    const { action, endpoint } = facts;
    const used = { mode: action.mode, line_type: endpoint.lineType, purposes: action.purposes };
    if (!isTelephoneCall(action.channel) || action.direction === 'inbound') {
      return { verdict: 'allow', reason: 'This is no call of ours.', facts: used };
    }
    if (!isArtificialVoice(action)) {
      return { verdict: 'allow', reason: 'A person speaks, and no random numbers are dialed.', facts: used };
    }
    if (hasCallConsent(facts, nowMs)) {
      return { verdict: 'allow', reason: 'The consumer agreed to calls at this number.', facts: used };
    }
    if (isOffer(action)) {
      return {
        verdict: 'block',
        reason:
          'An automated voice may offer something only with written consent, and none is on file for this number.',
        citation: '47 CFR 64.1200(a)(2), (a)(3)',
        facts: used,
      };
    }
    if (!isTakenForWireless(facts)) {
      return { verdict: 'allow', reason: 'A landline: the limit for recorded voices applies instead.', facts: used };
    }
    return {
      verdict: 'block',
      reason: 'An automated voice may call this number only with consent, and none is on file for it.',
      facts: used,
    };
  },
);
