/**
 * The live feed: server-sent events (WHATWG HTML, section 9.2). Each event carries a growing `id`; a client that comes
 * back with `Last-Event-ID` gets what it missed, or a fresh `floor` snapshot when that is no longer kept.
 */
import { z } from 'zod';
import { agentStates, breakReasons, timeCategories } from '../../domain/agents/agent-states.ts';
import { callDirections } from '../calls/calls.contract.ts';
import { overrideStates } from '../compliance/overrides.contract.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { dateSchema, idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';
import { emergencyCallSchema } from '../emergency/emergency.contract.ts';
import { supervisionSchema } from '../supervision/supervision.contract.ts';
import { checkOutRowSchema, parkedCallSchema } from '../telephony/telephony.contract.ts';

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
  /** Of a break; null in every other state. */
  reason: z.enum(breakReasons).nullable(),
  /** The phone or the server is away while the app runs. */
  is_outage: z.boolean(),
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

/** Seconds of one agent's day by what they are charged to; together they are the whole time since the first sign-in. */
export const agentTimeSchema = z.object({
  agent_id: idSchema,
  full_name: z.string(),
  /** Every category, 0 where there was none. */
  seconds: z.record(z.enum(timeCategories), z.int()),
});
export type AgentTime = z.output<typeof agentTimeSchema>;

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
  /** A do-not-call list changed: this number, or many of them (null). What is shown about a number must be asked again. */
  z.object({
    type: z.literal('dnc-changed'),
    phone_number: phoneNumberSchema.nullable(),
    is_listed: z.boolean().nullable(),
    by_name: z.string(),
  }),
  /** An override was asked for or answered: ask for it again. For who may answer, and the agent who asked. */
  z.object({
    type: z.literal('override-changed'),
    override_id: idSchema,
    agent_id: idSchema,
    state: z.enum(overrideStates),
  }),
  /** Calls were refused or ended: what is counted of decisions is to be asked again. For holders of `compliance.read`; it has no `id`. */
  z.object({ type: z.literal('decisions-changed') }),
  /** A call that was cleared ahead was judged again when it was placed, and not let through. For the agent who placed it. */
  z.object({ type: z.literal('call-refused'), call_id: idSchema, reason: z.string() }),
  /** Every supervision that goes on, as far as this person may know of them: what was told before holds no more. */
  z.object({ type: z.literal('supervisions'), supervisions: z.array(supervisionSchema) }),
  /** Somebody supervises this agent, or does not any more; only where the organization shows it. For the floor: always. */
  z.object({ type: z.literal('supervision'), supervision: supervisionSchema }),
  z.object({ type: z.literal('supervision-ended'), supervision_id: idSchema, agent_id: idSchema }),
  z.object({ type: z.literal('call-parked'), parked: parkedCallSchema }),
  z.object({ type: z.literal('call-picked-up'), place: z.string() }),
  z.object({ type: z.literal('check-out'), check_out: checkOutRowSchema }),
  z.object({ type: z.literal('emergency'), emergency: emergencyCallSchema }),
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
    summary:
      'What the agent is doing since when; kept in the outbox while the server is away, so that no second is lost',
    access: 'agent-state.write',
    effect: 'write',
    audit: 'agent.state-changed',
    idempotency: 'required',
    caller: 'desktop',
    offline: 'queued',
    body: z.object({
      state: z.enum(['available', 'on-call', 'wrap-up', 'break']),
      reason: z.enum(breakReasons).nullable().default(null),
      /** The phone was not registered, or the server was away, from `since` on. */
      is_outage: z.boolean().default(false),
      since: momentSchema,
      account_id: idSchema.nullable().default(null),
    }),
    replies: { 200: liveAgentSchema },
    errors: [],
  },
  getAgentTimes: {
    method: 'get',
    path: '/api/live/times',
    summary: "What each second of a day went to: one's own day, or everybody's with `floor.read`",
    access: 'live.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    query: z.object({ date: dateSchema }),
    replies: { 200: z.object({ rows: z.array(agentTimeSchema) }) },
    errors: [],
  },
});
