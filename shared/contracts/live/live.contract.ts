/**
 * The live feed: server-sent events (WHATWG HTML, section 9.2). Each event carries a growing `id`; a client that comes
 * back with `Last-Event-ID` gets what it missed, or a fresh `floor` snapshot when that is no longer kept.
 */
import { z } from 'zod';
import { agentStates } from '../../domain/agents/agent-states.ts';
import { callDirections } from '../calls/calls.contract.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';

export const liveCallSchema = z.object({
  id: idSchema,
  agent_id: idSchema,
  direction: z.enum(callDirections),
  account_id: idSchema.nullable(),
  account_reference: z.string().nullable(),
  consumer_name: z.string().nullable(),
  phone_number: phoneNumberSchema.nullable(),
  started_at: momentSchema,
  answered_at: momentSchema.nullable(),
  /** Mean opinion score of the last report, 1 to 4.5; null before the first. */
  mos: z.number().nullable(),
});
export type LiveCall = z.output<typeof liveCallSchema>;

export const liveAgentSchema = z.object({
  id: idSchema,
  full_name: z.string(),
  state: z.enum(agentStates),
  since: momentSchema,
  account_id: idSchema.nullable(),
  account_reference: z.string().nullable(),
});
export type LiveAgent = z.output<typeof liveAgentSchema>;

export const todayCountsSchema = z.object({
  calls: z.int(),
  connected: z.int(),
  conversations: z.int(),
  promises: z.int(),
  promised_cents: z.int(),
  refused_by_compliance: z.int(),
});
export type TodayCounts = z.output<typeof todayCountsSchema>;

export const liveEventSchema = z.discriminatedUnion('type', [
  /** Whole state of the floor; for holders of `floor.read`. */
  z.object({
    type: z.literal('floor'),
    agents: z.array(liveAgentSchema),
    calls: z.array(liveCallSchema),
    today: todayCountsSchema,
  }),
  z.object({ type: z.literal('agent'), agent: liveAgentSchema }),
  z.object({ type: z.literal('call'), call: liveCallSchema }),
  z.object({ type: z.literal('call-ended'), call_id: idSchema }),
  z.object({ type: z.literal('today'), today: todayCountsSchema }),
  /** The queue or an account of this agent changed: pull again. */
  z.object({ type: z.literal('queue-changed') }),
  z.object({ type: z.literal('account-changed'), account_id: idSchema }),
  /** This session was ended by somebody else. */
  z.object({ type: z.literal('session-ended') }),
]);
export type LiveEvent = z.output<typeof liveEventSchema>;

export const liveEndpoints = defineEndpoints({
  openLiveFeed: {
    method: 'get',
    path: '/api/live',
    summary: 'The live feed; resumes after `Last-Event-ID`',
    access: 'live.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    media: 'event-stream',
    replies: { 200: liveEventSchema },
    errors: [],
  },
  setAgentState: {
    method: 'put',
    path: '/api/live/state',
    summary: 'What the agent is doing now',
    access: 'agent-state.write',
    effect: 'write',
    audit: 'agent.state-changed',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: z.object({
      state: z.enum(['available', 'on-call', 'wrap-up', 'break']),
      since: momentSchema,
      account_id: idSchema.nullable().default(null),
    }),
    replies: { 200: liveAgentSchema },
    errors: [],
  },
});
