/** Promise: an override sets aside what it names and nothing else; whatever else refuses still does. */
import { describe, expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../testing/seed.ts';
import { hardestVerdict, permitsContact } from './engine.ts';
import { judgeWithOverride, overrideLifeMs, type Override, refusingFindings, stateOfOverride } from './override.ts';
import { type Finding, overrideClasses, verdictOrder } from './rule.ts';

const contact = { agentId: 'a', consumerId: 'c', accountId: 'k', phoneNumber: '+12125550100' };
const nowMs = Date.parse('2026-11-23T17:00:00Z');
const finding = (given: Partial<Finding> = {}): Finding => ({
  rule_id: 'R-1',
  pack_id: 'pack',
  mode: 'enforce',
  title: 'A rule',
  verdict: 'defer',
  reason: 'Not now.',
  citation: 'Policy',
  is_policy: true,
  override: 'supervisor',
  next_lawful_at: null,
  obligations: [],
  facts: { attempts: 7 },
  ...given,
});
const overrideOf = (findings: Finding[], given: Partial<Override> = {}): Override => ({
  ...contact,
  id: 'o',
  findings,
  approvedAtMs: nowMs,
  isUsed: false,
  ...given,
});

describe('an override', () => {
  it('sets aside the finding it names, until its end', () => {
    const known = [finding()];
    const at = (atMs: number) => judgeWithOverride(known, overrideOf(known), contact, atMs);
    expect(at(nowMs)).toMatchObject({ isPermitted: true, setAside: known, fault: null });
    expect(at(nowMs + overrideLifeMs - 1).isPermitted).toBe(true);
    expect(at(nowMs + overrideLifeMs)).toMatchObject({ isPermitted: false, setAside: [], fault: 'expired' });
  });

  it.each([
    ['used', { isUsed: true }],
    ['not-approved', { approvedAtMs: null }],
    ['other-contact', { agentId: 'b' }],
    ['other-contact', { consumerId: 'd' }],
    ['other-contact', { accountId: null }],
    ['other-contact', { phoneNumber: '+12125550101' }],
  ] as const)('is worth nothing: %s', (fault, given) => {
    const known = [finding()];
    expect(judgeWithOverride(known, overrideOf(known, given), contact, nowMs)).toMatchObject({
      isPermitted: false,
      standing: known,
      fault,
    });
  });

  it.each<[string, Partial<Finding>]>([
    ['a further attempt', { facts: { attempts: 8 } }],
    ['a harder verdict', { verdict: 'block' }],
    ['another rule', { rule_id: 'R-2' }],
    ['the rule of another pack', { pack_id: 'other' }],
    ['what became absolute', { override: 'never' }],
  ])('does not cover %s', (_what, given) => {
    const judged = judgeWithOverride([finding(given)], overrideOf([finding()]), contact, nowMs);
    expect(judged).toMatchObject({ isPermitted: false, setAside: [] });
  });

  it('never permits past a finding it does not name or that is absolute, whatever the findings', () => {
    const random = seededRandom(testSeed('override'));
    const pick = <T>(values: readonly T[]): T => {
      const value = values[Math.floor(random() * values.length)];
      if (value === undefined) throw new Error('Nothing to pick from');
      return value;
    };
    const some = (): Finding[] =>
      Array.from({ length: Math.floor(random() * 4) }, () =>
        finding({
          rule_id: pick(['R-1', 'R-2', 'R-3']),
          mode: pick(['enforce', 'enforce', 'shadow']),
          verdict: pick(verdictOrder),
          override: pick(overrideClasses),
          facts: { attempts: pick([7, 8]) },
        }),
      );
    for (let round = 0; round < 5000; round += 1) {
      const now = some();
      const named = random() < 0.5 ? now.filter(() => random() < 0.8) : some();
      const judged = judgeWithOverride(now, overrideOf(named), contact, nowMs);
      const refusing = refusingFindings(now);
      const isNamed = (each: Finding): boolean =>
        named.some((known) => JSON.stringify({ ...known, mode: null }) === JSON.stringify({ ...each, mode: null }));
      expect(judged.isPermitted).toBe(refusing.every((each) => each.override !== 'never' && isNamed(each)));
      expect([...judged.setAside, ...judged.standing]).toHaveLength(refusing.length);
      const bare = judgeWithOverride(now, undefined, contact, nowMs).isPermitted;
      const verdict = hardestVerdict(now.filter(({ mode }) => mode === 'enforce').map((each) => each.verdict));
      expect(bare).toBe(permitsContact(verdict));
    }
  });
});

const ruling = (byId: string, given: { isApproved?: boolean; answersForLaw?: boolean } = {}) => ({
  byId,
  isApproved: true,
  answersForLaw: false,
  atMs: nowMs,
  ...given,
});

const stateOf = (findings: Finding[], ...rulings: ReturnType<typeof ruling>[]) =>
  stateOfOverride(findings, 'asker', rulings).state;

describe('the rulings on an override', () => {
  const law = [finding({ override: 'two-people' }), finding()];

  it('want one approval for policy and two, one of compliance, for the law; the asker counts for nothing', () => {
    expect(stateOf([finding()])).toBe('waiting');
    expect(stateOf([finding()], ruling('asker'))).toBe('waiting');
    expect(stateOf([finding()], ruling('s'))).toBe('approved');
    expect(stateOf(law, ruling('s'))).toBe('waiting');
    expect(stateOf(law, ruling('s'), ruling('t'))).toBe('waiting');
    expect(stateOf(law, ruling('o', { answersForLaw: true }))).toBe('waiting');
    expect(stateOf(law, ruling('s'), ruling('asker', { answersForLaw: true }))).toBe('waiting');
    expect(stateOf(law, ruling('s'), ruling('o', { answersForLaw: true }))).toBe('approved');
    expect(stateOf(law, ruling('s', { isApproved: false }), ruling('o', { answersForLaw: true }))).toBe('refused');
  });
});
