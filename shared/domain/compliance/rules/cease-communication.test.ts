import { describe, expect, it } from 'vitest';
import { media } from '../facts/fields.ts';
import type { RuleFinding } from '../rule.ts';
import { D1, D2, at, contactFacts, debt, type FactsChange } from '../testing/contact-facts.ts';
import { ceaseCommunication } from './cease-communication.ts';

const rule = ceaseCommunication({});
const ceasedAtMs = at('2026-08-06 09:00');
const ceased = (over: Parameters<typeof debt>[0] = {}) => [
  debt({ reference: 'D1', ceasedAtMs, ...over }),
  debt({ id: D2, reference: 'D2' }),
];
const judge = (change: FactsChange, text = '2026-08-10 12:00'): RuleFinding =>
  rule.evaluate(contactFacts({ debts: ceased(), ...change }), at(text));

describe('F-7 cease communication', () => {
  it('F-7 #1 mailed Aug 3, received Aug 6: the email of Aug 4 is lawful, nothing is from the receipt on', () => {
    const email = { action: { channel: 'email' as const } };
    expect(judge(email, '2026-08-04 12:00').verdict).toBe('allow');
    const facts = contactFacts({ ...email, debts: ceased() });
    expect(rule.evaluate(facts, ceasedAtMs - 1).verdict).toBe('allow');
    expect(rule.evaluate(facts, ceasedAtMs)).toMatchObject({ verdict: 'block', override: 'never', is_policy: false });
  });

  it.each(media)('F-7 #2 a text "I refuse to pay" is such a notice: no more %s about that debt', (channel) => {
    expect(judge({ action: { channel } })).toMatchObject({ verdict: 'block', override: 'never' });
  });

  it('F-7 #3 another debt may be discussed, with a flag for review', () => {
    expect(judge({ action: { debtIds: [D2] } })).toMatchObject({
      verdict: 'require',
      facts: { needs_review: true },
      obligations: [{ code: 'cease.other-debt', text: expect.stringContaining('D1') as string }],
    });
    expect(judge({ action: { debtIds: [D1, D2] } }).verdict).toBe('block');
    expect(judge({ action: { debtIds: [] } }).verdict).toBe('block');
  });

  it.each(['remedy-notice', 'efforts-terminated'] as const)(
    'F-7 #4 a %s goes out once, as a released letter',
    (kind) => {
      const message = (isReleased: boolean) => ({ messageClass: kind, isReleased });
      const letter = (isReleased = true) => ({ channel: 'letter' as const, message: message(isReleased) });
      expect(judge({ action: letter() }).verdict).toBe('allow');
      expect(judge({ action: letter(), debts: ceased({ noticesSentAfterCease: [kind] }) })).toMatchObject({
        verdict: 'block',
        override: 'never',
      });
      const other = kind === 'remedy-notice' ? 'efforts-terminated' : 'remedy-notice';
      expect(judge({ action: letter(), debts: ceased({ noticesSentAfterCease: [other] }) }).verdict).toBe('allow');
      expect(judge({ action: letter(false) })).toMatchObject({ verdict: 'review', is_policy: true });
      expect(judge({ action: { ...letter(), channel: 'email' } })).toMatchObject({ verdict: 'block', is_policy: true });
      expect(judge({ action: { ...letter(), channel: 'voice' } }).verdict).toBe('block');
    },
  );

  it('F-7 #5 the consumer who calls later is answered, and still not called until the notice is taken back', () => {
    expect(judge({ action: { direction: 'inbound' } }).verdict).toBe('allow');
    const replyTo = { channel: 'voice' as const, receivedAtMs: at('2026-08-10 11:00') };
    expect(judge({ action: { replyTo } }).verdict).toBe('block');
    expect(judge({ debts: ceased({ ceasedAtMs: null }) }).verdict).toBe('allow');
  });

  it('F-7 the same wish, only spoken, is no notice: compliance decides, for every debt and by every medium', () => {
    const askedToBeLeftAloneAtMs = at('2026-08-06 09:00');
    for (const channel of media) {
      const facts = { debts: [debt()], person: { askedToBeLeftAloneAtMs }, action: { channel } };
      expect(judge(facts)).toMatchObject({ verdict: 'review', is_policy: true });
    }
    const spoken = { debts: [debt()], person: { askedToBeLeftAloneAtMs } };
    expect(judge({ ...spoken, action: { direction: 'inbound' } }).verdict).toBe('allow');
    expect(judge(spoken, '2026-08-06 08:59').verdict).toBe('allow');
    expect(judge({ person: { askedToBeLeftAloneAtMs } }).verdict).toBe('block');
  });

  it('F-7 is about the consumer, not about the attorney or the creditor', () => {
    expect(judge({ action: { recipient: 'creditor' } }).verdict).toBe('allow');
    expect(judge({ action: { recipient: 'spouse' } }).verdict).toBe('block');
    expect(judge({ action: { recipient: 'third-party' } }).verdict).toBe('block');
  });
});
