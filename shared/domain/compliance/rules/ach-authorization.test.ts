import { describe, expect, it } from 'vitest';
import { authorizationItems, type PaymentFactsInput } from '../facts/payment.ts';
import { at } from '../testing/contact-facts.ts';
import { type PaymentChange, paymentFinding } from '../testing/payment-facts.ts';

type Ach = NonNullable<PaymentFactsInput['ach']>;
const noon = at('2026-11-24 12:00');
const single = authorizationItems.filter((item) => item !== 'revocation-method');
/** A debit of a customer of our own, authorized on a recorded call. */
const complete: Ach = {
  stated: single,
  isRecorded: true,
  callBegunBy: 'organization',
  relationship: 'own',
  isIdentityVerified: true,
  isRoutingNumberVerified: true,
};
const ofAch = (over: Ach, change: PaymentChange): PaymentChange => ({
  ...change,
  ach: { ...complete, ...over },
  action: { method: 'ach', ...change.action },
});
const judge = (over: Ach = {}, change: PaymentChange = {}) => paymentFinding('P-2', ofAch(over, change));
const judgeAgain = (returned: Ach['returned'], debitOn: string | null = null) =>
  paymentFinding('P-2-returns', ofAch({ returned }, { action: { step: 'debit', debitOn } }));
const debit: PaymentChange = { action: { step: 'debit' } };
const plan: PaymentChange = { schedule: { debitCount: 3 } };
const recurring: Ach = { stated: authorizationItems, copySentAtMs: noon };

describe('P-2 bank debit authorized by telephone', () => {
  it('allows a complete authorization, single or recurring', () => {
    expect([judge().verdict, judge({}, debit).verdict, judge(recurring, plan).verdict]).toEqual([
      'allow',
      'allow',
      'allow',
    ]);
  });

  it('P-2 #1 nothing is submitted while anything was left unsaid', () => {
    const withoutPhone = single.filter((item) => item !== 'inquiry-phone');
    expect(judge({ stated: withoutPhone })).toMatchObject({
      verdict: 'block',
      reason: 'The authorization does not say: a telephone number for questions in business hours.',
    });
    for (const left of single) {
      expect(judge({ stated: single.filter((item) => item !== left) }).verdict).toBe('block');
    }
    expect(judge({ stated: null }).verdict).toBe('block');
    expect(judge({ ...recurring, stated: single }, plan).verdict).toBe('block');
  });

  it('P-2 #2 nor when the recording was paused while it was read', () => {
    expect(judge({ wasRecordingPaused: true })).toMatchObject({
      verdict: 'block',
      reason: 'The recording was paused while the authorization was read: switch it on and read it again.',
    });
    expect(judge({ ...recurring, wasRecordingPaused: true }, plan).verdict).toBe('block');
  });

  it('P-2 #3 whoever declines a recording gets it in writing before it settles', () => {
    const declined: Ach = { isRecordingDeclined: true, isRecorded: false };
    expect(judge(declined)).toMatchObject({
      verdict: 'require',
      obligations: [{ code: 'ach.confirm-in-writing' }],
    });
    expect(judge(declined, debit).verdict).toBe('block');
    expect(judge({ ...declined, writtenConfirmationSentAtMs: noon }, debit).verdict).toBe('allow');
    expect(judge({ ...declined, writtenConfirmationSentAtMs: noon + 1 }, debit).verdict).toBe('block');
    expect(judge({ ...recurring, ...declined }, plan).verdict).toBe('block');
  });

  it('P-2 #4 recurring debits wait for the copy', () => {
    expect(judge({ ...recurring, copySentAtMs: null }, plan).verdict).toBe('block');
    expect(judge({ ...recurring, copySentAtMs: noon + 1 }, plan).verdict).toBe('block');
    expect(judge({ ...recurring, copySentAtMs: null }, { schedule: { debitCount: null } }).verdict).toBe('block');
    expect(judge({ copySentAtMs: null }, { schedule: { debitCount: 1 } }).verdict).toBe('allow');
  });

  it('P-2 #5 a cold call to somebody without a relationship takes no spoken authorization', () => {
    expect(judge({ relationship: 'none' })).toMatchObject({
      verdict: 'block',
      reason: expect.stringContaining('PPD or WEB'),
    });
    expect(judge({ relationship: 'none', callBegunBy: null }).verdict).toBe('block');
    expect(judge({ relationship: 'none', callBegunBy: 'consumer' }).verdict).toBe('allow');
    expect(judge({ relationship: 'creditor' }).verdict).toBe('review');
    expect(judge({ relationship: 'creditor', bankAcceptsRelationship: true }).verdict).toBe('allow');
    expect(judge({ relationship: null }).verdict).toBe('review');
  });

  it('P-2 #6 R01 is presented again twice within 180 days, and not a third time', () => {
    const r01 = { code: 'R01', firstSettledOn: '2026-06-01' };
    expect(judgeAgain({ ...r01, presentedAgain: 0 }, '2026-11-24').verdict).toBe('allow');
    expect(judgeAgain({ ...r01, presentedAgain: 1 }, '2026-11-28').verdict).toBe('allow');
    expect(judgeAgain({ ...r01, presentedAgain: 2 }, '2026-11-24').verdict).toBe('block');
    expect(judgeAgain({ ...r01, presentedAgain: 1 }, '2026-11-29').verdict).toBe('block');
    expect(judgeAgain({ ...r01, firstSettledOn: '2026-05-28', presentedAgain: 0 }).verdict).toBe('allow');
    expect(judgeAgain({ ...r01, firstSettledOn: '2026-05-27', presentedAgain: 0 }).verdict).toBe('block');
    expect(judgeAgain({ code: 'R01', presentedAgain: 0 }).verdict).toBe('block');
    expect(judgeAgain({ ...r01, code: 'R10', presentedAgain: 0 }).verdict).toBe('block');
    expect(judgeAgain(null).verdict).toBe('allow');
  });

  it('takes a recording of which nobody knows for none', () => {
    expect(judge({ isRecorded: null }).verdict).toBe('require');
    expect(judge({ isRecorded: null }, debit).verdict).toBe('block');
    expect(judge({ ...recurring, isRecorded: null }, plan).verdict).toBe('block');
  });

  it('wants identity and routing number checked before the debit goes out', () => {
    for (const field of ['isIdentityVerified', 'isRoutingNumberVerified'] as const) {
      expect(judge({ [field]: null }).verdict).toBe('require');
      expect(judge({ [field]: null }, debit).verdict).toBe('block');
      expect(judge({ [field]: false }).verdict).toBe('block');
    }
    const both = judge({ isIdentityVerified: null, isRoutingNumberVerified: null, isRecorded: false });
    expect(both.obligations.map(({ code }) => code)).toEqual([
      'ach.confirm-in-writing',
      'ach.verify-identity',
      'ach.verify-routing-number',
    ]);
  });

  it('refuses a spoken authorization under the name of a written one, and the other way round', () => {
    expect(judge({ entryClass: 'WEB' }).verdict).toBe('block');
    expect(judge({ isAuthorizedOrally: false }).verdict).toBe('block');
    expect(judge({ entryClass: 'PPD', isAuthorizedOrally: false, stated: null, isRecorded: null }).verdict).toBe(
      'allow',
    );
  });

  it('is about bank debits, and blocks one of which nothing is known', () => {
    expect(judge({}, { action: { method: 'card' } }).verdict).toBe('allow');
    expect(judge({ stated: null }, { action: { step: 'open-form' } }).verdict).toBe('allow');
    expect(paymentFinding('P-2', { action: { method: 'ach' } }).verdict).toBe('block');
  });
});
