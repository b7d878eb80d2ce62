import { describe, expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../shared/testing/seed.ts';
import { createReconnectPolicy } from './reconnect-policy.ts';

const outage = { attempt: 0, lostForMs: 0, hasLiveCall: false };

describe('reconnect policy', () => {
  it('never waits less than 0.5 s nor more than 30 s, for ever', () => {
    const policy = createReconnectPolicy(seededRandom(testSeed('reconnect policy')));
    for (let attempt = 0; attempt < 5000; attempt += 1) {
      const delayMs = policy.nextDelayMs({ attempt, lostForMs: attempt * 1000, hasLiveCall: attempt % 3 === 0 });
      expect(delayMs).toBeGreaterThanOrEqual(500);
      expect(delayMs).toBeLessThanOrEqual(30_000);
    }
  });

  it('widens the window with each attempt', () => {
    const latest = createReconnectPolicy(() => 1);
    const old = { ...outage, lostForMs: 120_000 };
    expect([0, 1, 2, 3, 4, 5, 6].map((attempt) => latest.nextDelayMs({ ...old, attempt }))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
  });

  it('spreads a floor of agents over the window', () => {
    const delays = [0, 0.25, 0.5, 0.75, 1].map((part) =>
      createReconnectPolicy(() => part).nextDelayMs({ ...outage, attempt: 1 }),
    );
    expect(delays).toEqual([500, 875, 1250, 1625, 2000]);
  });

  it('notices a return within 5 s while the outage is young, and within 2 s in a call (C1)', () => {
    const latest = createReconnectPolicy(() => 1);
    expect(latest.nextDelayMs({ attempt: 30, lostForMs: 59_000, hasLiveCall: false })).toBe(4000);
    expect(latest.nextDelayMs({ attempt: 30, lostForMs: 3_600_000, hasLiveCall: true })).toBe(2000);
  });
});
