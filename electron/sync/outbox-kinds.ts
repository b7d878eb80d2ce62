/**
 * What can be queued. Each kind is one endpoint of the contract marked `offline: 'queued'`; the item's id is its
 * `Idempotency-Key`, so that sending it twice has one effect.
 */
import { z } from 'zod';
import { callEndpoints } from '../../shared/contracts/calls/calls.contract.ts';
import { idSchema } from '../../shared/contracts/core/fields.ts';
import { feedbackBodySchema } from '../../shared/contracts/feedback/feedback.contract.ts';
import { dispositionOf } from '../../shared/domain/dispositions/disposition-codes.ts';

const workSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call-events'),
    payload: z.object({ callId: idSchema }).extend(callEndpoints.recordCallEvents.body.shape),
  }),
  z.object({
    kind: z.literal('disposition'),
    payload: z.object({ callId: idSchema }).extend(callEndpoints.saveDisposition.body.shape),
  }),
  z.object({ kind: z.literal('feedback'), payload: feedbackBodySchema }),
]);
/** A queued piece of work with its kind. */
export type OutboxWork = z.output<typeof workSchema>;
export type OutboxKind = OutboxWork['kind'];
export type OutboxPayload<K extends OutboxKind> = Extract<OutboxWork, { kind: K }>['payload'];

/** Reads stored or corrected work back; null when it is not of that kind's shape. */
export function parseWork(kind: string, payload: unknown): OutboxWork | null {
  const parsed = workSchema.safeParse({ kind, payload });
  return parsed.success ? parsed.data : null;
}

export const callIdOf = (work: OutboxWork): string | null => (work.kind === 'feedback' ? null : work.payload.callId);

/** Items with the same key keep their order; others do not wait for each other. Work about no record stands alone. */
export const recordKeyOf = (work: OutboxWork, itemId: string): string =>
  work.kind === 'feedback' ? `feedback:${itemId}` : `call:${work.payload.callId}`;

/** 0 goes first: what settles a consumer's rights (dispositions may carry notices, events settle an attempt); 1 can wait. */
export const priorityOf = (work: OutboxWork): number => (work.kind === 'feedback' ? 1 : 0);

/** One plain line for the person. */
export function titleOf(work: OutboxWork): string {
  if (work.kind === 'call-events') return 'What happened in a call';
  if (work.kind === 'feedback') return 'A report';
  return `Disposition: ${dispositionOf(work.payload.code).label}`;
}
