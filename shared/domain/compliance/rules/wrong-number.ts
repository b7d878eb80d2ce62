/**
 * A number that somebody said is not the consumer's is not called again for that consumer (12 CFR 1006.6(d)(3)(ii) in
 * spirit; its past calls no longer count for the consumer, comment 14(b)(2)(i)-3).
 */
import { defineRule } from '../rule.ts';

export const wrongNumber = defineRule<Readonly<Record<string, never>>>(
  {
    id: 'F-1-wrong-number',
    title: 'Wrong number',
    citation: '12 CFR 1006.14(b)(2)(i), comment 14(b)(2)(i)-3; 12 CFR 1006.6(d)',
    isPolicy: false,
  },
  (facts) =>
    facts.endpoint.status === 'wrong'
      ? {
          verdict: 'block',
          reason: 'This number was found not to belong to the consumer.',
          facts: { phone_number: facts.action.phoneNumber },
        }
      : {
          verdict: 'allow',
          reason: 'Nobody has said that this is the wrong number.',
          facts: { phone_number: facts.action.phoneNumber, status: facts.endpoint.status },
        },
);
