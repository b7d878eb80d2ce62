import { describe, expect, it } from 'vitest';
import type { PaymentFactsInput } from '../facts/payment.ts';
import { paymentFinding } from '../testing/payment-facts.ts';

type Fee = NonNullable<PaymentFactsInput['fee']>;
const judge = (fee: Fee | null, consumerStates: string[] = ['TX']) => paymentFinding('P-4', { fee, consumerStates });
const three = { amountCents: 3_00 };
const agreed = { ...three, agreementClauseId: 'creditor-7/12.3' };

describe('P-4 convenience fee', () => {
  it('P-4 #1 none without a clause of the agreement', () => {
    expect(judge(three)).toMatchObject({ verdict: 'block', is_policy: false, override: 'two-people' });
    expect(judge({ ...three, allowedStates: ['TX'] }).verdict).toBe('block');
    expect(judge({ amountCents: 1 }).verdict).toBe('block');
  });

  it('P-4 #2 none in a state that is not on the list', () => {
    expect(judge(agreed)).toMatchObject({ verdict: 'block', reason: 'Counsel has not allowed a fee in TX.' });
    expect(judge({ ...agreed, allowedStates: ['TX'] }, ['TX', 'CA'])).toMatchObject({
      verdict: 'block',
      reason: 'Counsel has not allowed a fee in CA.',
    });
    expect(judge({ ...agreed, allowedStates: ['TX'] }, [])).toMatchObject({ verdict: 'block', is_policy: true });
  });

  it('P-4 #3 a fee that the processor adds is the same fee', () => {
    for (const fee of [three, agreed]) {
      const ofProcessor = judge({ ...fee, chargedBy: 'processor' });
      expect(ofProcessor.verdict).toBe('block');
      expect(ofProcessor.reason).toMatch(/^A fee of the payment processor is a fee of ours\. /);
    }
    expect(judge({ ...agreed, chargedBy: 'processor', allowedStates: ['TX'] }).verdict).toBe('require');
  });

  it('P-4 #4 with clause and state it may be charged, and a free way is named', () => {
    expect(judge({ ...agreed, allowedStates: ['TX'] })).toMatchObject({
      verdict: 'require',
      is_policy: true,
      obligations: [{ code: 'fee.name-free-alternative', text: expect.stringContaining('$3.00') }],
    });
    expect(judge({ ...agreed, allowedStates: ['tx'] }, ['Tx']).verdict).toBe('require');
  });

  it('allows what costs nothing, and refuses a fee that nobody has named', () => {
    expect(judge(null).verdict).toBe('allow');
    expect(judge({ amountCents: 0 }).verdict).toBe('allow');
    expect(judge({ ...agreed, amountCents: null, allowedStates: ['TX'] }).verdict).toBe('block');
    expect(judge({ amountCents: null }).verdict).toBe('block');
  });
});
