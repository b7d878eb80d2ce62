/**
 * Supervision of a live call. `listen`: neither side hears the supervisor. `whisper`: only the agent does. `barge`: both do.
 * The PBX lets nobody listen without a supervision permit that the server issued for this supervisor and this agent.
 */
import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema } from '../core/fields.ts';

export const supervisionModes = ['listen', 'whisper', 'barge'] as const;
export const supervisionModeSchema = z.enum(supervisionModes);
export type SupervisionMode = z.output<typeof supervisionModeSchema>;

export const supervisionSchema = z.object({
  id: idSchema,
  agent_id: idSchema,
  agent_name: z.string(),
  supervisor_id: idSchema,
  supervisor_name: z.string(),
  mode: supervisionModeSchema,
  started_at: momentSchema,
});
export type Supervision = z.output<typeof supervisionSchema>;

export const supervisionEndpoints = defineEndpoints({
  startSupervision: {
    method: 'post',
    path: '/api/supervision',
    summary: 'Begin to listen, whisper or barge; the permit goes with the INVITE to the PBX',
    access: 'call.supervise',
    effect: 'write',
    audit: 'supervision.started',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: z.object({
      /** UUIDv7 made by the client; the supervisor's own call has it too. */
      id: idSchema,
      agent_id: idSchema,
      mode: supervisionModeSchema,
    }),
    replies: {
      201: z.object({
        supervision: supervisionSchema,
        /** Request-URI of the INVITE. */
        sip_target: z.string(),
        /** JWS (EdDSA) for the `X-Supervision-Permit` header; bound to supervisor and agent, usable once, at most 60 s. */
        supervision_permit: z.string(),
        /** The key to press for each mode while the call is up. */
        mode_digits: z.object({ listen: z.string(), whisper: z.string(), barge: z.string() }),
      }),
    },
    errors: ['request/not-found', 'supervision/not-in-call', 'telephony/not-offered'],
  },
  setSupervisionMode: {
    method: 'put',
    path: '/api/supervision/:id/mode',
    summary: 'Switch between listening, whispering and barging while it goes on',
    access: 'call.supervise',
    effect: 'write',
    audit: 'supervision.mode-changed',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    body: z.object({ mode: supervisionModeSchema }),
    replies: { 200: supervisionSchema },
    errors: ['request/not-found'],
  },
  endSupervision: {
    method: 'delete',
    path: '/api/supervision/:id',
    summary: 'It is over',
    access: 'call.supervise',
    effect: 'write',
    audit: 'supervision.ended',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    replies: { 200: supervisionSchema },
    errors: ['request/not-found'],
  },
  redeemSupervisionPermit: {
    method: 'post',
    path: '/api/pbx/supervision/redeem',
    summary: 'The PBX asks whether this supervisor may listen to this agent; a permit passes once',
    access: 'pbx',
    effect: 'write',
    audit: 'supervision.redeemed',
    idempotency: 'none',
    caller: 'external',
    offline: 'online',
    body: z.object({
      permit: z.string().max(4096),
      /** The SIP user the INVITE came from. */
      supervisor: z.string().min(1).max(120),
      /** The SIP user of the agent to be heard. */
      agent: z.string().min(1).max(120),
    }),
    replies: { 200: z.object({ allowed: z.literal(true), agent: z.string(), mode: supervisionModeSchema }) },
    errors: ['supervision/permit-refused'],
  },
  hangUpCall: {
    method: 'post',
    path: '/api/supervision/calls/:id/hang-up',
    summary: "End an agent's call in an emergency, at the PBX",
    access: 'call.supervise',
    effect: 'write',
    audit: 'supervision.call-hung-up',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    body: z.object({ reason: z.string().trim().min(3).max(400) }),
    replies: { 200: z.object({ call_id: idSchema }) },
    errors: ['request/not-found', 'telephony/not-offered', 'telephony/pbx-silent'],
  },
});
