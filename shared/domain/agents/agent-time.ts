/**
 * What each second of an agent's day is charged to, worked out from two accounts of it: what the agent said to be doing from a
 * moment on, and from when on the server had a live connection or had none.
 *
 * Promise: the spans of a day follow each other without gap or overlap from the first sign-in on, whatever was said, in
 * which order and however late it came; so their seconds always add up to the time that has passed. A second in which the
 * agent said that the phone or the server was away is an outage and nobody's break.
 */
import { type BreakReason, breakReasons, type TimeCategory } from './agent-states.ts';

export type SaidState = {
  sinceMs: number;
  state: 'available' | 'on-call' | 'wrap-up' | 'break';
  /** Of a break. */
  reason: BreakReason | null;
  isOutage: boolean;
};
export type ConnectionChange = { sinceMs: number; isOnline: boolean };
/** End exclusive. */
export type TimeSpan = { category: TimeCategory; fromMs: number; toMs: number };

/**
 * An outage longer than this was no outage: the app was closed while it lasted, and could not say so. As far as nobody
 * was connected it stays `offline`.
 */
export const longestOutageMs = 12 * 60 * 60 * 1000;

/**
 * The spans between `fromMs` (the day's beginning) and `toMs` (its end or now). They begin with the first sign of the
 * agent: a connection, or something said. Both lists are in order of `sinceMs`, of several at one moment the last counts;
 * they hold what was in force at `fromMs` and, to know when an outage ended, what was said next after `toMs`.
 */
export function spansOfDay(
  said: readonly SaidState[],
  connections: readonly ConnectionChange[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): TimeSpan[] {
  const cuts = [...said, ...connections].map(({ sinceMs }) => sinceMs).filter((ms) => ms > fromMs && ms < toMs);
  const moments = [...new Set([fromMs, ...cuts])].toSorted((a, b) => a - b);
  const spans: TimeSpan[] = [];
  let hasBegun = false;
  let lastSaid = -1;
  let lastConnection = -1;
  for (const [index, atMs] of moments.entries()) {
    if (atMs >= toMs) break;
    while ((said[lastSaid + 1]?.sinceMs ?? Infinity) <= atMs) lastSaid += 1;
    while ((connections[lastConnection + 1]?.sinceMs ?? Infinity) <= atMs) lastConnection += 1;
    const current = said[lastSaid];
    const isOnline = connections[lastConnection]?.isOnline ?? false;
    hasBegun ||= isOnline || (current !== undefined && current.sinceMs >= fromMs);
    if (!hasBegun) continue;
    const category = categoryOf(current, said[lastSaid + 1], isOnline);
    const endMs = moments[index + 1] ?? toMs;
    const before = spans.at(-1);
    if (before?.category === category) before.toMs = endMs;
    else spans.push({ category, fromMs: atMs, toMs: endMs });
  }
  return spans;
}

function categoryOf(current: SaidState | undefined, next: SaidState | undefined, isOnline: boolean): TimeCategory {
  if (current?.isOutage) {
    // Only who came back can have been away in the meantime; the others have gone home.
    const hasComeBack = next !== undefined && next.sinceMs - current.sinceMs <= longestOutageMs;
    if (isOnline || hasComeBack) return 'outage';
  }
  if (!isOnline) return 'offline';
  if (current === undefined) return 'available';
  return current.state === 'break' ? (current.reason ?? breakReasons[0]) : current.state;
}

/**
 * Whole seconds of each category. Both ends of a span are cut to the second, so that the sum over spans that follow each
 * other is exactly the difference between the first and the last second.
 */
export function secondsByCategory(spans: readonly TimeSpan[]): Record<TimeCategory, number> {
  const seconds = noSeconds();
  for (const { category, fromMs, toMs } of spans)
    seconds[category] += Math.floor(toMs / 1000) - Math.floor(fromMs / 1000);
  return seconds;
}

const noSeconds = (): Record<TimeCategory, number> => ({
  available: 0,
  'on-call': 0,
  'wrap-up': 0,
  'short-break': 0,
  lunch: 0,
  meeting: 0,
  training: 0,
  coaching: 0,
  'back-office': 0,
  outage: 0,
  offline: 0,
});
