import { describe, expect, it } from 'vitest';
import { curfewOf } from './curfew.ts';

const newYork = 'America/New_York';
const chicago = 'America/Chicago';
/** 20:30 in New York, 19:30 in Chicago. */
const startedAtMs = Date.parse('2026-11-24T01:30:00Z');
const at = (utc: string) => Date.parse(utc);

describe('the curfew of a call', () => {
  it('is warned of from 20:55 on, to the millisecond, and over at 21:00', () => {
    expect(curfewOf([newYork], startedAtMs, at('2026-11-24T01:54:59.999Z'))).toBeNull();
    expect(curfewOf([newYork], startedAtMs, at('2026-11-24T01:55:00Z'))).toEqual({
      zone: newYork,
      endsAtMs: at('2026-11-24T02:00:00Z'),
      stage: 'soon',
    });
    expect(curfewOf([newYork], startedAtMs, at('2026-11-24T01:59:59.999Z'))?.stage).toBe('soon');
    expect(curfewOf([newYork], startedAtMs, at('2026-11-24T02:00:00Z'))?.stage).toBe('over');
    expect(curfewOf([newYork], startedAtMs, at('2026-11-24T05:30:00Z'))?.stage).toBe('over');
  });

  it('is that of the zone where the evening ends first', () => {
    expect(curfewOf([chicago, newYork], startedAtMs, at('2026-11-24T01:56:00Z'))?.zone).toBe(newYork);
    expect(curfewOf([chicago], startedAtMs, at('2026-11-24T01:56:00Z'))).toBeNull();
  });

  it('is the wall clock’s on the day of the change', () => {
    const sunday = at('2026-11-01T18:00:00Z');
    expect(curfewOf([newYork], sunday, at('2026-11-02T01:56:00Z'))?.endsAtMs).toBe(at('2026-11-02T02:00:00Z'));
  });

  it('is none without a place, and for a call that was placed later than that', () => {
    expect(curfewOf([], startedAtMs, at('2026-11-24T03:00:00Z'))).toBeNull();
    expect(curfewOf([newYork], at('2026-11-24T02:10:00Z'), at('2026-11-24T02:11:00Z'))).toBeNull();
  });
});
