/**
 * F-8, the switch: once anybody says that a number or an address reaches the wrong person, it is not used again for that
 * consumer (12 CFR 1006.6(d)(3)(ii)); past calls to the number no longer count for them (comment 14(b)(2)(i)-3). Nobody
 * sets this aside: a mistake is put right at the number itself.
 */
import { defineRule } from '../rule.ts';

export const wrongNumber = defineRule<Readonly<Record<string, never>>>(
  {
    id: 'F-1-wrong-number',
    title: 'Wrong number or address',
    citation: '12 CFR 1006.6(d)(3)(ii), comment 14(b)(2)(i)-3',
    isPolicy: false,
    override: 'never',
  },
  ({ action, endpoint }, nowMs) => {
    const { status, wrongPartyAtMs } = endpoint;
    const isSaid = wrongPartyAtMs !== null && wrongPartyAtMs <= nowMs;
    const used = {
      phone_number: action.phoneNumber,
      address: action.address,
      status,
      wrong_party_at: isSaid ? new Date(wrongPartyAtMs).toISOString() : null,
    };
    if (status !== 'wrong' && !isSaid) {
      return { verdict: 'allow', reason: 'Nobody has said that this reaches the wrong person.', facts: used };
    }
    if (action.direction === 'inbound') {
      return {
        verdict: 'require',
        reason: 'This was found not to belong to the consumer; somebody else may be calling or writing.',
        obligations: [
          {
            code: 'person.confirm-before-speaking',
            title: 'Find out who it is first',
            text: 'Say nothing about a debt until the person has confirmed who they are.',
            citation: '12 CFR 1006.6(d)(1)',
          },
        ],
        facts: used,
      };
    }
    return {
      verdict: 'block',
      reason: `This ${action.address === null ? 'number' : 'address'} was found not to belong to the consumer.`,
      facts: used,
    };
  },
);
