import { describe, expect, it } from 'vitest';
import { fakeId } from '../../testing/fake-data.ts';
import {
  codeOfKey,
  emptyDraft,
  missingIn,
  momentOfWallTime,
  toggleDisclosure,
  toSave,
  wallTimeOf,
} from './wrap-up.model.ts';

const draft = emptyDraft(fakeId(1), null);

describe('wrap-up', () => {
  it('gives the keys 1 to 9 the nine dispositions and other keys none', () => {
    expect(codeOfKey('1')).toBe('promise-to-pay');
    expect(codeOfKey('9')).toBe('refused-to-pay');
    expect(codeOfKey('0')).toBeNull();
  });

  it('says what is missing until the agreement of the code is whole', () => {
    expect(missingIn(draft)).toContain('how the call ended');
    expect(missingIn({ ...draft, code: 'callback-requested' })).toContain('when to call back');
    expect(missingIn({ ...draft, code: 'promise-to-pay' })).toContain('amount');
    expect(missingIn({ ...draft, code: 'promise-to-pay', promise: { amount_cents: 15_000, due_on: null } })).toContain(
      'day',
    );
    expect(missingIn({ ...draft, code: 'no-answer' })).toBeNull();
  });

  it('saves a promise only with the code that means one', () => {
    const promise = { amount_cents: 15_000, due_on: '2026-11-30' };
    expect(toSave({ ...draft, code: 'promise-to-pay', promise })?.promise).toEqual(promise);
    expect(toSave({ ...draft, code: 'busy', promise })?.promise).toBeNull();
    expect(toSave({ ...draft, code: null })).toBeNull();
  });

  it('reads and writes callback times on the wall clock of the consumer, across daylight saving', () => {
    expect(momentOfWallTime('2026-11-24 14:30:00', 'America/New_York')).toBe('2026-11-24T19:30:00Z');
    expect(momentOfWallTime('2026-07-15 14:30:00', 'America/New_York')).toBe('2026-07-15T18:30:00Z');
    expect(wallTimeOf('2026-11-24T19:30:00Z', 'Pacific/Honolulu')).toBe('2026-11-24 09:30:00');
  });

  it('keeps the moment of each disclosure and takes a tick back', () => {
    const once = toggleDisclosure(draft, 'mini-miranda', '2026-11-23T19:14:20Z');
    expect(once).toEqual([{ code: 'mini-miranda', at: '2026-11-23T19:14:20Z' }]);
    expect(toggleDisclosure({ ...draft, disclosures: once }, 'mini-miranda', '2026-11-23T19:15:00Z')).toEqual([]);
  });
});
