/**
 * F-8: an email or a text goes only to an address or number for which one of the procedures of 12 CFR 1006.6(d)(4) and (5)
 * holds, so that nobody else reads about the debt. Without one the message is not sent. Direct messages have no procedure.
 */
import { type EmailBasis, type EmailBasisParameters, emailBasisOf } from '../email-basis.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isElectronic } from '../facts/fields.ts';
import { momentText } from '../local-time.ts';
import { consumerDays } from '../consumer-calendar.ts';
import { isOptOutConfirmation } from '../opt-outs.ts';
import { isConsumer } from '../recipients.ts';
import { type Ruling, defineRule } from '../rule.ts';
import { type TextBasisParameters, textBasisOf } from '../text-basis.ts';

export type ElectronicBasisParameters = EmailBasisParameters &
  TextBasisParameters & {
    /** From this day on the agent is told that the basis of a text is about to end. */
    warnFromDay: number;
  };

const emailReasons: Readonly<Record<NonNullable<EmailBasis['kind']>, string>> = {
  'used-by-consumer': 'The consumer has written to us from this address.',
  consent: 'The consumer agreed to be written to at this address.',
  creditor: 'The creditor told the consumer that we would write to this address, and they did not object in time.',
  'prior-collector': 'The collector just before us wrote to this address, and the consumer did not object.',
};

function judgeEmail(facts: ContactFacts, nowMs: number, parameters: ElectronicBasisParameters): Ruling {
  const { kind, opensAtMs, faults } = emailBasisOf(facts, nowMs, parameters);
  const used = { address: facts.action.address, basis: kind, faults };
  const citation = '12 CFR 1006.6(d)(4)';
  if (kind !== null) return { verdict: 'allow', reason: emailReasons[kind], citation, facts: used };
  const why = faults.length === 0 ? 'the consumer has neither used it with us nor agreed to it' : faults.join('; ');
  if (opensAtMs !== null) {
    const { zone } = consumerDays(facts, nowMs, parameters.statedLocationMs);
    return {
      verdict: 'defer',
      reason: `This address may not be used yet: ${why}. Next: ${momentText(opensAtMs, zone)} there.`,
      nextLawfulAtMs: opensAtMs,
      citation,
      facts: used,
    };
  }
  return { verdict: 'block', reason: `Nothing allows emails to this address: ${why}.`, citation, facts: used };
}

function judgeText(facts: ContactFacts, nowMs: number, parameters: ElectronicBasisParameters): Ruling {
  const basis = textBasisOf(facts, nowMs, parameters);
  const { freshDays, warnFromDay } = parameters;
  const citation = '12 CFR 1006.6(d)(5)';
  const phoneNumber = facts.action.phoneNumber;
  if (basis.kind === 'none') {
    return {
      verdict: 'block',
      reason: 'Nothing allows texts to this number: the consumer has neither texted us from it nor agreed to texts.',
      citation,
      facts: { phone_number: phoneNumber, basis: null },
    };
  }
  const used = {
    phone_number: phoneNumber,
    basis: basis.kind === 'fresh' ? basis.by : null,
    since: new Date(basis.sinceMs).toISOString(),
    days: basis.days,
    fresh_days: freshDays,
    is_ending: basis.kind === 'fresh' && basis.days >= warnFromDay,
  };
  if (basis.kind === 'stale') {
    return {
      verdict: 'block',
      reason: basis.isReassigned
        ? 'This number has been given to somebody else since the consumer used it.'
        : `The last text or consent from this number is ${basis.days} days old: wait for a new one, or have the database say that the number is still theirs.`,
      citation,
      facts: used,
    };
  }
  const source =
    basis.by === 'consumer' ? 'the consumer texted us or agreed' : 'the database said that the number is still theirs';
  const left = used.is_ending ? ` Only ${freshDays - basis.days} days are left of it.` : '';
  return {
    verdict: 'allow',
    reason: `${basis.days} of ${freshDays} days ago ${source}.${left}`,
    citation,
    facts: used,
  };
}

export const electronicBasis = defineRule<ElectronicBasisParameters>(
  {
    id: 'F-8',
    title: 'Address and number for messages',
    citation: '12 CFR 1006.6(d)(3)-(5)',
    isPolicy: false,
  },
  (facts, nowMs, parameters) => {
    const { action } = facts;
    if (!isElectronic(action.channel)) {
      return { verdict: 'allow', reason: 'This is about emails, texts and direct messages only.' };
    }
    if (action.direction === 'inbound') return { verdict: 'allow', reason: 'The consumer writes to us.' };
    if (!isConsumer(action.recipient)) return { verdict: 'allow', reason: 'This does not go to the consumer.' };
    if (isOptOutConfirmation(action)) {
      return { verdict: 'allow', reason: 'This only confirms that the wish to hear nothing more has been received.' };
    }
    if (action.channel === 'email') return judgeEmail(facts, nowMs, parameters);
    if (action.channel === 'sms') return judgeText(facts, nowMs, parameters);
    return {
      verdict: 'review',
      reason: 'The law describes no safe way to send direct messages: compliance decides.',
      isPolicy: true,
      facts: { address: action.address },
    };
  },
);
