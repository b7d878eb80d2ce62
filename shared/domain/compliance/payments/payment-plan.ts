/**
 * A payment plan, and the end of it. A consumer who says "cancel my plan", by whatever way, has ended it: from that moment
 * nothing is debited under it. The law gives a bank three business days to stop a transfer (12 CFR 1005.10(c)); a collector
 * who knows does not wait for them.
 */
import type { PaymentSchedule } from '../facts/payment.ts';

export type PendingDebit = { id: string; debitOn: string };
export type PaymentPlan = { schedule: PaymentSchedule; pending: readonly PendingDebit[] };

/** Ends a plan at once; every debit that has not gone out is called off. A plan that has ended keeps its first end. */
export function cancelPlan(
  { schedule, pending }: PaymentPlan,
  atMs: number,
): { plan: PaymentPlan; calledOff: string[] } {
  const cancelledAtMs = Math.min(atMs, schedule.cancelledAtMs ?? atMs);
  return { plan: { schedule: { ...schedule, cancelledAtMs }, pending: [] }, calledOff: pending.map(({ id }) => id) };
}
