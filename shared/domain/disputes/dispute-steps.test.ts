import { describe, expect, it } from 'vitest';
import { answerWithinDays, clockOf, disputeStandings, standingAfter, stepsFrom } from './dispute-steps.ts';

const dayMs = 86_400_000;

describe('a dispute', () => {
  it('is answered, withdrawn, released or a duplicate from any open standing, and only then reopened', () => {
    for (const standing of ['received', 'investigating'] as const) {
      expect(standingAfter(standing, 'send-answer')).toBe('answered');
      expect(standingAfter(standing, 'withdraw')).toBe('withdrawn');
      expect(standingAfter(standing, 'mark-duplicate')).toBe('duplicate');
      expect(standingAfter(standing, 'release')).toBe('released');
      expect(standingAfter(standing, 'reopen')).toBeNull();
    }
    for (const standing of ['answered', 'withdrawn', 'released'] as const)
      expect(stepsFrom(standing)).toEqual(['reopen']);
    expect(stepsFrom('duplicate')).toEqual(['send-answer', 'reopen']);
    expect(standingAfter('duplicate', 'send-answer')).toBe('duplicate');
  });

  it('is investigated once', () => {
    expect(standingAfter('received', 'investigate')).toBe('investigating');
    expect(standingAfter('investigating', 'investigate')).toBeNull();
  });

  it('always has a way on', () => {
    for (const standing of disputeStandings) expect(stepsFrom(standing).length).toBeGreaterThan(0);
  });
});

describe('the clock', () => {
  const receivedAtMs = Date.parse('2026-11-01T15:00:00Z');
  const dueAtMs = receivedAtMs + answerWithinDays * dayMs;

  it('runs, comes close, and is over to the millisecond', () => {
    expect(clockOf(receivedAtMs, 'received', receivedAtMs)).toEqual({ dueAtMs, clock: 'running' });
    expect(clockOf(receivedAtMs, 'received', dueAtMs - 5 * dayMs - 1).clock).toBe('running');
    expect(clockOf(receivedAtMs, 'investigating', dueAtMs - 5 * dayMs).clock).toBe('soon');
    expect(clockOf(receivedAtMs, 'investigating', dueAtMs - 1).clock).toBe('soon');
    expect(clockOf(receivedAtMs, 'investigating', dueAtMs).clock).toBe('overdue');
  });

  it('stands still when nobody has anything to do', () => {
    for (const standing of ['answered', 'withdrawn', 'duplicate', 'released'] as const)
      expect(clockOf(receivedAtMs, standing, dueAtMs + dayMs).clock).toBe('stopped');
  });
});
