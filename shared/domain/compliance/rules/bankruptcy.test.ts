import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { bankruptcySchema } from '../facts/debt.ts';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, D1, D2, debt, decide, isAllowed, type FactsChange } from '../testing/contact-facts.ts';
import { bankruptcyStay } from './bankruptcy.ts';

type BankruptcyInput = z.input<typeof bankruptcySchema>;

const rule = bankruptcyStay({ verifyBusinessDays: 5, statedLocationMs: 86_400_000 });
const reportedAtMs = at('2026-11-02 10:00');
const noon = at('2026-11-24 12:00');
const caseOf = (over: Partial<BankruptcyInput> = {}): BankruptcyInput => ({
  status: 'filed',
  chapter: '7',
  caseNumber: '26-10001',
  petitionOn: '2026-10-30',
  reportedAtMs,
  ...over,
});
const bankrupt = (over: Partial<BankruptcyInput> = {}, incurredOn: string | null = '2024-05-01') => [
  debt({ incurredOn, bankruptcy: caseOf(over) }),
];
const judge = (change: FactsChange, nowMs = noon): RuleFinding => rule.evaluate(contactFacts(change), nowMs);
const codesOf = ({ obligations }: RuleFinding): string[] => obligations.map(({ code }) => code);
const coDebtor = { recipient: 'co-debtor' as const };

describe('X-1 bankruptcy', () => {
  it('X-1 #1 a text that was queued an hour before the case was found does not go out', () => {
    const action = { channel: 'sms' as const, purposes: ['payment-reminder' as const] };
    const debts = bankrupt();
    expect(judge({ debts, action }, reportedAtMs - 1).verdict).toBe('allow');
    expect(judge({ debts, action }, reportedAtMs)).toMatchObject({
      verdict: 'block',
      override: 'never',
      is_policy: false,
    });
    for (const channel of ['voice', 'voicemail', 'email', 'letter', 'direct-message'] as const) {
      expect(judge({ debts, action: { channel } }).verdict).toBe('block');
    }
    for (const recipient of ['spouse', 'third-party', 'employer', 'personal-representative'] as const) {
      expect(judge({ debts, action: { recipient, purposes: ['location-information'] } }).verdict).toBe('block');
    }
    expect(decide(contactFacts({ debts }), noon).verdict).toBe('block');
    expect(judge({ debts: bankrupt({ isReleased: true }) }).verdict).toBe('block');
  });

  it('X-1 #2 in chapters 12 and 13 those who owe the debt as well are not called', () => {
    for (const chapter of ['12', '13', null] as const) {
      expect(judge({ debts: bankrupt({ chapter }), action: coDebtor })).toMatchObject({
        verdict: 'block',
        override: 'never',
        citation: '11 USC 1201, 1301',
      });
      const discharged = judge({ debts: bankrupt({ chapter, status: 'discharged' }), action: coDebtor });
      expect(discharged).toMatchObject({ verdict: 'review', override: 'two-people' });
      const closed = bankrupt({ chapter, status: 'discharged', isReleased: true });
      expect(judge({ debts: closed, action: coDebtor }).verdict).toBe('require');
    }
    for (const chapter of ['7', '11'] as const) {
      const finding = judge({ debts: bankrupt({ chapter }), action: coDebtor });
      expect(finding.verdict).toBe('require');
      expect(codesOf(finding)).toEqual(['bankruptcy.co-debtor-only']);
    }
  });

  it('X-1 #3 after a dismissal a person looks first, then the debt is collected', () => {
    for (const status of ['dismissed', 'discharge-denied'] as const) {
      for (const action of [{}, coDebtor]) {
        const open = judge({ debts: bankrupt({ status, chapter: '13' }), action });
        expect(open).toMatchObject({ verdict: 'review', override: 'two-people' });
        expect(judge({ debts: bankrupt({ status, chapter: '13', isReleased: true }), action }).verdict).toBe('allow');
      }
    }
    expect(isAllowed(decide(contactFacts({ debts: bankrupt({ status: 'dismissed', isReleased: true }) }), noon))).toBe(
      true,
    );
  });

  it('X-1 #3 relief and reaffirmation are released within their limits', () => {
    for (const [status, code] of [
      ['relief-granted', 'bankruptcy.collateral-only'],
      ['reaffirmed', 'bankruptcy.reaffirmed-only'],
    ] as const) {
      expect(judge({ debts: bankrupt({ status }) }).verdict).toBe('review');
      const released = judge({ debts: bankrupt({ status, isReleased: true }) });
      expect(released.verdict).toBe('require');
      expect(codesOf(released)).toEqual([code]);
    }
  });

  it('X-1 #4 a discharged debt is never collected again, whoever released it', () => {
    for (const isReleased of [false, true]) {
      expect(judge({ debts: bankrupt({ status: 'discharged', isReleased }) }, at('2036-11-24 12:00'))).toMatchObject({
        verdict: 'block',
        override: 'never',
        citation: '11 USC 524(a)(2)',
      });
    }
  });

  it('X-1 #5 of a debt incurred after the petition a person decides', () => {
    for (const status of ['filed', 'claimed', 'discharged'] as const) {
      expect(judge({ debts: bankrupt({ status }, '2026-10-31') })).toMatchObject({
        verdict: 'review',
        override: 'two-people',
      });
      expect(judge({ debts: bankrupt({ status }, '2026-10-30') }).verdict).toBe('block');
      expect(judge({ debts: bankrupt({ status }, null) }).verdict).toBe('block');
      expect(judge({ debts: bankrupt({ status, petitionOn: null }, '2026-10-31') }).verdict).toBe('block');
      expect(judge({ debts: bankrupt({ status, isReleased: true }, '2026-10-31') }).verdict).toBe('allow');
    }
    expect(judge({ debts: bankrupt({ isReleased: true }, '2026-10-30') }).verdict).toBe('block');
  });

  it('X-1 #6 "I filed bankruptcy", no case number: no contact for five business days, and the case is looked for', () => {
    /** Monday, Nov 2: Tue 3, Wed 4, Thu 5, Fri 6, Mon 9. */
    const debts = bankrupt({ status: 'claimed', chapter: null, caseNumber: null, petitionOn: null });
    const barred = { verdict: 'block', is_policy: true, override: 'never' };
    expect(judge({ debts }, reportedAtMs)).toMatchObject(barred);
    expect(codesOf(judge({ debts }, reportedAtMs))).toEqual(['bankruptcy.find-case']);
    expect(judge({ debts }, at('2026-11-09 23:59:59'))).toMatchObject(barred);
    const later = judge({ debts }, at('2026-11-10 00:00'));
    expect(later).toMatchObject({ verdict: 'review', is_policy: true, override: 'two-people' });
    expect(codesOf(later)).toEqual(['bankruptcy.find-case']);
  });

  it('X-1 #6 the five days are over when they are over everywhere, and a holiday that is kept is none of them', () => {
    const claimed = { status: 'claimed', caseNumber: null } as const;
    const location = { addresses: [{ region: 'CA', postalCode: null }] };
    expect(judge({ debts: bankrupt(claimed), location }, at('2026-11-10 00:00')).verdict).toBe('block');
    expect(judge({ debts: bankrupt(claimed), location }, at('2026-11-10 03:00')).verdict).toBe('review');
    /** Monday, Jun 29: Tue 30, Wed 1, Thu 2, then Independence Day is kept on Fri 3, so Mon 6, Tue 7. */
    const debts = bankrupt({ ...claimed, reportedAtMs: at('2026-06-29 10:00') });
    expect(judge({ debts }, at('2026-07-07 20:00')).verdict).toBe('block');
    expect(judge({ debts }, at('2026-07-08 08:00')).verdict).toBe('review');
  });

  it('X-1 #6 with a number it is taken for filed, and a person who found no case ends it', () => {
    const debts = bankrupt({ status: 'claimed' });
    expect(judge({ debts }, at('2026-12-24 12:00'))).toMatchObject({ verdict: 'block', is_policy: false });
    expect(judge({ debts: bankrupt({ status: 'claimed', caseNumber: null, isReleased: true }) }).verdict).toBe('allow');
  });

  it('X-1 counsel, trustee and creditor are spoken with, and counsel is not threatened', () => {
    const debts = bankrupt();
    for (const recipient of ['attorney', 'trustee', 'creditor', 'consumer-reporting-agency'] as const) {
      expect(judge({ debts, action: { recipient } }).verdict).toBe('allow');
    }
    const message = { messageClass: 'legal-action' as const };
    expect(judge({ debts, action: { recipient: 'attorney', message } }).verdict).toBe('block');
    expect(judge({ debts, action: { recipient: 'trustee', message } }).verdict).toBe('allow');
  });

  it('X-1 what the consumer begins is answered, and no payment is asked for', () => {
    const debts = bankrupt({ status: 'discharged' });
    const answered = judge({ debts, action: { direction: 'inbound' } });
    expect(answered.verdict).toBe('require');
    expect(codesOf(answered)).toEqual(['bankruptcy.no-demand']);
    const released = bankrupt({ status: 'dismissed', isReleased: true });
    expect(judge({ debts: released, action: { direction: 'inbound' } })).toMatchObject({
      verdict: 'allow',
      obligations: [],
    });
    const replyTo = { channel: 'sms' as const, receivedAtMs: noon - 1 };
    const reply = { channel: 'sms' as const, purposes: ['reply' as const], replyTo };
    expect(judge({ debts, action: reply }).verdict).toBe('require');
    expect(judge({ debts, action: { ...reply, purposes: ['reply', 'collection'] } }).verdict).toBe('block');
    expect(judge({ debts, action: { ...reply, purposes: [] } }).verdict).toBe('block');
    expect(judge({ debts, action: { ...reply, channel: 'email' } }).verdict).toBe('block');
    expect(judge({ debts, action: { ...reply, replyTo: { ...replyTo, isAnswered: true } } }).verdict).toBe('block');
    const confirmation = {
      channel: 'sms' as const,
      purposes: ['opt-out-confirmation' as const],
      message: { messageClass: 'opt-out-confirmation' as const },
    };
    expect(judge({ debts, action: confirmation }).verdict).toBe('allow');
  });

  it('X-1 the case bears on the other debts of the consumer', () => {
    const other = (over: Partial<BankruptcyInput>, incurredOn: string | null = '2024-05-01'): RuleFinding =>
      judge({ debts: [...bankrupt(over), debt({ id: D2, incurredOn })], action: { debtIds: [D2] } });
    expect(other({}).verdict).toBe('block');
    expect(other({}, '2026-10-31').verdict).toBe('review');
    expect(other({ status: 'dismissed' }).verdict).toBe('review');
    expect(other({ status: 'dismissed', isReleased: true }).verdict).toBe('allow');
    expect(other({ status: 'claimed', caseNumber: null, isReleased: true }).verdict).toBe('allow');
    for (const status of ['filed', 'reaffirmed', 'relief-granted', 'discharge-denied', 'discharged'] as const) {
      expect(other({ status, isReleased: true }).verdict).toBe('block');
      expect(other({ status, isReleased: true }, '2026-10-31').verdict).toBe('review');
    }
    expect(judge({ debts: bankrupt(), action: { debtIds: ['not-on-file'] } }).verdict).toBe('block');
    expect(judge({ debts: bankrupt(), action: { debtIds: [] } }).verdict).toBe('block');
  });

  it('X-1 each debt has its own end of a case, and a later case goes beyond it', () => {
    const both = (first: Partial<BankruptcyInput>, second: Partial<BankruptcyInput>): RuleFinding =>
      judge({ debts: [...bankrupt(first), debt({ id: D2, bankruptcy: caseOf(second) })], action: { debtIds: [D1] } });
    const over = { status: 'dismissed', isReleased: true } as const;
    expect(both(over, {}).verdict).toBe('allow');
    const later = { caseNumber: '26-20002', petitionOn: '2026-11-10', reportedAtMs: reportedAtMs + 1 };
    expect(both(over, later).verdict).toBe('block');
    expect(both(over, { ...later, reportedAtMs }).verdict).toBe('allow');
    expect(both({ ...over, caseNumber: null }, { ...later, petitionOn: '2026-10-30' }).verdict).toBe('allow');
    const together = judge({
      debts: [
        debt({ bankruptcy: caseOf({ status: 'reaffirmed', isReleased: true }) }),
        debt({ id: D2, bankruptcy: caseOf({ status: 'relief-granted', isReleased: true }) }),
      ],
      action: { debtIds: [D1, D2] },
    });
    expect(codesOf(together)).toEqual(['bankruptcy.reaffirmed-only', 'bankruptcy.collateral-only']);
  });

  it('X-1 allows an ordinary call of which nothing is known', () => {
    expect(judge({})).toMatchObject({ verdict: 'allow', obligations: [] });
    expect(judge({ debts: [] }).verdict).toBe('allow');
  });
});
