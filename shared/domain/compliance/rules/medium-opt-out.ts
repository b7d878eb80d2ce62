/**
 * F-10: whoever asks not to be contacted by a medium, or at one number or address of it, is not, for any debt (12 CFR
 * 1006.14(h)(1)). An opt-out that came electronically may be confirmed once, and who writes or calls after it is answered
 * once in the same medium (1006.14(h)(2)). Required notices go another way.
 */
import { isFirstAnswer } from '../consumer-initiated.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isElectronic, isTelephoneCall, type Medium } from '../facts/fields.ts';
import { isOptOutConfirmation, isTarget, optOutsAgainst, targetOf } from '../opt-outs.ts';
import { type Ruling, defineRule } from '../rule.ts';

const names: Readonly<Record<Medium, string>> = {
  voice: 'calls',
  voicemail: 'calls',
  sms: 'texts',
  email: 'emails',
  letter: 'letters',
  'direct-message': 'direct messages',
};

type Against = { address: string | null; receivedAtMs: number; receivedBy: Medium };

/** "Leave me alone", spoken, is at the least a wish not to be called. */
function wishesAgainst(facts: ContactFacts, nowMs: number): Against[] {
  const spokenAtMs = facts.person?.askedToBeLeftAloneAtMs ?? null;
  const isSpoken = spokenAtMs !== null && spokenAtMs <= nowMs && isTelephoneCall(facts.action.channel);
  const wishes = optOutsAgainst(facts, nowMs);
  return isSpoken ? [...wishes, { address: null, receivedAtMs: spokenAtMs, receivedBy: 'voice' }] : wishes;
}

/** An opt-out is confirmed once, and only one that came by an electronic message. */
function judgeConfirmation({ action, history }: ContactFacts, wishes: readonly Against[], nowMs: number): Ruling {
  const target = targetOf(action);
  const [electronic] = wishes.filter(({ receivedBy }) => isElectronic(receivedBy)).slice(-1);
  if (electronic === undefined) {
    return { verdict: 'block', reason: 'Only a wish that came by text or email is confirmed that way.' };
  }
  const wasConfirmed = history.messages.some(
    ({ channel, purpose, sentAtMs, address }) =>
      purpose === 'opt-out-confirmation' &&
      channel === action.channel &&
      sentAtMs >= electronic.receivedAtMs &&
      sentAtMs <= nowMs &&
      (address === '' || target === null || isTarget(address, target)),
  );
  return wasConfirmed
    ? { verdict: 'block', reason: 'This wish has been confirmed already.' }
    : { verdict: 'allow', reason: 'The wish may be confirmed once, with nothing else in the message.' };
}

export const mediumOptOut = defineRule<Readonly<Record<string, never>>>(
  { id: 'F-10-medium', title: 'Ways the person does not want', citation: '12 CFR 1006.14(h)', isPolicy: false },
  (facts, nowMs) => {
    const { action, person } = facts;
    const wishes = wishesAgainst(facts, nowMs);
    const latest = wishes.toSorted((a, b) => b.receivedAtMs - a.receivedAtMs)[0];
    const used = {
      medium: action.channel,
      target: targetOf(action),
      opt_outs: wishes.map(({ address, receivedAtMs, receivedBy }) => ({
        address,
        received_at: new Date(receivedAtMs).toISOString(),
        received_by: receivedBy,
      })),
    };
    if (latest === undefined) {
      return {
        verdict: 'allow',
        reason:
          person === null
            ? 'Nobody is on file here, so no wish of theirs is known.'
            : `This person has not asked us to stop ${names[action.channel]}.`,
        facts: used,
      };
    }
    if (action.direction === 'inbound') {
      return { verdict: 'allow', reason: 'The person began this and may be answered.', facts: used };
    }
    const citation = '12 CFR 1006.14(h)(2)';
    if (isOptOutConfirmation(action)) return { ...judgeConfirmation(facts, wishes, nowMs), citation, facts: used };
    if (isFirstAnswer(action, nowMs) && (action.replyTo?.receivedAtMs ?? 0) > latest.receivedAtMs) {
      return {
        verdict: 'allow',
        reason: 'The person wrote or called after asking us to stop, and may be answered once in the same way.',
        citation,
        facts: used,
      };
    }
    const isRequired = action.purposes.some((each) => each === 'validation-notice' || each === 'dispute-verification');
    if (action.channel === 'letter' && isRequired) {
      return {
        verdict: 'review',
        reason: 'The person wants no letters, and the law may ask for this one: compliance decides.',
        citation,
        facts: used,
      };
    }
    const isOneAddress = wishes.every(({ address }) => address !== null);
    const other = isRequired ? ' Send the notice by mail.' : '';
    return {
      verdict: 'block',
      reason: `This person asked us to stop ${names[action.channel]}${isOneAddress ? ' to this number or address' : ''}, for every debt.${other}`,
      facts: used,
    };
  },
);
