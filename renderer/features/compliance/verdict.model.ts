/** What the verdict panel says about a decision. Pure; times are shown where the consumer is. */
import type { Decision, Finding, Verdict } from '../../../shared/contracts/compliance/decision.ts';
import { ownZone } from '../../ui/received-day.ts';
import { verdictWords } from '../../ui/verdict-words.ts';

const weight: Readonly<Record<Verdict, number>> = { block: 4, review: 3, defer: 2, require: 1, allow: 0 };

/** What a pack in shadow finds stops nothing, and is no reason to give. */
const binds = ({ mode }: Finding): boolean => mode === 'enforce';

/** Findings that decide or oblige, the heaviest first; law before the organisation's own policy. */
export const decidingFindings = (decision: Decision): Finding[] =>
  decision.findings
    .filter((finding) => finding.verdict !== 'allow' && binds(finding))
    .toSorted((a, b) => weight[b.verdict] - weight[a.verdict] || Number(a.is_policy) - Number(b.is_policy));

/** Findings that refuse, the heaviest first; conditions left out. */
export const standingInTheWay = (decision: Decision): Finding[] =>
  decidingFindings(decision).filter(({ verdict }) => verdict !== 'require');

/** What Call does: places it, has a refusal put on record with its reasons, or nothing, because that refusal is on record. */
export type CallPress = 'call' | 'record-refusal' | 'on-record';

/** By the verdict that is shown. A preview is stored nowhere, so why a call was not made could not be told later. */
export function callPressOn({ verdict, id }: Pick<Decision, 'verdict' | 'id'>): CallPress {
  if (verdictWords[verdict].canDial) return 'call';
  return id === null ? 'record-refusal' : 'on-record';
}

/** Findings of rules that have nothing against the call. */
export const clearFindings = (decision: Decision): Finding[] =>
  decision.findings.filter((finding) => finding.verdict === 'allow' && binds(finding));

/** How many packs of rules were in force and had a say. */
export const packCount = (decision: Decision): number =>
  new Set(decision.findings.filter((finding) => binds(finding)).map(({ pack_id: packId }) => packId)).size;

/** The zone in which a time is told to the agent: the first the engine names, else this computer's. */
export const zoneOf = (decision: Decision): string => decision.zones[0]?.zone ?? ownZone();

/** `3 of 7 calls in 7 days` and how full that is. */
export function attemptsOf(decision: Decision): { text: string; isLast: boolean; isFull: boolean } {
  const { counted_attempts: counted, max_attempts: most } = decision;
  return {
    text: `${counted} of ${most} calls counted in 7 days`,
    isLast: counted === most - 1,
    isFull: counted >= most,
  };
}

/** When the verdict should be asked for again by itself: at the next lawful moment, else in a minute. */
export function refreshInMs(decision: Decision | undefined, nowMs: number): number {
  const lawfulInMs = decision?.next_lawful_at ? Date.parse(decision.next_lawful_at) - nowMs : Number.POSITIVE_INFINITY;
  return lawfulInMs > 0 ? Math.min(60_000, lawfulInMs + 500) : 60_000;
}
