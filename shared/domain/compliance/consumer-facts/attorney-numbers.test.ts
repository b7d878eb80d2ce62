import { describe, expect, it } from 'vitest';
import { attorneysToCall } from './attorney-numbers.ts';
import { readFacts } from './told-facts.ts';

const [one, two] = ['01900000-0001-7000-8000-000000000001', '01900000-0001-7000-8000-000000000002'] as const;
const own = '+12125550100';
const office = '+12125550150';
const told = (debtId: string | null, value: object) =>
  readFacts([
    { kind: 'attorney', value, debtId, phoneNumber: null, address: null, receivedAtMs: 1, receivedBy: 'letter' },
  ]);

describe('the attorneys to call', () => {
  it('are those of the debts of the call, by the number that was given', () => {
    const given = { name: 'Robin Chase', phone_number: office };
    expect(attorneysToCall(told(null, given), [one], [own])).toEqual([{ phoneNumber: office, name: 'Robin Chase' }]);
    expect(attorneysToCall(told(one, given), [two], [own])).toEqual([]);
    expect(attorneysToCall(told(one, given), [two, one], [own])).toHaveLength(1);
    expect(attorneysToCall(told(null, { ...given, not_for_debt_ids: [one] }), [one], [own])).toEqual([]);
    expect(attorneysToCall(told(null, { name: 'Robin Chase' }), [one], [own])).toEqual([]);
  });
  it('are never at a number of the consumer’s own', () => {
    expect(attorneysToCall(told(null, { phone_number: own }), [one], [own])).toEqual([]);
  });
});
