/**
 * What can be queued. Each kind is one endpoint of the contract marked `offline: 'queued'`; the item's id is its
 * `Idempotency-Key`, so that sending it twice has one effect.
 */
import { z } from 'zod';
import { callEndpoints } from '../../shared/contracts/calls/calls.contract.ts';
import { factBodySchema } from '../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import { idSchema } from '../../shared/contracts/core/fields.ts';
import { disputeEndpoints } from '../../shared/contracts/disputes/disputes.contract.ts';
import { dncEndpoints } from '../../shared/contracts/dnc/dnc.contract.ts';
import { emergencyEndpoints } from '../../shared/contracts/emergency/emergency.contract.ts';
import { feedbackBodySchema } from '../../shared/contracts/feedback/feedback.contract.ts';
import { liveEndpoints } from '../../shared/contracts/live/live.contract.ts';
import { checkOutSchema } from '../../shared/contracts/telephony/telephony.contract.ts';
import { factWords } from '../../shared/domain/compliance/consumer-facts/fact-words.ts';
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
  z.object({ kind: z.literal('agent-state'), payload: liveEndpoints.setAgentState.body }),
  z.object({ kind: z.literal('check-out'), payload: checkOutSchema }),
  z.object({ kind: z.literal('dispute'), payload: disputeEndpoints.fileDispute.body }),
  z.object({ kind: z.literal('dnc'), payload: dncEndpoints.addDnc.body }),
  z.object({
    kind: z.literal('consumer-fact'),
    payload: z.object({ accountId: idSchema, body: factBodySchema }),
  }),
  z.object({ kind: z.literal('emergency'), payload: emergencyEndpoints.reportEmergencyCall.body }),
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

/** The call a piece of work is about, when its record is the call's. */
export const callIdOf = (work: OutboxWork): string | null =>
  work.kind === 'call-events' || work.kind === 'disposition' ? work.payload.callId : null;

/**
 * Items with the same key keep their order within one person's; others do not wait for each other. What an agent did is one
 * row of moments, so it has one key; work about no record stands alone.
 */
export function recordKeyOf(work: OutboxWork, itemId: string): string {
  const callId = callIdOf(work);
  if (callId !== null) return `call:${callId}`;
  return work.kind === 'agent-state' ? work.kind : `${work.kind}:${itemId}`;
}

/** In the order they go. */
export const priorities = [-1, 0, 1] as const;
const settlesRights: ReadonlySet<OutboxKind> = new Set([
  'call-events',
  'disposition',
  'dnc',
  'dispute',
  'consumer-fact',
]);
/**
 * Lower goes first. -1: somebody called for help. 0: what settles a consumer's rights (dispositions may carry notices,
 * events settle an attempt, a number must not be called any more, a debt is disputed, a consumer told us something). 1 can wait.
 */
export function priorityOf({ kind }: OutboxWork): (typeof priorities)[number] {
  if (kind === 'emergency') return -1;
  return settlesRights.has(kind) ? 0 : 1;
}

/** One plain line for the person. */
export function titleOf(work: OutboxWork): string {
  switch (work.kind) {
    case 'call-events':
      return 'What happened in a call';
    case 'disposition':
      return `Disposition: ${dispositionOf(work.payload.code).label}`;
    case 'feedback':
      return 'A report';
    case 'agent-state':
      return 'What you were doing';
    case 'check-out':
      return 'Check-out before the shift';
    case 'dispute':
      return work.payload.kind === 'dispute' ? 'A dispute' : 'Asked for the original creditor';
    case 'dnc':
      return `Do not call ${work.payload.phone_number}`;
    case 'consumer-fact':
      return `Told by the consumer: ${factWords[work.payload.body.told.kind]}`;
    case 'emergency':
      break;
  }
  return `Emergency call to ${work.payload.number}`;
}
