import { describe, expect, it } from 'vitest';
import { closingOf, curfewOf } from './curfew.ts';
import { federalPack } from './packs/federal.ts';
import { telephoneConsumerProtectionPack } from './packs/telephone-consumer-protection.ts';
import type { Decision, Finding, RulePack } from './rule.ts';
import { at as wallClock } from './testing/contact-facts.ts';
import { ask, factsIn } from './testing/overlay-facts.ts';

const newYork = 'America/New_York';
const chicago = 'America/Chicago';
const at = (utc: string) => Date.parse(utc);
/** 20:30 in New York, 19:30 in Chicago. */
const startedAt = '2026-11-24T01:30:00Z';
const finding = (over: Partial<Finding>): Finding => ({
  rule_id: 'F-4',
  pack_id: 'us-federal',
  mode: 'enforce',
  title: 'Hours',
  verdict: 'allow',
  reason: '',
  citation: '',
  is_policy: false,
  override: 'never',
  next_lawful_at: null,
  obligations: [],
  facts: {},
  ...over,
});
const decided = (zones: string[], findings: Finding[] = [], evaluatedAt = startedAt) =>
  closingOf({
    evaluated_at: evaluatedAt,
    findings,
    zones: zones.map((zone): Decision['zones'][number] => ({ zone, local_time: '', sources: [] })),
  });
const curfew = (zones: string[], now: string, findings: Finding[] = []) =>
  curfewOf(decided(zones, findings), at(startedAt), at(now));

describe('the curfew of a call', () => {
  it('is warned of from 20:55 on, to the millisecond, and over at 21:00', () => {
    expect(curfew([newYork], '2026-11-24T01:54:59.999Z')).toBeNull();
    expect(curfew([newYork], '2026-11-24T01:55:00Z')).toEqual({
      zone: newYork,
      endsAtMs: at('2026-11-24T02:00:00Z'),
      stage: 'soon',
    });
    expect(curfew([newYork], '2026-11-24T01:59:59.999Z')?.stage).toBe('soon');
    expect(curfew([newYork], '2026-11-24T02:00:00Z')?.stage).toBe('over');
    expect(curfew([newYork], '2026-11-24T05:30:00Z')?.stage).toBe('over');
  });

  it('is that of the zone where the evening ends first', () => {
    expect(curfew([chicago, newYork], '2026-11-24T01:56:00Z')?.zone).toBe(newYork);
    expect(curfew([chicago], '2026-11-24T01:56:00Z')).toBeNull();
  });

  it('is the wall clock’s on the day of the change', () => {
    expect(decided([newYork], [], '2026-11-01T18:00:00Z')?.endsAtMs).toBe(at('2026-11-02T02:00:00Z'));
  });

  it('is none without a place, and for a call that was placed later than that', () => {
    expect(curfew([], '2026-11-24T03:00:00Z')).toBeNull();
    const late = decided([newYork], [], '2026-11-24T02:10:00Z');
    expect(curfewOf(late, at('2026-11-24T02:10:00Z'), at('2026-11-24T02:11:00Z'))).toBeNull();
  });
});

const shorter = (utc: string, over: Partial<Finding> = {}) =>
  finding({ rule_id: 'T-1', facts: { hours_end_at: utc, hours_end_zone: chicago }, ...over });
const wish = (utc: string, over: Partial<Finding> = {}) =>
  finding({ facts: { convenient_until: utc, convenient_until_zone: newYork }, ...over });

describe('hours that end elsewhere than at 9 PM', () => {
  it('are warned of where they end, the earliest of all', () => {
    const findings = [shorter('2026-11-24T01:50:00Z'), shorter('2026-11-24T01:40:00Z', { rule_id: 'P-reduced-hours' })];
    expect(curfew([newYork], '2026-11-24T01:35:00Z', findings)).toEqual({
      zone: chicago,
      endsAtMs: at('2026-11-24T01:40:00Z'),
      stage: 'soon',
    });
    expect(curfew([newYork], '2026-11-24T01:55:00Z', [shorter('2026-11-24T02:30:00Z')])?.zone).toBe(newYork);
  });

  it('have no say in shadow', () => {
    expect(curfew([newYork], '2026-11-24T01:50:00Z', [shorter('2026-11-24T01:40:00Z', { mode: 'shadow' })])).toBeNull();
    const inShadow = wish('2026-11-24T01:40:00Z', { mode: 'shadow' });
    expect(curfew([newYork], '2026-11-24T01:50:00Z', [inShadow])).toBeNull();
  });

  it('are the consumer’s own: earlier than 9 PM, and later where they asked for it', () => {
    expect(curfew([newYork], '2026-11-24T01:36:00Z', [wish('2026-11-24T01:40:00Z')])?.stage).toBe('soon');
    const late = wish('2026-11-24T04:00:00Z');
    expect(curfew([newYork], '2026-11-24T03:00:00Z', [late])).toBeNull();
    expect(curfew([newYork], '2026-11-24T03:56:00Z', [late])?.stage).toBe('soon');
    const both = [late, shorter('2026-11-24T03:00:00Z')];
    expect(curfew([newYork], '2026-11-24T03:00:00Z', both)?.stage).toBe('over');
  });
});

describe('the rules themselves', () => {
  const zone = newYork;
  const startMs = wallClock('2026-11-23 19:50', zone);
  const location = { stated: { label: 'New York', zones: [zone], statedAtMs: startMs } };
  const found = (pack: RulePack, rule: string, over: Parameters<typeof factsIn>[1]) =>
    decided(
      [zone],
      [finding({ ...ask(pack, rule, factsIn('MA', { location, ...over }), startMs), mode: 'enforce' })],
      new Date(startMs).toISOString(),
    );
  const ends = (over: Parameters<typeof factsIn>[1]) => found(federalPack, 'F-4', over)?.endsAtMs;
  const said = (kind: 'not-then' | 'only-then', fromMinute: number, untilMinute: number) => ({
    consumer: { timePreferences: [{ kind, fromMinute, untilMinute, recordedAtMs: startMs - 1 }] },
  });

  it('name the end of the consumer’s own times, and none where nothing was said of times', () => {
    expect(ends({})).toBe(wallClock('2026-11-23 21:00', zone));
    expect(ends(said('not-then', 1200, 1260))).toBe(wallClock('2026-11-23 20:00', zone));
    expect(ends(said('only-then', 1080, 1320))).toBe(wallClock('2026-11-23 22:00', zone));
  });

  it('name the end of shorter hours for offers, with its zone', () => {
    const offer = { action: { purposes: ['collection' as const, 'marketing' as const] } };
    expect(found(telephoneConsumerProtectionPack, 'T-1', offer)).toEqual({
      zone,
      endsAtMs: wallClock('2026-11-23 20:00', zone),
    });
  });
});
