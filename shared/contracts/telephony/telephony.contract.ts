import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';

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
    display_name: z.string(),
  }),
  /** TURN credentials are limited in time (draft-uberti-behave-turn-rest-00). */
  ice_servers: z.array(
    z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() }),
  ),
  ice_gathering_timeout_ms: z.int(),
  is_practice: z.boolean(),
  caller_ids: z.array(z.object({ phone_number: phoneNumberSchema, label: z.string() })),
});
export type PhoneToken = z.output<typeof phoneTokenSchema>;

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
});
