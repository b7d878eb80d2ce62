/**
 * Unknown facts never allow silently: a number without a person, a number that is not on file for the person, several
 * persons behind one number, somebody else's number, a debt that is not on file, or nothing left to collect each ask something of the
 * agent. A minor is reached through a parent or guardian.
 */
import { debtsOnFile } from '../overlay-scope.ts';
import { defineRule } from '../rule.ts';

export const knownFacts = defineRule<Readonly<Record<string, never>>>(
  {
    id: 'P-known',
    title: 'Who is called, and about what',
    citation: 'Policy, after 12 CFR 1006.6(d)(1)',
    isPolicy: true,
  },
  (facts) => {
    const { person, endpoint, action, debts } = facts;
    const used = {
      person_id: person?.id ?? null,
      candidates: person?.candidateCount ?? 0,
      number_status: endpoint.status,
      debt_ids: action.debtIds,
    };
    if (person !== null && person.candidateCount > 1) {
      return {
        verdict: 'review',
        reason: `This number is on file for ${person.candidateCount} people: open the account you mean to call about.`,
        facts: used,
      };
    }
    if (endpoint.status === 'of-another') {
      return {
        verdict: 'review',
        reason: 'This number is on file for somebody else: open their account, or ask compliance whose it is.',
        citation: '12 CFR 1006.6(d)(1), 1006.14(b)(2)',
        facts: used,
      };
    }
    if (person !== null && person.isMinor && action.recipient === 'consumer' && action.direction === 'outbound') {
      return {
        verdict: 'block',
        reason: 'The consumer is a minor: speak with a parent or guardian.',
        citation: 'Policy, after 12 CFR 1006.6(a)(2) and (3)',
        override: 'never',
        facts: used,
      };
    }
    const about = debts.filter(({ id }) => action.debtIds.includes(id));
    if (person !== null && about.every(({ isClosed }) => isClosed)) {
      return {
        verdict: 'review',
        reason:
          about.length === 0
            ? 'No debt is on file that this call could be about.'
            : 'Nothing is left to collect on this account: it is paid or closed.',
        citation: 'Policy, after 15 USC 1692e(2)(A)',
        facts: used,
      };
    }
    if (person !== null && !debtsOnFile(facts).areAllKnown) {
      return {
        verdict: 'review',
        reason: 'A debt that this would be about is not on file, so nothing is known that may bar it.',
        facts: used,
      };
    }
    if (about.some(({ isDisputed }) => isDisputed)) {
      return {
        verdict: 'review',
        reason: 'This debt is disputed: compliance must say whether it may be collected.',
        citation: '12 CFR 1006.38(d)',
        facts: used,
      };
    }
    if (person === null || endpoint.status === 'unlisted') {
      return {
        verdict: 'require',
        reason:
          person === null
            ? 'Nobody is on file for this number, so nothing is known about earlier calls from other records.'
            : 'This number is not on file for this consumer.',
        obligations: [
          {
            code: 'person.confirm-before-speaking',
            title: 'Find out who answers first',
            text: 'Say nothing about a debt until the person has confirmed who they are.',
            citation: '12 CFR 1006.6(d)(1)',
          },
        ],
        facts: used,
      };
    }
    return { verdict: 'allow', reason: 'The person and the number are on file.', facts: used };
  },
);
