/**
 * The fact by which a rule about hours says, when it allows a call, until when it does: the first end of its hours in any zone the
 * consumer may be in. The record of a call is judged by it afterwards (`call-record-violations.ts`). F-4 needs none: its hours are the
 * same everywhere.
 */
export const hoursEnd = (endsAtMs: readonly number[]): { hours_end_at?: string } =>
  endsAtMs.length === 0 ? {} : { hours_end_at: new Date(Math.min(...endsAtMs)).toISOString() };
