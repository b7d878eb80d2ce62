import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorCodes } from '../../shared/contracts/core/error-codes.ts';
import { createProblem } from '../../shared/contracts/core/problem.ts';
import { failed, ok } from '../../shared/contracts/core/result.ts';
import { decideRetry, retryDelayMs } from './retry-policy.ts';

const decisionOn = (code: ErrorCode): string => {
  const decision = decideRetry(failed(createProblem(code)));
  return decision.action === 'wait' ? `wait ${decision.scope}` : decision.action;
};

describe('S5: what becomes of an item', () => {
  it('is done on success', () => {
    expect(decideRetry(ok(null)).action).toBe('done');
  });

  it.each<[ErrorCode, string]>([
    ['network/offline', 'wait all'],
    ['network/contract-mismatch', 'wait all'],
    ['request/rate-limited', 'wait all'],
    ['server/unavailable', 'wait record'],
    ['server/internal', 'wait record'],
    ['auth/required', 'pause'],
    ['auth/session-ended', 'pause'],
    ['sync/version-conflict', 'park'],
    ['request/invalid', 'park'],
    ['permission/denied', 'park'],
  ])('%s: %s', (code, expected) => {
    expect(decisionOn(code)).toBe(expected);
  });

  it('never parks for the network or the server, always parks for a refusal', () => {
    for (const code of Object.keys(errorCodes) as ErrorCode[]) {
      const { status } = errorCodes[code];
      const isRefusal = status >= 400 && status < 500 && status !== 401 && code !== 'request/rate-limited';
      expect([code, decisionOn(code) === 'park']).toEqual([code, isRefusal]);
    }
  });
});

describe('S6: how long to wait', () => {
  it('draws between nothing and a doubling ceiling of at most 60 s, for ever', () => {
    const ceilings = [0, 1, 2, 3, 6, 7, 20, 10_000].map((attempt) => retryDelayMs(attempt, () => 0.999_999, 0));
    expect(ceilings).toEqual([499, 999, 1999, 3999, 31_999, 59_999, 59_999, 59_999]);
    expect(retryDelayMs(5, () => 0, 0)).toBe(50);
    expect(retryDelayMs(3, () => 0.5, 0)).toBe(2000);
  });

  it("honours the server's moment", () => {
    expect(retryDelayMs(0, () => 0.5, Date.parse('2026-11-23T15:00:00Z'), '2026-11-23T15:00:30Z')).toBe(30_000);
    expect(retryDelayMs(0, () => 0.5, Date.parse('2026-11-23T15:00:00Z'), '2026-11-23T14:00:00Z')).toBe(250);
    expect(retryDelayMs(0, () => 0.5, 0, 'nonsense')).toBe(250);
  });
});
