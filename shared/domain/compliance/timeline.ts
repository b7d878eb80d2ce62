/**
 * What every rule says to an action over the days ahead, as long as the facts stay as they are: for each rule spans of time
 * with one answer, exact to the millisecond at their edges.
 *
 * No moment is evaluated without need. Between two neighboring moments of change (`timeline-moments.ts`) an answer stays the
 * same, so each such interval is asked once; where two intervals differ, the edge is looked for on both sides of the moment
 * between them, and by bisection if it is not there. `timeline.test.ts` holds the spans against every minute of random facts.
 */
import { askRule, hardestVerdict } from './engine.ts';
import { type ActionKind, type AnyFacts, type FactsOf, isContactFacts, isPaymentFacts } from './facts/any-facts.ts';
import { type Finding, type PackMode, type RulePack, rulesOf, type Verdict } from './rule.ts';
import { momentsOfChange } from './timeline-moments.ts';

export const TIMELINE_DAYS = 14;
const DAY_MS = 86_400_000;

/** From `fromMs` up to, not including, `untilMs` the rule answers as it does at `fromMs`; only the words may name another hour. */
export type TimelineSpan = { fromMs: number; untilMs: number; finding: Finding };
/** One rule of one pack. Empty spans: the pack is not in force during these days. */
export type TimelineRow = { packId: string; ruleId: string; title: string; isPolicy: boolean; spans: TimelineSpan[] };
export type VerdictSpan = { fromMs: number; untilMs: number; verdict: Verdict };

export type TimelineQuestion = { packs: readonly RulePack[]; facts: AnyFacts; fromMs: number; days?: number };
/** A row that is worked out when it is asked for, so that a window can do a few at a time. */
export type TimelineTask = () => TimelineRow;

type Answer = (atMs: number) => Finding;

/** Whether two findings come to the same: what may be done, with which obligations, by which source, and who may set it aside. */
const isSame = (a: Finding, b: Finding): boolean =>
  a.verdict === b.verdict &&
  a.citation === b.citation &&
  a.is_policy === b.is_policy &&
  a.override === b.override &&
  a.obligations.length === b.obligations.length &&
  a.obligations.every(({ code }, index) => code === b.obligations[index]?.code);

/** The first moment after `sameMs` at which the answer is another; at `otherMs` it is. */
function edgeBetween(answer: Answer, finding: Finding, sameMs: number, otherMs: number): number {
  let low = sameMs;
  let high = otherMs;
  // Nearly always the edge is the moment of change itself, just before the moment that was asked.
  for (const nearMs of [otherMs - 1, otherMs - 2]) {
    if (nearMs <= low) return high;
    if (isSame(answer(nearMs), finding)) return high;
    high = nearMs;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isSame(answer(middle), finding)) low = middle;
    else high = middle;
  }
  return high;
}

/** Spans of one rule from `fromMs` to `untilMs`; `moments` are those of change in between, in order. */
function spansOf(answer: Answer, moments: readonly number[], fromMs: number, untilMs: number): TimelineSpan[] {
  const spans: TimelineSpan[] = [];
  let open = { fromMs, finding: answer(fromMs) };
  let seenMs = fromMs;
  // Just after each moment, so that a bound counts whether it is included or not.
  const probes = [...moments.map((atMs) => atMs + 1), untilMs - 1].filter((atMs) => atMs > fromMs && atMs < untilMs);
  for (const probeMs of probes) {
    const found = answer(probeMs);
    while (!isSame(open.finding, found)) {
      const edgeMs = edgeBetween(answer, open.finding, seenMs, probeMs);
      spans.push({ ...open, untilMs: edgeMs });
      open = { fromMs: edgeMs, finding: answer(edgeMs) };
      seenMs = edgeMs;
    }
    seenMs = probeMs;
  }
  spans.push({ ...open, untilMs });
  return spans;
}

function tasksOf<K extends ActionKind>(
  { packs, fromMs, days = TIMELINE_DAYS }: TimelineQuestion,
  actionKind: K,
  facts: FactsOf[K],
  moments: readonly number[],
): TimelineTask[] {
  return packs.flatMap((pack) =>
    rulesOf(pack, actionKind).map((rule): TimelineTask => () => {
      const beginMs = Math.max(fromMs, pack.effectiveFromMs);
      const endMs = Math.min(fromMs + days * DAY_MS, pack.effectiveUntilMs ?? Infinity);
      const spans = beginMs < endMs ? spansOf((atMs) => askRule(rule, pack, facts, atMs), moments, beginMs, endMs) : [];
      return { packId: pack.id, ruleId: rule.id, title: rule.title, isPolicy: rule.isPolicy, spans };
    }),
  );
}

/** One task for each rule about actions of this kind, in the order of the packs. */
export function timelineTasks(question: TimelineQuestion): TimelineTask[] {
  const { packs, facts, fromMs, days = TIMELINE_DAYS } = question;
  const moments = momentsOfChange(facts, packs, fromMs, fromMs + days * DAY_MS);
  if (isContactFacts(facts)) return tasksOf(question, 'contact', facts, moments);
  return isPaymentFacts(facts)
    ? tasksOf(question, 'payment', facts, moments)
    : tasksOf(question, 'retention', facts, moments);
}

/** Every row at once. */
export const timelineOf = (question: TimelineQuestion): TimelineRow[] => timelineTasks(question).map((task) => task());

/**
 * What the rows come to together, as the engine combines findings: rows in shadow have no say, and where no rule has one the
 * answer is a block. The modes are given here, so that a pack can be put in shadow without asking a rule again.
 */
export function combineRows(
  rows: readonly TimelineRow[],
  modeOf: (packId: string) => PackMode,
  fromMs: number,
  days: number = TIMELINE_DAYS,
): VerdictSpan[] {
  const binding = rows.filter(({ packId }) => modeOf(packId) === 'enforce').flatMap(({ spans }) => spans);
  const endMs = fromMs + days * DAY_MS;
  const edges = [...new Set([fromMs, ...binding.flatMap((span) => [span.fromMs, span.untilMs])])]
    .filter((atMs) => atMs >= fromMs && atMs < endMs)
    .toSorted((a, b) => a - b);
  const spans: VerdictSpan[] = [];
  for (const [index, edgeMs] of edges.entries()) {
    const inForce = binding.filter((span) => span.fromMs <= edgeMs && edgeMs < span.untilMs);
    const verdict = inForce.length === 0 ? 'block' : hardestVerdict(inForce.map(({ finding }) => finding.verdict));
    const last = spans.at(-1);
    const untilMs = edges[index + 1] ?? endMs;
    if (last?.verdict === verdict) last.untilMs = untilMs;
    else spans.push({ fromMs: edgeMs, untilMs, verdict });
  }
  return spans;
}
