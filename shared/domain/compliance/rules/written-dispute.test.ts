import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { disputeSchema } from '../facts/debt.ts';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, debt, type FactsChange } from '../testing/contact-facts.ts';
import { writtenDispute } from './written-dispute.ts';

const rule = writtenDispute({ statedLocationMs: 24 * 3_600_000 });
/** Provided on 2026-03-02: the period ends on 2026-04-08. */
const validation = { providedOn: '2026-03-02' };
const now = at('2026-05-01 12:00');
type Dispute = z.input<typeof disputeSchema>;
const judge = (dispute: Partial<Dispute>, change: FactsChange = {}, nowMs = now): RuleFinding => {
  const disputes = [{ receivedAtMs: at('2026-04-08 23:30'), ...dispute }];
  return rule.evaluate(
    contactFacts({ debts: [debt({ validation, disputes, balanceCents: 40_000 })], ...change }),
    nowMs,
  );
};

/** Disputes of parts of a debt of $400. */
const parts = (...cents: number[]) => {
  const disputes = cents.map((disputedCents) => ({ receivedAtMs: at('2026-04-08 23:30'), disputedCents }));
  return judge({}, { debts: [debt({ validation, balanceCents: 40_000, disputes })] }).verdict;
};

describe('F-15 disputes', () => {
  it('F-15 #1 in writing on the last day of the period at 23:30 of the consumer: nothing is collected until verification is sent', () => {
    expect(judge({})).toMatchObject({ verdict: 'block', is_policy: false, override: 'never' });
    expect(judge({ answerSentAtMs: now }).verdict).toBe('allow');
    expect(judge({ answerSentAtMs: now + 1 }).verdict).toBe('block');
    expect(judge({}, {}, at('2026-04-08 23:30') - 1).verdict).toBe('allow');
    expect(judge({}, {}, at('2026-04-08 23:30')).verdict).toBe('block');
  });

  it('F-15 #2 received the next day it stops nothing here; the debt is disputed', () => {
    const late = judge({ receivedAtMs: at('2026-04-09 00:00') });
    expect(late.verdict).toBe('allow');
    expect(late.reason).toContain('disputed');
    const phones = [{ phoneNumber: '+12125550100' }, { phoneNumber: '+18085550100' }];
    expect(judge({ receivedAtMs: at('2026-04-09 05:59:59') }, { location: { phones } }).verdict).toBe('block');
    expect(judge({ receivedAtMs: at('2026-04-09 06:00') }, { location: { phones } }).verdict).toBe('allow');
  });

  it('F-15 #3 a part of it: the rest waits for a person, and the script keeps to it', () => {
    const partial = judge({ disputedCents: 10_000 });
    expect(partial).toMatchObject({ verdict: 'review', is_policy: true });
    expect(partial.obligations.map(({ code }) => code)).toEqual(['dispute.undisputed-part']);
    expect(judge({ disputedCents: 40_000 }).verdict).toBe('block');
    expect(judge({ disputedCents: 39_999 }).verdict).toBe('review');
  });

  it('F-15 parts that together are the whole debt bar as the whole does', () => {
    expect(parts(20_000, 19_999)).toBe('review');
    expect(parts(20_000, 20_000)).toBe('block');
  });

  it('F-15 #4 spoken: a person decides, as policy', () => {
    expect(judge({ form: 'oral' })).toMatchObject({ verdict: 'review', is_policy: true, override: 'supervisor' });
    expect(judge({ form: 'oral', isClosed: true }).verdict).toBe('allow');
  });

  it('F-15 #5 verification that was made ready and not sent changes nothing', () => {
    expect(judge({ answerSentAtMs: null }).verdict).toBe('block');
  });

  it('F-15 a request for the original creditor bars like a dispute', () => {
    const asked = judge({ kind: 'original-creditor-request' });
    expect(asked.verdict).toBe('block');
    expect(asked.reason).toContain('original creditor');
  });

  it('F-15 the same dispute once more bars until the notice of it was sent; one that is closed bars nothing', () => {
    expect(judge({ isDuplicate: true }).verdict).toBe('block');
    expect(judge({ isDuplicate: true, answerSentAtMs: at('2026-04-08 23:45') }).verdict).toBe('allow');
    expect(judge({ isClosed: true }).verdict).toBe('allow');
  });

  it('F-15 before any notice stands the period has not ended', () => {
    const disputes = [{ receivedAtMs: at('2026-04-20 12:00') }];
    expect(judge({}, { debts: [debt({ disputes })] }).verdict).toBe('block');
  });

  it('F-15 lets the answer out, the consumer in, and creditors be asked', () => {
    const purposes = ['dispute-verification' as const];
    expect(judge({}, { action: { channel: 'letter', purposes } }).verdict).toBe('allow');
    expect(judge({}, { action: { direction: 'inbound' } }).verdict).toBe('allow');
    expect(judge({}, { action: { recipient: 'creditor' } }).verdict).toBe('allow');
    expect(judge({}, { action: { channel: 'email' } }).verdict).toBe('block');
  });

  it('F-15 a message of the consumer is answered, and is no way to go on collecting; nor is calling back', () => {
    const answer = (
      purpose: 'reply' | 'collection',
      over: Partial<{ receivedAtMs: number; isAnswered: boolean }> = {},
    ) => {
      const replyTo = { channel: 'sms' as const, receivedAtMs: now - 1, ...over };
      return judge({}, { action: { channel: 'sms', purposes: [purpose], replyTo } }).verdict;
    };
    expect([answer('reply'), answer('collection')]).toEqual(['allow', 'block']);
    expect([answer('reply', { isAnswered: true }), answer('reply', { receivedAtMs: now + 1 })]).toEqual([
      'block',
      'block',
    ]);
    const called = { channel: 'voice' as const, receivedAtMs: now - 1 };
    expect(judge({}, { action: { purposes: ['reply'], replyTo: called } }).verdict).toBe('block');
  });
});
