/**
 * F-9: others than the consumer may be asked where the consumer lives, works and can be called, once each, by somebody who
 * says their own name, and never that there is a debt (12 CFR 1006.10; 15 USC 1692b). Calls that nobody answers are
 * limited as any others are (F-1).
 */
import type { ContactFacts } from '../facts/facts.ts';
import { isDeceased, mayBeAskedAgain, momentsReached } from '../location-contacts.ts';
import { asksOnlyForLocation, isOutsider } from '../recipients.ts';
import { type Obligation, type Ruling, defineRule } from '../rule.ts';

const citation = '12 CFR 1006.10(b), (c)';

function script({ action, actor }: ContactFacts): Obligation[] {
  return [
    {
      code: 'location.identify',
      title: 'Say your own name',
      text: `My name is ${actor.agentName}. I am confirming or correcting location information about somebody.`,
      citation: '12 CFR 1006.10(b)(1)',
    },
    {
      code: 'location.employer-if-asked',
      title: 'Name the company only if asked',
      text: `Say “${actor.organizationName}” only if the person expressly asks for whom you work.`,
      citation: '12 CFR 1006.10(b)(1)',
    },
    {
      code: 'location.no-debt',
      title: 'Never say that there is a debt',
      text: 'Do not say that the consumer owes anything, and do not ask to pass a message on.',
      citation: '12 CFR 1006.10(b)(2)',
    },
    ...(action.channel === 'letter'
      ? [
          {
            code: 'location.no-postcard',
            title: 'No postcard, nothing on the envelope',
            text: 'Send a closed letter, with nothing on it that tells of debt collection.',
            citation: '12 CFR 1006.10(b)(3), (4)',
          },
        ]
      : []),
  ];
}

function judgeVoicemail({ action }: ContactFacts): Ruling | null {
  if (action.channel !== 'voicemail') return null;
  if (action.message === null || action.message.messageClass === 'limited-content') {
    return {
      verdict: 'block',
      reason: 'A message may not be left here: this voicemail is not the consumer’s, so it would tell somebody else.',
      citation: '12 CFR 1006.2(j), comment 2(j)-2',
    };
  }
  return {
    verdict: 'review',
    reason: 'Anybody may hear a message on this voicemail: compliance decides whether one is left.',
    isPolicy: true,
  };
}

export const locationInformation = defineRule<Readonly<Record<string, never>>>(
  { id: 'F-9', title: 'Asking others where the consumer is', citation, isPolicy: false },
  (facts, nowMs) => {
    const { action, consumer, person } = facts;
    const reached = momentsReached(facts, nowMs).length;
    const used = {
      recipient: action.recipient,
      times_reached: reached,
      asked_for_another_call: person?.askedForAnotherCall === true,
      has_better_information: person?.hasBetterInformation ?? null,
      is_located: consumer.isLocated,
    };
    if (!isOutsider(action.recipient)) {
      return { verdict: 'allow', reason: 'Nobody else is asked about the consumer.', facts: used };
    }
    if (action.direction === 'inbound') {
      return { verdict: 'require', reason: 'This person began it.', obligations: script(facts), facts: used };
    }
    const voicemail = judgeVoicemail(facts);
    if (voicemail) return { ...voicemail, facts: used };
    if (!asksOnlyForLocation(action)) {
      return {
        verdict: 'block',
        reason: 'This person may only be asked where the consumer is.',
        facts: used,
      };
    }
    if (reached > 0 && !mayBeAskedAgain(facts)) {
      return {
        verdict: 'block',
        reason: 'This person has been asked already, and may not be asked again unless they want to be.',
        citation: '12 CFR 1006.10(c)',
        facts: used,
      };
    }
    // Once the consumer is dead, the person who handles their affairs is looked for (F-17).
    if (!isDeceased(facts) && consumer.isLocated !== false) {
      return {
        verdict: 'review',
        reason:
          consumer.isLocated === true
            ? 'Address and telephone number of the consumer are known: there is nothing to ask others.'
            : 'Nobody has said whether address and telephone number of the consumer are known already.',
        isPolicy: true,
        facts: used,
      };
    }
    return {
      verdict: 'require',
      reason: 'This person may be asked once where the consumer is, and told nothing else.',
      obligations: script(facts),
      facts: used,
    };
  },
);
