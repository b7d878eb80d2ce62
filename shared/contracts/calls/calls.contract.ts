import { z } from 'zod';
import { dispositionCodes } from '../../domain/dispositions/disposition-codes.ts';
import { decisionSchema, obligationSchema } from '../compliance/decision.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import {
  centsSchema,
  dateSchema,
  idSchema,
  momentSchema,
  pageOf,
  pageQuerySchema,
  phoneNumberSchema,
} from '../core/fields.ts';

export const callDirections = ['outbound', 'inbound'] as const;
/** What became of a call on the wire, from its SIP cause: rulebook F-1, "SIP mapping". */
export const connectClasses = [
  'reserved',
  'connected',
  'rang-out',
  'busy',
  'not-in-service',
  'failed',
  'refused-by-network',
] as const;
export const dispositionCodeSchema = z.enum(dispositionCodes.map((each) => each.code));

/** What a call is for. Only `consumer` calls are contacts in the sense of the law; only they want a disposition. */
export const callKinds = ['consumer', 'colleague', 'conference', 'service', 'supervision', 'emergency'] as const;

/** What the PBX says of the recording of a call. `unknown`: it was asked and did not answer. */
export const recordingStates = ['off', 'on', 'paused', 'unknown'] as const;

/** Something that went wrong with the sound of a call, and what became of it. */
export const callIncidentSchema = z.object({
  kind: z.enum([
    'no-audio-received',
    'silent-microphone',
    'media-path-lost',
    'media-setup-stuck',
    'signalling-lost',
    'microphone-changed',
    'speaker-changed',
  ]),
  /** How long it lasted, milliseconds; null: until the call ended. */
  duration_ms: z.int().nullable(),
  /** One plain sentence: `Audio was lost for 2.1 s: Wi-Fi changed`. */
  sentence: z.string().max(200),
});
export type CallIncident = z.output<typeof callIncidentSchema>;

/** How a whole call sounded. Missing figures are null: unknown, never zero. */
export const qualitySummarySchema = z.object({
  seconds: z.int(),
  mos_mean: z.number().nullable(),
  mos_lowest: z.number().nullable(),
  rtt_ms_mean: z.number().nullable(),
  jitter_ms_mean: z.number().nullable(),
  loss_percent: z.number().nullable(),
  /** Seconds below 4.0 and below 3.5. */
  amber_seconds: z.int(),
  red_seconds: z.int(),
  audio_lost_ms: z.int(),
});
export type QualitySummary = z.output<typeof qualitySummarySchema>;

export const callEventSchema = z.object({
  /** UUIDv7 made by the phone; the same event sent twice has one effect. */
  id: idSchema,
  at: momentSchema,
  type: z.enum([
    'ringing',
    'early-media',
    'answered',
    'held',
    'resumed',
    'quality',
    'media-lost',
    'media-restored',
    'incident',
    'transferred',
    'merged',
    'quality-summary',
    'ended',
  ]),
  /** Final SIP status of an `ended` event, when there was one. */
  sip_status: z.int().min(100).max(699).nullable().default(null),
  ended_by: z.enum(['agent', 'remote', 'system']).nullable().default(null),
  quality: z
    .object({ mos: z.number(), rtt_ms: z.number(), jitter_ms: z.number(), loss_percent: z.number() })
    .nullable()
    .default(null),
  /** Of an `incident`. */
  incident: callIncidentSchema.nullable().default(null),
  /** Of a `quality-summary`, told once, right before `ended`. */
  summary: qualitySummarySchema.nullable().default(null),
  /** RFC 3261 Call-ID of this phone's leg, with the first event that knows it: by it the PBX finds the call. */
  sip_call_id: z.string().max(200).nullable().default(null),
});
export type CallEvent = z.output<typeof callEventSchema>;

export const callRowSchema = z.object({
  id: idSchema,
  direction: z.enum(callDirections),
  agent_id: idSchema,
  agent_name: z.string(),
  account_id: idSchema.nullable(),
  consumer_name: z.string().nullable(),
  phone_number: phoneNumberSchema.nullable(),
  started_at: momentSchema,
  answered_at: momentSchema.nullable(),
  ended_at: momentSchema.nullable(),
  connect_class: z.enum(connectClasses),
  disposition_code: dispositionCodeSchema.nullable(),
  disposition_version: z.int(),
  ended_by: z.enum(['agent', 'remote', 'system']).nullable(),
  quality: qualitySummarySchema.nullable(),
  incidents: z.array(callIncidentSchema),
  /** The decision it stands under, if there is one that the reader may read. */
  decision_id: idSchema.nullable(),
});
export type CallRow = z.output<typeof callRowSchema>;

export const dispositionBodySchema = z.object({
  code: dispositionCodeSchema,
  notes: z.string().max(4000).default(''),
  callback_at: momentSchema.nullable().default(null),
  promise: z
    .object({ amount_cents: centsSchema.min(1), due_on: dateSchema })
    .nullable()
    .default(null),
  /** Disclosures the agent ticked off, with the moment of each. */
  disclosures: z
    .array(z.object({ code: z.string().max(80), at: momentSchema }))
    .max(50)
    .default([]),
  /** When the agent saved it, on the agent's clock. */
  saved_at: momentSchema,
  /** Version of the disposition this one replaces; 0 for the first. */
  base_version: z.int().min(0),
});
export type DispositionBody = z.output<typeof dispositionBodySchema>;

export const callEndpoints = defineEndpoints({
  startCall: {
    method: 'post',
    path: '/api/calls/start',
    summary: 'Decide about a call and, if it is lawful, reserve the attempt and issue a dial permit',
    access: 'call.place',
    effect: 'write',
    audit: 'call.started',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: z.object({
      /** UUIDv7 made by the client; starting the same call twice has one effect. */
      call_id: idSchema,
      phone_number: phoneNumberSchema,
      caller_id: phoneNumberSchema,
      account_id: idSchema.nullable().default(null),
      /** The outside system a click came from, if it was not the queue. */
      system_id: z.string().max(120).optional(),
      /** An approved override of a refusal; used up by the call it lets through. */
      override_id: idSchema.optional(),
      /** The caller's own reservation of this call, made or asked for: given back with this start, not counted beside it. */
      reserved_call_id: idSchema.optional(),
    }),
    replies: {
      201: z.object({
        call_id: idSchema,
        /** Request-URI of the INVITE. */
        sip_target: z.string(),
        /** JWS (EdDSA) for the `X-Dial-Permit` header; bound to call, agent, number and caller id, usable once. */
        dial_permit: z.string(),
        permit_expires_at: momentSchema,
        script: z.array(obligationSchema),
        decision: decisionSchema,
      }),
    },
    errors: ['compliance/blocked', 'onboarding/incomplete', 'request/not-found', 'calls/already-ended'],
  },
  recordCallEvents: {
    method: 'post',
    path: '/api/calls/:id/events',
    summary: 'What happened on the wire, in order; settles the reservation',
    access: 'call.place',
    effect: 'write',
    audit: 'call.event-recorded',
    idempotency: 'required',
    caller: 'desktop',
    offline: 'queued',
    params: z.object({ id: idSchema }),
    body: z.object({
      events: z.array(callEventSchema).min(1).max(100),
      /** Given with the first events of an incoming call, which the server does not know yet. */
      incoming: z
        .object({
          phone_number: phoneNumberSchema.nullable(),
          display_name: z.string().max(120).nullable(),
          /** Of a call that somebody had parked: believed where the number is on file for its consumer. */
          account_id: idSchema.nullable().optional(),
        })
        .optional(),
    }),
    replies: { 200: z.object({ call_id: idSchema, connect_class: z.enum(connectClasses), recorded: z.int() }) },
    errors: ['request/not-found'],
  },
  saveDisposition: {
    method: 'put',
    path: '/api/calls/:id/disposition',
    summary: 'Save how the call ended',
    access: 'disposition.write',
    effect: 'write',
    audit: 'call.dispositioned',
    idempotency: 'required',
    caller: 'desktop',
    offline: 'queued',
    params: z.object({ id: idSchema }),
    body: dispositionBodySchema,
    replies: { 200: z.object({ call_id: idSchema, code: dispositionCodeSchema, version: z.int() }) },
    errors: ['request/not-found', 'sync/version-conflict'],
  },
  dropMessage: {
    method: 'post',
    path: '/api/calls/:id/message-drops',
    summary: 'Decide whether this recorded message may be left on the voicemail this call has reached, at this moment',
    access: 'call.place',
    effect: 'write',
    audit: 'call.message-dropped',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    body: z.object({ message_id: idSchema }),
    replies: { 200: z.object({ call_id: idSchema, decision: decisionSchema.extend({ id: idSchema }) }) },
    errors: ['compliance/blocked', 'request/not-found', 'calls/already-ended'],
  },
  getRecordingState: {
    method: 'get',
    path: '/api/calls/:id/recording',
    summary: 'What the PBX says of the recording of this call, asked now',
    access: 'call.place',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    replies: { 200: z.object({ state: z.enum(recordingStates), as_of: momentSchema }) },
    errors: ['request/not-found'],
  },
  setRecording: {
    method: 'put',
    path: '/api/calls/:id/recording',
    summary: 'Pause or resume the recording at the PBX; the reply is what the PBX confirmed',
    access: 'call.place',
    effect: 'write',
    audit: 'recording.changed',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    body: z.object({ is_paused: z.boolean(), reason: z.enum(['payment', 'consumer-objects', 'agent']) }),
    replies: { 200: z.object({ state: z.enum(recordingStates), as_of: momentSchema }) },
    errors: ['request/not-found', 'telephony/not-offered', 'telephony/pbx-silent'],
  },
  getCallDecision: {
    method: 'get',
    path: '/api/calls/:id/decision',
    summary:
      "What the rules say of this call, as it was decided when it began: one's own, or anybody's with `compliance.read`",
    access: 'compliance.read-own',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    /** Null: the call is known and nothing was decided about it. */
    replies: { 200: z.object({ decision: decisionSchema.nullable() }) },
    errors: ['request/not-found'],
  },
  listCalls: {
    method: 'get',
    path: '/api/calls',
    summary: "Calls, newest first: one's own, or everybody's with `call.read-all`",
    access: 'call.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    query: pageQuerySchema.extend({
      account_id: idSchema.optional(),
      agent_id: idSchema.optional(),
      from: momentSchema.optional(),
      to: momentSchema.optional(),
    }),
    replies: { 200: pageOf(callRowSchema) },
    errors: [],
  },
});
