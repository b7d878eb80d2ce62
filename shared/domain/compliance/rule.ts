/**
 * What a rule is: one file under `rules/`, pure, facts and a moment in, one finding out. A rule always answers, also
 * when it has nothing against the contact, so that the auditor sees that it was asked.
 *
 * The types are those of the wire (`shared/contracts/compliance/decision.ts`), declared again because the domain imports
 * nothing but itself; `decision-shape.test.ts` proves that they are equal.
 */
import type { ContactFacts } from './facts.ts';

/** From the mildest to the hardest; the harder one wins (BLOCK > REVIEW > DEFER > REQUIRE > ALLOW). */
export const verdictOrder = ['allow', 'require', 'defer', 'review', 'block'] as const;
export type Verdict = (typeof verdictOrder)[number];

export type Obligation = { code: string; title: string; text: string; citation: string };

export type Finding = {
  rule_id: string;
  title: string;
  verdict: Verdict;
  reason: string;
  citation: string;
  is_policy: boolean;
  next_lawful_at: string | null;
  obligations: Obligation[];
  facts: Record<string, unknown>;
};

export type ConsumerZone = { zone: string; local_time: string; sources: string[] };

export type Decision = {
  id: string | null;
  verdict: Verdict;
  evaluated_at: string;
  next_lawful_at: string | null;
  pack_version: string;
  findings: Finding[];
  obligations: Obligation[];
  zones: ConsumerZone[];
  counted_attempts: number;
  max_attempts: number;
};

/** What a rule says; the rest of the finding is the rule's own description. */
export type Ruling = {
  verdict: Verdict;
  /** Plain words for the agent, in the consumer's time where a time is named. */
  reason: string;
  /** The first moment at which this rule alone would allow the contact; only with `defer`. Epoch milliseconds. */
  nextLawfulAtMs?: number | null;
  obligations?: Obligation[];
  /** The facts the rule used, as they were. */
  facts?: Record<string, unknown>;
  /** A narrower source than the rule's own. */
  citation?: string;
};

type RuleDescription = {
  /** Id of the rule book: `F-1`. */
  id: string;
  title: string;
  citation: string;
  /** The organisation's own policy, never shown as the law. */
  isPolicy: boolean;
};

/** A rule with the parameters of its pack bound to it. */
export type Rule = RuleDescription & {
  parameters: Readonly<Record<string, unknown>>;
  evaluate(facts: ContactFacts, nowMs: number): Finding;
};

/**
 * Declares a rule. Returns the function that binds a pack's parameters to it.
 * `rule` must be pure and must answer for every input.
 */
export const defineRule =
  <P extends Readonly<Record<string, unknown>>>(
    description: RuleDescription,
    rule: (facts: ContactFacts, nowMs: number, parameters: P) => Ruling,
  ) =>
  (parameters: P): Rule => ({
    ...description,
    parameters,
    evaluate(facts, nowMs) {
      const ruling = rule(facts, nowMs, parameters);
      const next = ruling.nextLawfulAtMs ?? null;
      return {
        rule_id: description.id,
        title: description.title,
        verdict: ruling.verdict,
        reason: ruling.reason,
        citation: ruling.citation ?? description.citation,
        is_policy: description.isPolicy,
        next_lawful_at: next === null ? null : new Date(next).toISOString(),
        obligations: ruling.obligations ?? [],
        facts: ruling.facts ?? {},
      };
    },
  });

/** Rules with their parameters, in force from a date on. A pack is data: a change of the law is a new version of it. */
export type RulePack = {
  id: string;
  version: string;
  jurisdiction: string;
  /** First and last moment in force, epoch milliseconds; null: no end known. */
  effectiveFromMs: number;
  effectiveUntilMs: number | null;
  rules: readonly Rule[];
};
