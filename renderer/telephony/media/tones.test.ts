import { describe, expect, it } from 'vitest';
import { signalAtEnd } from './tones.ts';

const call = { direction: 'outbound', wasHeard: false, endedBy: 'remote', sipStatus: 486 } as const;

describe('the tone at the end of a call', () => {
  it.each([
    [486, 'busy'],
    [600, 'busy'],
    [404, 'not-in-service'],
    [484, 'not-in-service'],
    [503, 'reorder'],
    [408, 'reorder'],
  ] as const)('of an own call refused with %i is %s', (sipStatus, signal) => {
    expect(signalAtEnd({ ...call, sipStatus })).toBe(signal);
  });

  it('is reorder when it failed here', () => {
    expect(signalAtEnd({ ...call, endedBy: 'system', sipStatus: null })).toBe('reorder');
  });

  it('is none after something was heard, after the own hang-up, and of calls that came in', () => {
    expect(signalAtEnd({ ...call, wasHeard: true })).toBeNull();
    expect(signalAtEnd({ ...call, endedBy: 'agent', sipStatus: 487 })).toBeNull();
    expect(signalAtEnd({ ...call, direction: 'inbound' })).toBeNull();
  });
});
