/**
 * T-6, RND: whether the number may belong to somebody else by now. `yes`: it was given up on or after the date asked about, so it is not
 * used; a `no` about a later day fits with it, and takes it away for those alone who consented or used the number on that day or since.
 * Only `no` is the safe harbor of 47 CFR 64.1200(m); it is kept with the decision as its proof. Texts wait for a `no` or for a new
 * text of the consumer (F-8); a person may call without one.
 */
import { daysBetween } from '../consumer-calendar.ts';
import { isArtificialVoice } from '../automated-voice.ts';
import { isTelephoneCall } from '../facts/fields.ts';
import { reassignmentInForce, renewalsSince } from '../reassignment-in-force.ts';
import { type Obligation, defineRule } from '../rule.ts';

export type ReassignedNumberParameters = { freshDays: number; statedLocationMs: number };

const askAgain: Obligation = {
  code: 'reassigned.query',
  title: 'Ask the registry of reassigned numbers',
  text: 'The last answer about this number is old or missing: have it asked for again.',
  citation: 'Policy, after 47 CFR 64.1200(m)',
};

export const reassignedNumber = defineRule<ReassignedNumberParameters>(
  { id: 'T-6', title: 'Reassigned numbers', citation: '47 CFR 64.1200(m)', isPolicy: false, override: 'never' },
  (facts, nowMs, { freshDays, statedLocationMs }) => {
    const { action } = facts;
    const reassignment = reassignmentInForce(facts, nowMs, statedLocationMs);
    const used = {
      answer: reassignment?.answer ?? null,
      queried_at: reassignment === null ? null : new Date(reassignment.queriedAtMs).toISOString(),
      asked_about_on: reassignment?.askedAboutOn ?? null,
    };
    const isText = action.channel === 'sms';
    if (action.direction === 'inbound' || !(isText || isTelephoneCall(action.channel))) {
      return { verdict: 'allow', reason: 'No number of the consumer is used.', facts: used };
    }
    if (reassignment === null) {
      return { verdict: 'allow', reason: 'The registry has not been asked about this number.', facts: used };
    }
    // Only consent that is newer than the day asked about, and than the answer, takes a `yes` away.
    const isRenewed = renewalsSince(facts, reassignment, nowMs, statedLocationMs).length > 0;
    if (reassignment.answer === 'yes') {
      return isRenewed
        ? { verdict: 'allow', reason: 'The consumer has agreed anew since the number was given up.', facts: used }
        : { verdict: 'block', reason: 'This number was given up after the consumer last used it.', facts: used };
    }
    const isByMachine = isText || isArtificialVoice(action);
    if (reassignment.answer !== 'no') {
      const why = reassignment.answer === 'no-data' ? 'has nothing about this number' : 'could not be asked';
      return isByMachine && !isRenewed
        ? {
            verdict: 'block',
            reason: `The registry ${why}: messages wait for a text or consent of the consumer.`,
            facts: used,
          }
        : { verdict: 'require', reason: `The registry ${why}.`, obligations: [askAgain], isPolicy: true, facts: used };
    }
    const days = daysBetween(facts, reassignment.queriedAtMs, nowMs, statedLocationMs).most;
    if (days > freshDays && !isText) {
      return {
        verdict: 'require',
        reason: `The registry was asked ${days} days ago.`,
        obligations: [askAgain],
        isPolicy: true,
        facts: { ...used, days },
      };
    }
    return {
      verdict: 'allow',
      reason: 'The registry says that the number is still the consumer’s.',
      facts: { ...used, days },
    };
  },
);
