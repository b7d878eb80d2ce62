/** Cases through the engine, and where its answer is not what the case expects. */
import { evaluateContact } from '../engine.ts';
import { engineWith } from '../packs/all.ts';
import type { Decision } from '../rule.ts';
import type { ComplianceCase } from './case-file.ts';

export type CaseResult = {
  id: string;
  title: string;
  decision: Omit<Decision, 'id'>;
  /** One sentence each; empty when the case expects nothing else. */
  mismatches: string[];
};

const momentText = (atMs: number | null): string => (atMs === null ? 'none' : new Date(atMs).toISOString());

function mismatchesOf({ expect }: ComplianceCase, decision: Decision): string[] {
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

/** Evaluates one case, at its own moment, with all shipped packs. */
export function evaluateCase(each: ComplianceCase): CaseResult {
  const { id: _unstored, ...decision } = evaluateContact(engineWith(each.modes), each.facts, each.at);
  const mismatches = [
    ...Object.keys(each.modes)
      .filter((id) => !engineWith({}).packs.some((pack) => pack.id === id))
      .map((id) => `modes: there is no pack ${id}`),
    ...mismatchesOf(each, { id: null, ...decision }),
  ];
  return { id: each.id, title: each.title, decision, mismatches };
}
