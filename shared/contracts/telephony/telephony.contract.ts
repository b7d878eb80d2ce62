import { z } from 'zod';
import { checkOutItems, checkOutVerdicts } from '../../domain/telephony/check-out.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';

/** What the PBX offers beside plain calls, as the user part of the address to call or to transfer to; null: it does not. */
export const pbxServicesSchema = z.object({
  /** A room is this followed by a name the phone makes up: `conference-` and letters, digits, `-`. */
  conference_prefix: z.string().nullable(),
  /** Parks in the place whose number follows; the server gives places out. */
  park_prefix: z.string().nullable(),
  /** Picks up what is parked in the place whose number follows. */
  pick_up_prefix: z.string().nullable(),
  /** Listens to one's own mailbox. */
  voicemail: z.string().nullable(),
  /** Listens to the agent whose SIP user follows; needs a supervision permit. */
  supervise_prefix: z.string().nullable(),
  /** Says back what it hears: the "do they hear me" test. */
  echo: z.string().nullable(),
  /** Where emergency calls go. */
  emergency: z.string().nullable(),
  /** The PBX records and can pause: recording state is known and can be changed. */
  can_record: z.boolean(),
  /** Has call queues that agents sign in to. */
  has_queues: z.boolean(),
});
export type PbxServices = z.output<typeof pbxServicesSchema>;

export const phoneTokenSchema = z.object({
  sip: z.object({
    /** WebSocket addresses of the PBX in the order to try them. */
    server_urls: z.array(z.string()).min(1),
    domain: z.string(),
    /** Address of record: `sip:agent@domain`. */
    uri: z.string(),
    username: z.string(),
    password: z.string(),
    expires_at: momentSchema,
    /** The same as a length, for a phone whose clock is wrong. */
    expires_in_seconds: z.int().min(0),
    display_name: z.string(),
  }),
  /** TURN credentials are limited in time (draft-uberti-behave-turn-rest-00). */
  ice_servers: z.array(
    z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() }),
  ),
  ice_gathering_timeout_ms: z.int(),
  is_practice: z.boolean(),
  caller_ids: z.array(z.object({ phone_number: phoneNumberSchema, label: z.string() })),
  services: pbxServicesSchema,
});
export type PhoneToken = z.output<typeof phoneTokenSchema>;

/** Whom an agent may call or transfer to inside: colleagues and queues. Their ids are the targets of `calls:dial-internal`. */
export const directorySchema = z.object({
  colleagues: z.array(
    z.object({
      id: idSchema,
      full_name: z.string(),
      role: z.string(),
      sip_user: z.string(),
      /** As the floor sees it: one of `agentStates`. */
      state: z.string(),
    }),
  ),
  queues: z.array(
    z.object({
      /** Name of the queue on the PBX. */
      id: z.string(),
      label: z.string(),
      /** User part that calls the queue. */
      sip_user: z.string(),
      is_signed_in: z.boolean(),
      is_paused: z.boolean(),
      /** Callers waiting. */
      waiting: z.int(),
    }),
  ),
});
export type Directory = z.output<typeof directorySchema>;

export const parkedCallSchema = z.object({
  /** Digits of the place. */
  place: z.string(),
  call_id: idSchema,
  account_id: idSchema.nullable(),
  account_reference: z.string().nullable(),
  remote_name: z.string().nullable(),
  phone_number: phoneNumberSchema.nullable(),
  parked_by: z.string(),
  parked_at: momentSchema,
});
export type ParkedCall = z.output<typeof parkedCallSchema>;

/** A recorded message an agent may leave on a voicemail; its text was found to be a limited-content message (rulebook F-12). */
export const phoneMessageSchema = z.object({
  id: idSchema,
  title: z.string(),
  /** Exactly what is said. */
  transcript: z.string(),
  duration_ms: z.int(),
  created_at: momentSchema,
  created_by: z.string(),
});
export type PhoneMessage = z.output<typeof phoneMessageSchema>;

export const checkOutSchema = z.object({
  id: idSchema,
  started_at: momentSchema,
  duration_ms: z.int(),
  results: z
    .array(
      z.object({
        item: z.enum(checkOutItems),
        verdict: z.enum(checkOutVerdicts),
        /** One plain sentence, with the figure it is based on. */
        detail: z.string().max(400),
        took_ms: z.int(),
      }),
    )
    .min(1)
    .max(60),
});
export type CheckOut = z.output<typeof checkOutSchema>;
export const checkOutRowSchema = checkOutSchema.extend({ agent_id: idSchema, agent_name: z.string() });
export type CheckOutRow = z.output<typeof checkOutRowSchema>;

export const telephonyEndpoints = defineEndpoints({
  issuePhoneToken: {
    method: 'post',
    path: '/api/webrtc/token',
    summary: 'Where and as whom the phone registers, for a short time',
    access: 'phone.use',
    effect: 'write',
    audit: 'telephony.token-issued',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: phoneTokenSchema },
    errors: [],
  },
  redeemPermit: {
    method: 'post',
    path: '/api/pbx/permits/redeem',
    summary: 'The PBX asks whether this INVITE may pass; a permit passes once',
    access: 'pbx',
    effect: 'write',
    audit: 'permit.redeemed',
    idempotency: 'none',
    caller: 'external',
    offline: 'online',
    body: z.object({
      permit: z.string().max(4096),
      /** The SIP user the INVITE came from. */
      agent: z.string().min(1).max(120),
      /** The number the INVITE asks for, E.164. */
      phone_number: z.string().max(32),
    }),
    replies: { 200: z.object({ allowed: z.literal(true), call_id: idSchema, caller_id: phoneNumberSchema }) },
    errors: ['calls/permit-refused'],
  },
  getDirectory: {
    method: 'get',
    path: '/api/telephony/directory',
    summary: 'Colleagues and queues that can be called or transferred to',
    access: 'phone.use',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: directorySchema },
    errors: [],
  },
  setQueueMembership: {
    method: 'put',
    path: '/api/telephony/queues/:id/membership',
    summary: 'Sign oneself in to or out of a call queue of the PBX',
    access: 'phone.use',
    effect: 'write',
    audit: 'queue.membership-changed',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: z.string().min(1).max(80) }),
    body: z.object({ is_signed_in: z.boolean() }),
    replies: { 200: directorySchema.shape.queues.element },
    errors: ['request/not-found', 'telephony/not-offered', 'telephony/pbx-silent'],
  },
  parkCall: {
    method: 'post',
    path: '/api/telephony/parked',
    summary: 'Take a parking place for a call; the phone then transfers the call there',
    access: 'phone.use',
    effect: 'write',
    audit: 'call.parked',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: z.object({
      call_id: idSchema,
      account_id: idSchema.nullable(),
      remote_name: z.string().max(120).nullable(),
      phone_number: phoneNumberSchema.nullable(),
    }),
    replies: { 201: parkedCallSchema },
    errors: ['telephony/not-offered', 'telephony/no-parking-place'],
  },
  listParkedCalls: {
    method: 'get',
    path: '/api/telephony/parked',
    summary: 'Calls waiting in a parking place',
    access: 'phone.use',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: z.object({ rows: z.array(parkedCallSchema) }) },
    errors: [],
  },
  pickUpCall: {
    method: 'delete',
    path: '/api/telephony/parked/:place',
    summary: 'A parked call was taken back, or is not there any more',
    access: 'phone.use',
    effect: 'write',
    audit: 'call.picked-up',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ place: z.string().regex(/^\d{1,4}$/) }),
    replies: { 200: parkedCallSchema },
    errors: ['request/not-found'],
  },
  listPhoneMessages: {
    method: 'get',
    path: '/api/telephony/messages',
    summary: 'Recorded messages an agent may leave on a voicemail',
    access: 'phone.use',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: z.object({ rows: z.array(phoneMessageSchema) }) },
    errors: [],
  },
  getPhoneMessageAudio: {
    method: 'get',
    path: '/api/telephony/messages/:id/audio',
    summary: 'The recording itself: WAV, base64',
    access: 'phone.use',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    replies: { 200: z.object({ wav_base64: z.string() }) },
    errors: ['request/not-found'],
  },
  savePhoneMessage: {
    method: 'post',
    path: '/api/telephony/messages',
    summary: 'Add a recorded message; refused unless its text is a limited-content message (12 CFR 1006.2(j))',
    access: 'phone-message.manage',
    effect: 'write',
    audit: 'phone-message.saved',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: z.object({
      title: z.string().trim().min(1).max(80),
      transcript: z.string().trim().min(1).max(1000),
      /** Mono PCM WAV, 8 to 48 kHz, at most 60 seconds. */
      wav_base64: z.string().max(8_000_000),
    }),
    replies: { 201: phoneMessageSchema },
    errors: ['compliance/message-not-limited'],
  },
  removePhoneMessage: {
    method: 'delete',
    path: '/api/telephony/messages/:id',
    summary: 'Take a recorded message out of use; what was left with it stays on record',
    access: 'phone-message.manage',
    effect: 'write',
    audit: 'phone-message.removed',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    replies: { 200: phoneMessageSchema },
    errors: ['request/not-found'],
  },
  recordCheckOut: {
    method: 'post',
    path: '/api/telephony/check-outs',
    summary: 'What the check-out before the shift found',
    access: 'phone.use',
    effect: 'write',
    audit: 'check-out.recorded',
    idempotency: 'required',
    caller: 'desktop',
    offline: 'queued',
    body: checkOutSchema,
    replies: { 201: checkOutRowSchema },
    errors: [],
  },
  listCheckOuts: {
    method: 'get',
    path: '/api/telephony/check-outs',
    summary: 'The last check-out of each agent since a moment',
    access: 'floor.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    query: z.object({ since: momentSchema }),
    replies: { 200: z.object({ rows: z.array(checkOutRowSchema) }) },
    errors: [],
  },
});
