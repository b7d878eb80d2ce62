import { describe, expect, it } from 'vitest';
import { afterFailure, failuresForgottenAfterMs, lockedUntil, type LockState } from './lock-out.policy.ts';

const failTimes = (times: number): LockState | undefined => {
  let state: LockState | undefined;
  for (let count = 0; count < times; count += 1) state = afterFailure(state, 1000);
  return state;
};

describe('lock-out', () => {
  it('stays open for four failures', () => {
    expect(lockedUntil(failTimes(4), 1000)).toBeNull();
  });
  it('closes at the fifth for 30 s, then twice as long each time, an hour at most', () => {
    expect([5, 6, 7, 11, 12, 40].map((times) => failTimes(times)?.lockedUntilMs)).toEqual([
      31_000, 61_000, 121_000, 1_921_000, 3_601_000, 3_601_000,
    ]);
  });
  it('opens when the time is over', () => {
    expect(lockedUntil(failTimes(5), 30_999)).toBe(31_000);
    expect(lockedUntil(failTimes(5), 31_000)).toBeNull();
  });
  it('forgets failures after a day without one', () => {
    expect(afterFailure(failTimes(9), 1000 + failuresForgottenAfterMs + 1).failures).toBe(1);
  });
});
