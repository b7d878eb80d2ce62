/**
 * F-12: what is left on a voicemail without being a communication holds what 12 CFR 1006.2(j) asks for and nothing else.
 * The words themselves are read; a template's own opinion of itself is not enough. Whoever else hears a longer message
 * learns of the debt, so that a person decides about one.
 */
import type { ContactFacts } from '../facts/facts.ts';
import { describeLimitedContentFault, findLimitedContentFaults } from '../limited-content.ts';
import { isConsumer } from '../recipients.ts';
import { defineRule } from '../rule.ts';

/** Where the words are left, as the limited-content exception knows it. */
const mediumOf = ({ action }: ContactFacts): 'voicemail' | 'text-message' =>
  action.channel === 'voicemail' ? 'voicemail' : 'text-message';

export const limitedContentMessage = defineRule<Readonly<Record<string, never>>>(
  { id: 'F-12', title: 'Message on a voicemail', citation: '12 CFR 1006.2(j), (b), (d)', isPolicy: false },
  (facts) => {
    const { action } = facts;
    const claims = action.message?.messageClass === 'limited-content';
    if (action.direction === 'inbound' || (action.channel !== 'voicemail' && !claims)) {
      return { verdict: 'allow', reason: 'No message is left on a voicemail.' };
    }
    const text = action.message?.text ?? '';
    if (text.trim() === '') {
      return {
        verdict: claims ? 'block' : 'review',
        reason: 'Nobody knows yet what the message will say.',
        facts: { template_id: action.message?.templateId ?? null, faults: null },
      };
    }
    const faults = findLimitedContentFaults(text, mediumOf(facts)).map(describeLimitedContentFault);
    const used = { template_id: action.message?.templateId ?? null, faults };
    if (!isConsumer(action.recipient)) {
      return claims
        ? {
            verdict: 'block',
            reason: 'Such a message is only for the consumer’s own voicemail.',
            citation: '12 CFR 1006.2(j), comment 2(j)-2',
            facts: used,
          }
        : { verdict: 'allow', reason: 'This message is not for the consumer.', facts: used };
    }
    if (faults.length === 0) {
      return {
        verdict: 'allow',
        reason: 'The message says who called and how to reply, and nothing else. The call still counts.',
        facts: used,
      };
    }
    return claims
      ? { verdict: 'block', reason: `This message may not be left: ${faults.join('; ')}.`, facts: used }
      : {
          verdict: 'review',
          reason: `This message tells more than a name and a number, and others may hear it: ${faults.join('; ')}.`,
          isPolicy: true,
          citation: 'Policy, after 12 CFR 1006.2(j) and 1006.6(d)(1)',
          facts: used,
        };
  },
);
