/**
 * F-11: every email, text and direct message says, clearly and conspicuously, how to hear nothing more at that address or
 * number; it costs nothing and asks for nothing but the wish and the address (12 CFR 1006.6(e)). The first message and
 * every later one alike.
 */
import { isElectronic } from '../facts/fields.ts';
import { isOptOutConfirmation } from '../opt-outs.ts';
import { type Ruling, defineRule } from '../rule.ts';

export const optOutNotice = defineRule<Readonly<Record<string, never>>>(
  { id: 'F-11', title: 'How to stop messages', citation: '12 CFR 1006.6(e)', isPolicy: false },
  ({ action }) => {
    const { message } = action;
    if (!isElectronic(action.channel) || action.direction === 'inbound') {
      return { verdict: 'allow', reason: 'Only messages that we send electronically need to say how to stop them.' };
    }
    if (isOptOutConfirmation(action)) {
      return { verdict: 'allow', reason: 'This confirms a wish to stop and may hold nothing else.' };
    }
    const optOut = message?.optOut ?? null;
    const used = {
      template_id: message?.templateId ?? null,
      opt_out: optOut,
      languages: message?.languages ?? [],
    };
    const say = (verdict: Ruling['verdict'], reason: string, isPolicy = false): Ruling => ({
      verdict,
      reason,
      isPolicy,
      ...(isPolicy ? { override: 'supervisor' } : {}),
      facts: used,
    });
    if (message === null)
      return say('block', 'The words of the message are not known, so nothing shows that it can be stopped.');
    if (optOut === null)
      return say('block', 'The message does not say how to stop messages to this number or address.');
    if (!optOut.isConspicuous) return say('block', 'The message hides how it can be stopped.');
    if (optOut.asksForMore === true) {
      return say('block', 'To stop messages, more is asked for than the wish and the address.');
    }
    if (optOut.costsMoney === true) return say('block', 'To stop messages costs money.');
    if (optOut.asksForMore === null || optOut.costsMoney === null) {
      return say(
        'review',
        'Nobody has said whether stopping messages costs anything or asks for more than the address.',
      );
    }
    if (message.languages.length === 0 || optOut.languages.length === 0) {
      return say('review', 'Nobody has said in which language the message, or its notice how to stop it, is.', true);
    }
    if (message.languages.some((language) => !optOut.languages.includes(language))) {
      return say('review', 'The message says how to stop it in another language than its own.', true);
    }
    return say('allow', 'The message says how to stop messages to this number or address.');
  },
);
