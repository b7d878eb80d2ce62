/**
 * The engine: every rule is asked, always; the hardest verdict wins.
 *
 * Promise: C1 (no call beyond a limit) as far as the facts are true. The engine never fetches, never remembers and never
 * stops at the first finding. It must never answer `allow` because a fact is missing: a rule that throws, or a moment at
 * which no rule about actions of this kind is in force, is a block.
 *
 * Combination: BLOCK > REVIEW > DEFER(latest) > REQUIRE(all of them) > ALLOW.
 */
import type { ActionKind, FactsOf } from './facts/any-facts.ts';
import type { ContactFacts } from './facts/facts.ts';
import type { PaymentFacts } from './facts/payment.ts';
import type { RetentionFacts } from './facts/retention.ts';
import { type CallFrequencyParameters, countedAttempts } from './rules/call-frequency.ts';
import {
  type Decision,
  type Finding,
  type Judgment,
  type Obligation,
  type RuleOf,
  type RulePack,
  rulesOf,
  type Verdict,
  verdictOrder,
} from './rule.ts';
import { candidateZones, showZones } from './zones/candidate-zones.ts';

export type Engine = {
  packs: readonly RulePack[];
  /** Parameters of the count that every decision shows. */
  shownCount: CallFrequencyParameters;
};

/** The hardest of several verdicts; `allow` of none. */
export const hardestVerdict = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce<Verdict>(
    (hardest, verdict) => (verdictOrder.indexOf(verdict) > verdictOrder.indexOf(hardest) ? verdict : hardest),
    'allow',
  );

/** Whether a pack has a say at a moment at all. */
export const isInForce = (pack: Pick<RulePack, 'effectiveFromMs' | 'effectiveUntilMs'>, atMs: number): boolean =>
  pack.effectiveFromMs <= atMs && (pack.effectiveUntilMs === null || atMs < pack.effectiveUntilMs);

/** What one rule of a pack finds at a moment. A rule that cannot answer is a reason not to act. */
export function askRule<K extends ActionKind>(
  rule: RuleOf<K>,
  pack: RulePack,
  facts: FactsOf[K],
  atMs: number,
): Finding {
  const of = { pack_id: pack.id, mode: pack.mode };
  try {
    return { ...rule.evaluate(facts, atMs), ...of };
  } catch (error) {
    return {
      ...of,
      rule_id: rule.id,
      title: rule.title,
      verdict: 'block',
      reason: 'This rule could not be evaluated; compliance has been told.',
      citation: rule.citation,
      is_policy: rule.isPolicy,
      override: 'never',
      next_lawful_at: null,
      obligations: [],
      facts: { error: error instanceof Error ? error.message : String(error) },
    };
  }
}

const noRuleReasons: Readonly<Record<ActionKind, string>> = {
  contact: 'No rule pack is in force at this moment.',
  payment: 'No rule about payments is in force at this moment.',
  retention: 'No rule about keeping records is in force at this moment.',
};
const noRuleFinding = (actionKind: ActionKind): Finding => ({
  rule_id: 'engine',
  pack_id: 'engine',
  mode: 'enforce',
  title: 'Rules in force',
  verdict: 'block',
  reason: noRuleReasons[actionKind],
  citation: 'Policy',
  is_policy: true,
  override: 'never',
  next_lawful_at: null,
  obligations: [],
  facts: {},
});

/** An action of one kind, with what is known about it. */
type Question<K extends ActionKind> = { packs: readonly RulePack[]; actionKind: K; facts: FactsOf[K] };

/**
 * Every rule about such actions in every pack in force. Rules in shadow alone, or about other actions alone, are no rules
 * at all: nothing is allowed by them.
 */
function findingsAt<K extends ActionKind>({ packs, actionKind, facts }: Question<K>, atMs: number): Finding[] {
  const inForce = packs.filter((pack) => isInForce(pack, atMs));
  const findings = inForce.flatMap((pack) => rulesOf(pack, actionKind).map((rule) => askRule(rule, pack, facts, atMs)));
  return findings.some(binds) ? findings : [noRuleFinding(actionKind), ...findings];
}

const binds = ({ mode }: Finding): boolean => mode === 'enforce';
/** What the findings come to: those in shadow have no say. */
const verdictOf = (findings: readonly Finding[]): Verdict =>
  hardestVerdict(findings.filter(binds).map(({ verdict }) => verdict));

/** More moments to try than any rule has reasons to defer. */
const MAX_STEPS = 64;

/** When a rule that defers may say otherwise: at the moment it names, or when its pack ends. */
function turnsAtMs(packs: readonly RulePack[], { pack_id, next_lawful_at }: Finding, atMs: number): number {
  const pack = packs.find((each) => each.id === pack_id && isInForce(each, atMs));
  return next_lawful_at === null
    ? Number.NaN
    : Math.min(Date.parse(next_lawful_at), pack?.effectiveUntilMs ?? Infinity);
}

/**
 * The earliest moment at which every deferring rule is satisfied: each rule says when it alone would be, the latest of
 * them is asked again, until nobody defers. Null as soon as anything harder than a deferral stands in the way.
 */
function nextLawfulMoment<K extends ActionKind>(
  question: Question<K>,
  nowMs: number,
  findings: readonly Finding[],
): number | null {
  let current = findings;
  let atMs = nowMs;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const verdict = verdictOf(current);
    if (verdict === 'block' || verdict === 'review') return null;
    if (verdict !== 'defer') return atMs;
    const moments = current
      .filter((finding) => binds(finding) && finding.verdict === 'defer')
      .map((finding) => turnsAtMs(question.packs, finding, atMs));
    const latest = Math.max(...moments);
    if (!(latest > atMs)) return null;
    atMs = latest;
    current = findingsAt(question, atMs);
  }
  return null;
}

/** Each obligation once, in the order the rules name them. */
function uniteObligations(findings: readonly Finding[]): Obligation[] {
  const united = new Map<string, Obligation>();
  for (const obligation of findings.filter(binds).flatMap((finding) => finding.obligations)) {
    if (!united.has(obligation.code)) united.set(obligation.code, obligation);
  }
  return [...united.values()];
}

/** Packs with something to say about such actions; one that holds no rules at all says so of every action. */
const speaksOf = (pack: RulePack, actionKind: ActionKind): boolean =>
  pack.rules.length === 0 || rulesOf(pack, actionKind).length > 0;

function judge<K extends ActionKind>(question: Question<K>, nowMs: number): Judgment {
  const findings = findingsAt(question, nowMs);
  const verdict = verdictOf(findings);
  const next = verdict === 'defer' ? nextLawfulMoment(question, nowMs, findings) : null;
  return {
    id: null,
    verdict,
    evaluated_at: new Date(nowMs).toISOString(),
    next_lawful_at: next === null ? null : new Date(next).toISOString(),
    pack_version: question.packs
      .filter((pack) => isInForce(pack, nowMs) && speaksOf(pack, question.actionKind))
      .map(({ id, version }) => `${id}@${version}`)
      .join(' '),
    findings,
    obligations: uniteObligations(findings),
  };
}

/** Judges one contact at one moment. Pure; the decision has no id until somebody stores it. */
export function evaluateContact({ packs, shownCount }: Engine, facts: ContactFacts, nowMs: number): Decision {
  return {
    ...judge({ packs, actionKind: 'contact', facts }, nowMs),
    zones: showZones(
      candidateZones(facts.location, facts.action.phoneNumber, nowMs, shownCount.statedLocationMs),
      nowMs,
    ),
    counted_attempts: countedAttempts(facts, nowMs, shownCount),
    max_attempts: shownCount.maxAttempts,
  };
}

/** Judges one step of a payment: opening the form, submitting it, collecting a debit. Pure. */
export const evaluatePayment = ({ packs }: Pick<Engine, 'packs'>, facts: PaymentFacts, nowMs: number): Judgment =>
  judge({ packs, actionKind: 'payment', facts }, nowMs);

/** Judges the purge of one record, or a new retention period. Pure. */
export const evaluateRetention = ({ packs }: Pick<Engine, 'packs'>, facts: RetentionFacts, nowMs: number): Judgment =>
  judge({ packs, actionKind: 'retention', facts }, nowMs);

/** Whether the action may be taken on this verdict: obligations are for the taking of it. */
export const permitsContact = (verdict: Verdict): boolean => verdict === 'allow' || verdict === 'require';
