/**
 * What a rule is: one file under `rules/`, pure, facts and a moment in, one finding out. A rule always answers, also
 * when it has nothing against the contact, so that the auditor sees that it was asked.
 *
 * The types are those of the wire (`shared/contracts/compliance/decision.ts`), declared again because the domain imports
 * nothing but itself; `decision-shape.test.ts` proves that they are equal.
 */
import type { ActionKind, FactsOf } from './facts/any-facts.ts';

/** From the mildest to the hardest; the harder one wins (BLOCK > REVIEW > DEFER > REQUIRE > ALLOW). */
export const verdictOrder = ['allow', 'require', 'defer', 'review', 'block'] as const;
export type Verdict = (typeof verdictOrder)[number];

/**
 * Who may set a finding aside, each time with a reason: nobody, two people together, or one who holds the permission.
 * Only policy is set aside by one.
 */
export const overrideClasses = ['never', 'two-people', 'supervisor'] as const;
export type OverrideClass = (typeof overrideClasses)[number];

/** `shadow`: evaluated, stored and reported, and of no effect on the verdict. */
export const packModes = ['enforce', 'shadow'] as const;
export type PackMode = (typeof packModes)[number];

export type Obligation = { code: string; title: string; text: string; citation: string };

export type Finding = {
  rule_id: string;
  pack_id: string;
  mode: PackMode;
  title: string;
  verdict: Verdict;
  reason: string;
  citation: string;
  is_policy: boolean;
  override: OverrideClass;
  next_lawful_at: string | null;
  obligations: Obligation[];
  facts: Record<string, unknown>;
};

export type ConsumerZone = { zone: string; local_time: string; sources: string[] };

/** What the engine says to an action of any kind. */
export type Judgment = {
  id: string | null;
  verdict: Verdict;
  evaluated_at: string;
  next_lawful_at: string | null;
  pack_version: string;
  findings: Finding[];
  obligations: Obligation[];
};

/** What an override set aside; verdict and findings stay as the engine gave them. */
export type SetAside = {
  override_id: string;
  rules: { pack_id: string; rule_id: string }[];
  asked_by: string;
  reason: string;
  approvals: { by_id: string; by_name: string; at: string; reason: string }[];
};

/** Of a contact it also says where the consumer may be, and how many attempts count. */
export type Decision = Judgment & {
  /** Absent: nothing was set aside. */
  set_aside?: SetAside | undefined;
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
  /** This ruling is policy where the rule is law, or the other way round. */
  isPolicy?: boolean;
  /** Another class than the rule's own. */
  override?: OverrideClass;
};

type RuleDescription = {
  /** Id of the rule book: `F-1`. */
  id: string;
  title: string;
  citation: string;
  /** The organisation's own policy, never shown as the law. */
  isPolicy: boolean;
  /** Without it: `supervisor` for policy, `two-people` for law. */
  override?: OverrideClass;
};

/** A finding before its pack is known. */
export type RuleFinding = Omit<Finding, 'pack_id' | 'mode'>;

/** A rule about actions of one kind, with the parameters of its pack bound to it. */
export type RuleOf<K extends ActionKind> = RuleDescription & {
  actionKind: K;
  override: OverrideClass;
  parameters: Readonly<Record<string, unknown>>;
  evaluate(facts: FactsOf[K], nowMs: number): RuleFinding;
};
/** A rule about contacts: calls, voicemails, texts, emails, letters. */
export type Rule = RuleOf<'contact'>;
export type AnyRule = { [K in ActionKind]: RuleOf<K> }[ActionKind];

const selectRules: { [K in ActionKind]: (rules: readonly AnyRule[]) => RuleOf<K>[] } = {
  contact: (rules) => rules.filter((rule) => rule.actionKind === 'contact'),
  payment: (rules) => rules.filter((rule) => rule.actionKind === 'payment'),
  retention: (rules) => rules.filter((rule) => rule.actionKind === 'retention'),
};

/** The rules of a pack about actions of one kind, in its order. */
export const rulesOf = <K extends ActionKind>(pack: RulePack, actionKind: K): RuleOf<K>[] =>
  selectRules[actionKind](pack.rules);

/**
 * Declares a rule about actions of one kind. Returns the function that binds a pack's parameters to it. `rule` must be pure
 * and must answer for every input.
 */
const defineRuleAbout =
  <K extends ActionKind>(actionKind: K) =>
  <P extends Readonly<Record<string, unknown>>>(
    description: RuleDescription,
    rule: (facts: FactsOf[K], nowMs: number, parameters: P) => Ruling,
  ) =>
  (parameters: P): RuleOf<K> => {
    const override = description.override ?? (description.isPolicy ? 'supervisor' : 'two-people');
    return {
      ...description,
      actionKind,
      override,
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
          is_policy: ruling.isPolicy ?? description.isPolicy,
          override: ruling.override ?? override,
          next_lawful_at: next === null ? null : new Date(next).toISOString(),
          obligations: ruling.obligations ?? [],
          facts: ruling.facts ?? {},
        };
      },
    };
  };

/** Declares a rule about contacts. */
export const defineRule = defineRuleAbout('contact');
/** Declares a rule about taking, scheduling and collecting payments. */
export const definePaymentRule = defineRuleAbout('payment');
/** Declares a rule about keeping and purging records. */
export const defineRetentionRule = defineRuleAbout('retention');

/** Rules with their parameters, in force from a date on. A pack is data: a change of the law is a new version of it. */
export type RulePack = {
  id: string;
  version: string;
  title: string;
  /** `US`, a state as `US-MA`, a city as `US-NY-NYC`, or `policy`. */
  jurisdiction: string;
  /** First and last moment in force, epoch milliseconds; null: no end known. */
  effectiveFromMs: number;
  effectiveUntilMs: number | null;
  mode: PackMode;
  /** What is uncertain about the law in it, and which reading was taken. */
  uncertainties: readonly string[];
  /** About actions of any kind; each is asked only about its own. */
  rules: readonly AnyRule[];
};
