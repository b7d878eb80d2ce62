/**
 * T-8: the originating provider attests the number shown (47 CFR 64.6301); A says that it knows us and our right to the number. Less
 * than that for a number we hold is a mistake at the provider: the call goes on, and somebody is told.
 */
import { isTelephoneCall } from '../facts/fields.ts';
import { defineRule } from '../rule.ts';

export const attestation = defineRule<Readonly<Record<string, never>>>(
  { id: 'T-8', title: 'Caller id attestation', citation: '47 CFR 64.6301; 90 FR 40241', isPolicy: false },
  ({ action }) => {
    const { attestation: level, isOurs, phoneNumber } = action.callerId;
    const used = { caller_id: phoneNumber, attestation: level };
    const isOwnCall = isTelephoneCall(action.channel) && action.direction === 'outbound';
    if (!isOwnCall || !isOurs || level === null || level === 'A') {
      return { verdict: 'allow', reason: 'Nothing is wrong with how our number is attested.', facts: used };
    }
    return {
      verdict: 'require',
      reason: `The provider attests our own number with ${level} only; the consumer's telephone may show it as spam.`,
      obligations: [
        {
          code: 'caller-id.attestation-low',
          title: 'Tell the provider',
          text: `Calls from ${phoneNumber ?? 'this number'} came back with attestation ${level}. The provider must be told.`,
          citation: '47 CFR 64.6301',
        },
      ],
      facts: used,
    };
  },
);
