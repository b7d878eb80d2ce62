import { describe, expect, it } from 'vitest';
import { foldLedger, type LedgerRow } from '../contact-ledger.ts';
import { media } from '../facts/fields.ts';
import { at, contactFacts } from '../testing/contact-facts.ts';
import { wrongNumber } from './wrong-number.ts';

const rule = wrongNumber({});
const wrongPartyAtMs = at('2026-11-20 10:00');
const now = at('2026-11-24 12:00');

describe('F-8 wrong party', () => {
  it.each(media)('F-8 #7 "you have the wrong person": no %s there again, and nobody sets it aside', (channel) => {
    const facts = contactFacts({ action: { channel, address: 'alex@example.com' }, endpoint: { wrongPartyAtMs } });
    expect(rule.evaluate(facts, now)).toMatchObject({ verdict: 'block', override: 'never', is_policy: false });
    expect(rule.evaluate(facts, wrongPartyAtMs).verdict).toBe('block');
    expect(rule.evaluate(facts, wrongPartyAtMs - 1).verdict).toBe('allow');
  });

  it('F-8 #7 calls placed to the number before no longer count', () => {
    const row: LedgerRow = {
      sequence: 1,
      callId: 'call-1',
      direction: 'outbound',
      phoneNumber: '+12125550111',
      debtIds: ['debt-1'],
      placedAtMs: at('2026-11-19 10:00'),
      value: { kind: 'attempt' },
    };
    const counted = (wrong: string[]) => foldLedger([row], new Set(wrong)).attempts.map(({ isCounted }) => isCounted);
    expect(counted([])).toEqual([true]);
    expect(counted(['+12125550111'])).toEqual([false]);
  });

  it('F-8 a number marked wrong is barred without a moment, and another is not', () => {
    expect(rule.evaluate(contactFacts({ endpoint: { status: 'wrong' } }), now).verdict).toBe('block');
    expect(rule.evaluate(contactFacts(), now).verdict).toBe('allow');
  });

  it('F-8 whoever calls from there is answered, and asked who they are first', () => {
    const facts = contactFacts({ action: { direction: 'inbound' }, endpoint: { status: 'wrong' } });
    expect(rule.evaluate(facts, now)).toMatchObject({
      verdict: 'require',
      obligations: [{ code: 'person.confirm-before-speaking' }],
    });
  });
});
