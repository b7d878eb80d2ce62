/**
 * A stored decision in one line, for counting: what came of it, and by which rules. Pure; worked out from what the decision
 * itself says, and so the same today and in three years.
 */
import type { DecisionOutcome } from './decision-outcomes.ts';
import { permitsContact } from './engine.ts';
import { refusingFindings } from './override.ts';
import { federalHours } from './packs/federal.ts';
import type { Decision, Finding } from './rule.ts';

export type DecisionOutline = {
  outcome: DecisionOutcome;
  /** Ids of the rules that refused it, were set aside, or were nearly reached; none of a clear one. */
  rules: string[];
  /** Of a permitted contact: the rules in shadow that would have refused it. */
  shadowRules: string[];
};

/** A contact in the last minutes before the end of the lawful hours is a near miss. */
const nearCurfewMinutes = 15;

const ruleIds = (findings: readonly Pick<Finding, 'rule_id'>[]): string[] =>
  [...new Set(findings.map(({ rule_id: id }) => id))].toSorted();

/** The count that a rule of frequency showed, and its limit; null for every other rule. */
function countOf({ facts }: Finding): { count: number; limit: number } | null {
  const count = facts['counted_attempts'] ?? facts['counted_contacts'] ?? facts['contacts'];
  const limit = facts['max_attempts'] ?? facts['max_contacts'];
  return typeof count === 'number' && typeof limit === 'number' ? { count, limit } : null;
}

const minutesOf = (localTime: string): number => {
  const [hours = 0, minutes = 0] = localTime.split(':').map(Number);
  return hours * 60 + minutes;
};

/** Whether a rule in force let the contact through by a hair. */
function isNear(finding: Finding, { zones }: Decision): boolean {
  if (finding.mode !== 'enforce' || !permitsContact(finding.verdict)) return false;
  const counted = countOf(finding);
  if (counted !== null) return counted.count >= Math.max(1, counted.limit - 1);
  // A letter, an answer and what the consumer begins have no hour: then the rule names no zones.
  if (finding.rule_id !== 'F-4' || finding.verdict !== 'allow' || !Array.isArray(finding.facts['zones'])) return false;
  const { untilMinute } = federalHours;
  return zones
    .map(({ local_time: localTime }) => minutesOf(localTime))
    .some((minute) => minute >= untilMinute - nearCurfewMinutes && minute < untilMinute);
}

/**
 * The outline of a decision that was stored.
 *
 * A near miss is a contact that was permitted with no override, and of which a rule in force says: it is the last one that a
 * limit on the number of contacts leaves (the count is one below the limit), or one above it that the consumer asked for;
 * or it was made within 15 minutes of 9 PM somewhere the consumer may be. A limit of one contact leaves no room to be near.
 */
export function outlineOf(decision: Decision): DecisionOutline {
  const { findings, verdict, set_aside: setAside } = decision;
  if (!permitsContact(verdict) && !setAside)
    return { outcome: 'refused', rules: ruleIds(refusingFindings(findings)), shadowRules: [] };
  const shadowRules = ruleIds(findings.filter((each) => each.mode === 'shadow' && !permitsContact(each.verdict)));
  if (setAside) return { outcome: 'overridden', rules: ruleIds(setAside.rules), shadowRules };
  const rules = ruleIds(findings.filter((each) => isNear(each, decision)));
  return { outcome: rules.length > 0 ? 'near-miss' : 'clear', rules, shadowRules };
}
