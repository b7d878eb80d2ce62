/** Cases through the engine, and where its answer is not what the case expects. */
import { type Engine, evaluateContact, evaluatePayment, evaluateRetention } from '../engine.ts';
import { type AnyFacts, isContactFacts, isPaymentFacts } from '../facts/any-facts.ts';
import { engineWith } from '../packs/all.ts';
import type { Decision, Judgment } from '../rule.ts';
import type { ComplianceCase } from './case-file.ts';

export type CaseResult = {
  id: string;
  title: string;
  /** Zones and counted attempts are of contacts only. */
  decision: Omit<Decision, 'id'> | Omit<Judgment, 'id'>;
  /** One sentence each; empty when the case expects nothing else. */
  mismatches: string[];
};

const momentText = (atMs: number | null): string => (atMs === null ? 'none' : new Date(atMs).toISOString());

function mismatchesOf({ expect }: ComplianceCase, decision: Judgment): string[] {
  const found: string[] = [];
  const compare = (what: string, expected: string, actual: string): void => {
    if (expected !== actual) found.push(`${what}: expected ${expected}, got ${actual}`);
  };
  if (expect.verdict !== undefined) compare('verdict', expect.verdict, decision.verdict);
  if (expect.next_lawful_at !== undefined) {
    const actual = decision.next_lawful_at === null ? null : Date.parse(decision.next_lawful_at);
    compare('next_lawful_at', momentText(expect.next_lawful_at), momentText(actual));
  }
  for (const [ruleId, verdict] of Object.entries(expect.findings ?? {})) {
    const finding = decision.findings.find(({ rule_id: id }) => id === ruleId);
    compare(`findings.${ruleId}`, verdict, finding?.verdict ?? 'no such rule in force');
  }
  const codes = new Set(decision.obligations.map(({ code }) => code));
  for (const code of expect.obligations ?? []) {
    if (!codes.has(code)) found.push(`obligations: ${code} is missing`);
  }
  return found;
}

function judge(engine: Engine, facts: AnyFacts, nowMs: number): Decision | Judgment {
  if (isContactFacts(facts)) return evaluateContact(engine, facts, nowMs);
  return isPaymentFacts(facts) ? evaluatePayment(engine, facts, nowMs) : evaluateRetention(engine, facts, nowMs);
}

/** Evaluates one case, at its own moment, with all shipped packs. */
export function evaluateCase(each: ComplianceCase): CaseResult {
  const { id: _unstored, ...decision } = judge(engineWith(each.modes), each.facts, each.at);
  const mismatches = [
    ...Object.keys(each.modes)
      .filter((id) => !engineWith({}).packs.some((pack) => pack.id === id))
      .map((id) => `modes: there is no pack ${id}`),
    ...mismatchesOf(each, { id: null, ...decision }),
  ];
  return { id: each.id, title: each.title, decision, mismatches };
}
