import { describe, expect, it } from 'vitest';
import { reservedEndMs, reservedLifeMs } from './reserved-permit-end.ts';

const from = Date.parse('2026-11-24T01:57:30.250Z');
const at = (text: string): number => Date.parse(text);

describe('the end of a reserved permit', () => {
  it('comes after its life when nothing changes', () => {
    expect(reservedEndMs(from, () => true)).toBe(from + reservedLifeMs);
  });

  it('is the first minute at which the call would not be permitted, also when it would be again later', () => {
    const nine = at('2026-11-24T02:00:00Z');
    expect(reservedEndMs(from, (ms) => ms < nine)).toBe(nine);
    const closed = at('2026-11-24T01:59:00Z');
    expect(reservedEndMs(from, (ms) => ms < closed || ms >= nine)).toBe(closed);
  });

  it('is the last lawful minute when only the rest of a minute is not', () => {
    const last = at('2026-11-24T02:02:00Z');
    expect(reservedEndMs(from, (ms) => ms <= last)).toBe(last);
  });

  it('never passes the moment it begins when nothing after it is permitted', () => {
    expect(reservedEndMs(from, () => false)).toBe(at('2026-11-24T01:58:00Z'));
  });

  it('asks about whole minutes when it begins on one', () => {
    const asked: number[] = [];
    const noon = at('2026-11-24T17:00:00Z');
    reservedEndMs(noon, (ms) => asked.push(ms) > 0);
    expect(asked.map((ms) => (ms - noon) / 60_000)).toEqual([1, 2, 3, 4, 5, 5]);
  });
});
