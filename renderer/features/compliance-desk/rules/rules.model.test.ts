import { describe, expect, it } from 'vitest';
import { allPacks } from '../../../../shared/domain/compliance/packs/all.ts';
import { findPacks, packPhase } from './rules.model.ts';

const fromMs = Date.UTC(2026, 0, 1);
const untilMs = Date.UTC(2027, 0, 1);

describe('the rule packs', () => {
  it('are to come, in force or over, to the millisecond', () => {
    const bounded = { effectiveFromMs: fromMs, effectiveUntilMs: untilMs };
    expect(packPhase(bounded, fromMs - 1)).toEqual({ phase: 'to-come', words: 'From 2026-01-01' });
    expect(packPhase(bounded, fromMs)).toEqual({ phase: 'in-force', words: 'Until 2026-12-31' });
    expect(packPhase(bounded, untilMs - 1).phase).toBe('in-force');
    expect(packPhase(bounded, untilMs)).toEqual({ phase: 'over', words: 'Ended 2026-12-31' });
    expect(packPhase({ ...bounded, effectiveUntilMs: null }, untilMs).words).toBe('Since 2026-01-01');
  });

  it('are found by place, rule and source, every word of them', () => {
    expect(findPacks('')).toEqual(allPacks);
    expect(findPacks('us-ma').map(({ id }) => id)).toContain('us-ma');
    expect(findPacks('1006.14 seven').map(({ id }) => id)).toContain('us-federal');
    expect(findPacks('1006.14 no-such-word')).toEqual([]);
  });
});
