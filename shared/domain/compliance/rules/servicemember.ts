/**
 * the law bars no call to a servicemember. It bars a default judgment without an affidavit of their service (50 USC
 * 3931), caps interest on what they owed before service at 6 percent once they ask (3937), and regulators take contact with
 * the chain of command, or a word about rank or clearance, for abusive.
 *
 *   to a commanding officer, or to the employer of one in service ──► block
 *   a message that speaks of legal action, in service  ──► block until the certificate is on file
 *   a balance with more than 6 percent, after the request ──► block; a balance whose interest nobody knows: review
 *   status looked up too long ago ──► review (policy)
 *   anything else to one in service ──► require: the words for servicemembers
 *
 * That a military address has no hour of its own is seen to by F-4.
 */
import { consumerDays } from '../consumer-calendar.ts';
import type { Debt } from '../facts/debt.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { dayFromIso } from '../local-time.ts';
import { debtsOnFile } from '../overlay-scope.ts';
import { isOptOutConfirmation } from '../opt-outs.ts';
import { isConsumer, isProfessional } from '../recipients.ts';
import { type Obligation, type Ruling, defineRule } from '../rule.ts';

export type ServicememberParameters = {
  /** Yearly interest on a debt from before service, percent. */
  maxInterestPercent: number;
  /** A look-up of the status is used up to and including this many days after it. */
  checkDays: number;
  statedLocationMs: number;
};

type Servicemember = NonNullable<ContactFacts['consumer']['servicemember']>;

const script: Obligation = {
  code: 'servicemember.script',
  title: 'Words for servicemembers',
  text: 'Say nothing of rank, clearance, discipline or superiors. If asked: interest on what was owed before service goes down to 6 percent on written request.',
  citation: '50 USC 3937, 3919; 15 USC 1692e(5)',
};
const lookUp: Obligation = {
  code: 'servicemember.look-up',
  title: 'Look up the military status',
  text: 'Look up with the Defense Manpower Data Center whether the consumer is in service before any lawsuit.',
  citation: '50 USC 3931(b)(1)',
};
const recompute: Obligation = {
  code: 'servicemember.recompute',
  title: 'Compute the balance anew',
  text: 'Compute the balance with no more than 6 percent for the time of service: what is above it is forgiven.',
  citation: '50 USC 3937(a)',
};

/** Owed before service, or nobody knows that it was not. */
const mayBeFromBefore =
  ({ serviceBeganOn }: Servicemember) =>
  ({ incurredOn }: Debt): boolean =>
    incurredOn === null || serviceBeganOn === null || incurredOn < serviceBeganOn;

/** A stated balance with more interest than may be asked for; null: nothing is wrong with it. */
function judgeInterest(facts: ContactFacts, member: Servicemember, maxPercent: number): Ruling | null {
  const { message } = facts.action;
  if (message === null || !member.askedForInterestCap) return null;
  const { debts, areAllKnown } = debtsOnFile(facts);
  if (areAllKnown && !debts.some(mayBeFromBefore(member))) return null;
  const { interestPercent, messageClass } = message;
  const citation = '50 USC 3937(a)';
  const obligations = [recompute];
  if (interestPercent !== null && interestPercent > maxPercent) {
    return {
      verdict: 'block',
      reason: `The servicemember asked for the cap: this states ${interestPercent} percent, and no more than ${maxPercent} may be asked for.`,
      citation,
      obligations,
    };
  }
  return interestPercent === null && messageClass === 'statement'
    ? {
        verdict: 'review',
        reason: `The servicemember asked for the cap of ${maxPercent} percent, and nobody has said how much interest is in this balance.`,
        citation,
        obligations,
      }
    : null;
}

function judgeRecipient({ action, consumer }: ContactFacts): Ruling | null {
  if (action.direction === 'inbound') return null;
  const isEmployer = action.recipient === 'employer' && consumer.servicemember?.isActive === true;
  return action.recipient === 'commanding-officer' || isEmployer
    ? { verdict: 'block', reason: 'Nobody in the chain of command of a servicemember is contacted about a debt.' }
    : null;
}

/** Nobody has looked, or somebody did and found no service. */
function judgeOutOfService({ action }: ContactFacts, wasLookedUp: boolean): Ruling {
  if (!wasLookedUp && action.message?.messageClass === 'legal-action') {
    return {
      verdict: 'require',
      reason: 'Nobody has looked up of late whether the consumer is in military service.',
      obligations: [lookUp],
    };
  }
  return {
    verdict: 'allow',
    reason: wasLookedUp
      ? 'The consumer is not in military service.'
      : 'Nobody has looked up of late whether the consumer is in military service, and nothing here turns on it.',
  };
}

export const servicememberProtection = defineRule<ServicememberParameters>(
  {
    id: 'X-2',
    title: 'Servicemembers',
    citation: '50 USC 3931, 3937; 12 CFR 1006.14(a), 1006.18(a)',
    isPolicy: false,
  },
  (facts, nowMs, { maxInterestPercent, checkDays, statedLocationMs }) => {
    const { action, consumer } = facts;
    const member = consumer.servicemember;
    const used = {
      recipient: action.recipient,
      message_class: action.message?.messageClass ?? null,
      interest_percent: action.message?.interestPercent ?? null,
      is_active: member?.isActive ?? null,
      checked_on: member?.checkedOn ?? null,
      has_certificate: member?.hasCertificate ?? null,
      asked_for_interest_cap: member?.askedForInterestCap ?? null,
    };
    const barred = judgeRecipient(facts);
    if (barred) return { ...barred, facts: used };
    if (member === null) return { ...judgeOutOfService(facts, false), facts: used };
    if (member.isActive && action.message?.messageClass === 'legal-action' && !member.hasCertificate) {
      return {
        verdict: 'block',
        reason: 'The consumer is in military service: legal action is not spoken of before the certificate is on file.',
        citation: '50 USC 3931(b)',
        obligations: [lookUp],
        facts: used,
      };
    }
    const interest = judgeInterest(facts, member, maxInterestPercent);
    if (interest) return { ...interest, facts: used };
    if (isProfessional(action.recipient) || isOptOutConfirmation(action)) {
      return { verdict: 'allow', reason: 'Nothing is said here to the servicemember about the debt.', facts: used };
    }
    const { latest: today } = consumerDays(facts, nowMs, statedLocationMs);
    const isOld = member.checkedOn !== null && today - dayFromIso(member.checkedOn) > checkDays;
    if (isOld && action.direction === 'outbound') {
      return {
        verdict: 'review',
        reason: `The military status was looked up on ${member.checkedOn}, more than ${checkDays} days ago: look it up again.`,
        isPolicy: true,
        obligations: [lookUp],
        facts: used,
      };
    }
    if (!member.isActive) return { ...judgeOutOfService(facts, member.checkedOn !== null && !isOld), facts: used };
    if (!isConsumer(action.recipient)) {
      return { verdict: 'allow', reason: 'This person is told nothing about the debt.', facts: used };
    }
    return {
      verdict: 'require',
      reason: 'The consumer is in military service.',
      obligations: member.checkedOn === null || isOld ? [script, lookUp] : [script],
      facts: used,
    };
  },
);
