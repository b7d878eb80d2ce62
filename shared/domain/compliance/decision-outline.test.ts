import { describe, expect, it } from 'vitest';
import { outlineOf } from './decision-outline.ts';
import type { Decision, Finding } from './rule.ts';
import { at, attempt, contactFacts, decide, type FactsChange } from './testing/contact-facts.ts';

const noon = at('2026-04-07 12:00');
const attempts = (count: number): FactsChange => ({
  history: {
    attempts: Array.from({ length: count }, (_, index) => attempt(`2026-04-0${2 + (index % 5)} 1${index}:00`)),
  },
});
const outline = (over: FactsChange = {}, nowMs = noon) => outlineOf(decide(contactFacts(over), nowMs));
const clear = { outcome: 'clear', rules: [], shadowRules: [] };

/** A decision with findings of our own, each in force and allowed unless told otherwise. */
function decisionOf(findings: Partial<Finding>[], over: Partial<Decision> = {}): Decision {
  const [first] = decide(contactFacts(), noon).findings;
  if (!first) throw new Error('No finding');
  const plain = { ...first, verdict: 'allow' as const, mode: 'enforce' as const, facts: {} };
  return { ...decide(contactFacts(), noon), findings: findings.map((each) => ({ ...plain, ...each })), ...over };
}

const counted = (count: number, limit: number) =>
  outlineOf(decisionOf([{ rule_id: 'S-1', facts: { counted_contacts: count, max_contacts: limit } }])).outcome;

describe('the outline of a decision', () => {
  it('is clear when nothing is near', () => {
    expect(outline()).toEqual(clear);
    expect(outline(attempts(5))).toEqual(clear);
  });

  it('is a near miss with the last call that the limit leaves, by each rule that counts it', () => {
    expect(outline(attempts(6))).toEqual({ outcome: 'near-miss', rules: ['F-1', 'F-1-person'], shadowRules: [] });
  });

  it('is a near miss with a contact at the limit that the consumer asked for, and never the first of one', () => {
    expect(counted(2, 2)).toBe('near-miss');
    expect(counted(1, 2)).toBe('near-miss');
    expect(counted(0, 2)).toBe('clear');
    expect(counted(0, 1)).toBe('clear');
    expect(counted(1, 1)).toBe('near-miss');
  });

  it('is a near miss from 8:45 PM on wherever the consumer may be, not a minute before', () => {
    expect(outline({}, at('2026-04-07 20:44'))).toEqual(clear);
    expect(outline({}, at('2026-04-07 20:45'))).toEqual({ outcome: 'near-miss', rules: ['F-4'], shadowRules: [] });
    expect(outline({ action: { channel: 'letter' } }, at('2026-04-07 20:45')).rules).not.toContain('F-4');
  });

  it('is refused by every rule in force that stands in the way, and by nothing in shadow', () => {
    const refused = outline(attempts(7), at('2026-04-07 21:00'));
    expect(refused).toEqual({ outcome: 'refused', rules: ['F-1', 'F-1-person', 'F-4'], shadowRules: [] });
    const found = decisionOf(
      [
        { rule_id: 'A', verdict: 'block' },
        { rule_id: 'B', verdict: 'block', mode: 'shadow' },
      ],
      {
        verdict: 'block',
      },
    );
    expect(outlineOf(found)).toEqual({ outcome: 'refused', rules: ['A'], shadowRules: [] });
  });

  it('is overridden with the rules that were set aside, whatever else is near', () => {
    const aside = { override_id: 'o', asked_by: 'a', reason: 'r', approvals: [] };
    const found = decisionOf(
      [
        { rule_id: 'A', verdict: 'defer' },
        { rule_id: 'S-1', facts: { counted_contacts: 2, max_contacts: 2 } },
        { rule_id: 'C', verdict: 'review', mode: 'shadow' },
      ],
      { verdict: 'defer', set_aside: { ...aside, rules: [{ pack_id: 'p', rule_id: 'A' }] } },
    );
    expect(outlineOf(found)).toEqual({ outcome: 'overridden', rules: ['A'], shadowRules: ['C'] });
  });

  it('names what a pack in shadow would have refused, once, and is near by no rule in shadow', () => {
    const found = decisionOf([
      { rule_id: 'C', verdict: 'review', mode: 'shadow' },
      { rule_id: 'C', verdict: 'block', mode: 'shadow' },
      { rule_id: 'D', verdict: 'require', mode: 'shadow' },
      { rule_id: 'S-1', mode: 'shadow', facts: { counted_contacts: 1, max_contacts: 2 } },
    ]);
    expect(outlineOf(found)).toEqual({ outcome: 'clear', rules: [], shadowRules: ['C'] });
  });
});
