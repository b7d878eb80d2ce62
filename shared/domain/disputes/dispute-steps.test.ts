import { describe, expect, it } from 'vitest';
import {
  answerWithinDays,
  clockOf,
  type DisputeStanding,
  disputeStandings,
  standingAfter,
  stepsFrom,
} from './dispute-steps.ts';

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

  const clockAt = (standing: DisputeStanding, nowMs: number, answerSentAt: string | null = null) =>
    clockOf(receivedAtMs, { standing, answerSentAt }, nowMs);

  it('runs, comes close, and is over to the millisecond', () => {
    expect(clockAt('received', receivedAtMs)).toEqual({ dueAtMs, clock: 'running' });
    expect(clockAt('received', dueAtMs - 5 * dayMs - 1).clock).toBe('running');
    expect(clockAt('investigating', dueAtMs - 5 * dayMs).clock).toBe('soon');
    expect(clockAt('investigating', dueAtMs - 1).clock).toBe('soon');
    expect(clockAt('investigating', dueAtMs).clock).toBe('overdue');
  });

  it('stands still when nobody has anything to do', () => {
    const sent = '2026-11-20T15:00:00Z';
    for (const standing of ['answered', 'withdrawn', 'duplicate', 'released'] as const)
      expect(clockAt(standing, dueAtMs + dayMs, sent).clock).toBe('stopped');
    for (const standing of ['withdrawn', 'released'] as const)
      expect(clockAt(standing, dueAtMs + dayMs).clock).toBe('stopped');
  });

  it('runs for a repetition until its notice was sent', () => {
    expect(clockAt('duplicate', receivedAtMs).clock).toBe('running');
    expect(clockAt('duplicate', dueAtMs - 1).clock).toBe('soon');
    expect(clockAt('duplicate', dueAtMs).clock).toBe('overdue');
  });
});
