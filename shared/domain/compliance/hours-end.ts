/** An end of hours, and the zone whose clock ends them. */
export type HoursEnd = { zone: string; endsAtMs: number };

/** The first of them; null without any. */
export const firstEnd = (ends: readonly HoursEnd[]): HoursEnd | null =>
  ends.toSorted((one, other) => one.endsAtMs - other.endsAtMs)[0] ?? null;

/**
 * The facts by which a rule about hours says, when it allows a call, until when it does: the first end of its hours in any zone the
 * consumer may be in. The call is warned by it while it lasts (`curfew.ts`), and its record is judged by it afterwards
 * (`call-record-violations.ts`). F-4 has names of its own: its usual hours are the same everywhere, and only what the consumer
 * said about times makes others.
 */
export function hoursEnd(ends: readonly HoursEnd[]): { hours_end_at?: string; hours_end_zone?: string } {
  const first = firstEnd(ends);
  return first === null ? {} : { hours_end_at: new Date(first.endsAtMs).toISOString(), hours_end_zone: first.zone };
}
