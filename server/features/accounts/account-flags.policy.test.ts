import { describe, expect, it } from 'vitest';
import type { ToldInput } from '../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { readFacts } from '../../../shared/domain/compliance/consumer-facts/told-facts.ts';
import { flagsOf } from './account-flags.policy.ts';

const here = '01999999-0000-7000-8000-000000000001';
const elsewhere = '01999999-0000-7000-8000-000000000002';
type Bankruptcy = Extract<ToldInput, { kind: 'bankruptcy' }>['value'];

/** Whether the card of an account with the debt `here` warns of a bankruptcy, by what was told of which debt. */
const warns = (...told: [debtId: string | null, value: Bankruptcy][]): boolean =>
  flagsOf({
    status: 'open',
    debts: [{ id: here, reference: 'D-1', status: 'open', ceased_at: null }],
    told: readFacts(
      told.map(([debtId, value], index) => ({
        kind: 'bankruptcy',
        value,
        debtId,
        phoneNumber: null,
        address: null,
        receivedAtMs: index,
        receivedBy: 'letter',
      })),
    ),
    phoneNumbers: [],
    language: 'en',
    statedPlace: null,
    nextAction: null,
    startOfToday: '2026-11-23T05:00:00.000Z',
  }).some(({ code }) => code === 'bankruptcy');

describe('the card of an account warns of a bankruptcy', () => {
  it('that was recorded on a debt of another account, as the gate stops calls for it', () => {
    expect(warns([elsewhere, { status: 'filed' }])).toBe(true);
    expect(warns([elsewhere, { status: 'discharged', is_released: true }])).toBe(true);
    // The court let that debt go, and not this one.
    expect(warns([elsewhere, { status: 'relief-granted', is_released: true }])).toBe(true);
  });

  it('until compliance has released it for this account', () => {
    expect(warns()).toBe(false);
    expect(warns([null, { status: 'filed' }])).toBe(true);
    expect(warns([here, { status: 'dismissed' }])).toBe(true);
    expect(warns([here, { status: 'dismissed', is_released: true }])).toBe(false);
    expect(warns([elsewhere, { status: 'dismissed', is_released: true }])).toBe(false);
    expect(warns([here, { status: 'dismissed', is_released: true }], [elsewhere, { status: 'claimed' }])).toBe(true);
  });
});
