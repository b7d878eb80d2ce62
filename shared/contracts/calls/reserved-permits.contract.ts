/** Calls cleared a few minutes ahead, so that a short outage does not stop a floor (docs/adr/0010). */
import { z } from 'zod';
import { decisionSchema, obligationSchema } from '../compliance/decision.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';

/** How many reservations one agent may hold: the account that is open, the next one, and one that is being renewed. */
export const mostReservations = 3;

const reservedSchema = z.object({
  outcome: z.literal('reserved'),
  account_id: idSchema,
  /** Of the reservation that is there, which is an earlier one when the account was asked for before. */
  call_id: idSchema,
  phone_number: phoneNumberSchema,
  caller_id: phoneNumberSchema,
  /** Request-URI of the INVITE. */
  sip_target: z.string(),
  /** JWS (EdDSA) for the `X-Dial-Permit` header; the PBX has it judged again when the call is placed. */
  dial_permit: z.string(),
  permit_expires_at: momentSchema,
  decision: decisionSchema,
  script: z.array(obligationSchema),
});

export const reservationSchema = z.discriminatedUnion('outcome', [
  reservedSchema,
  /** The law or policy forbids the call now; the decision is stored. */
  z.object({ outcome: z.literal('refused'), account_id: idSchema, decision: decisionSchema }),
  /** Another agent holds the same person or number; nothing was decided. */
  z.object({ outcome: z.literal('held-by-another'), account_id: idSchema }),
  /** This agent holds as many as one may, and none of them could be given back for it. */
  z.object({ outcome: z.literal('too-many'), account_id: idSchema }),
]);

export const reservedPermitEndpoints = defineEndpoints({
  reserveCalls: {
    method: 'post',
    path: '/api/calls/reserve',
    summary: 'Decide about the next calls ahead, reserve their attempts and issue permits that last a few minutes',
    access: 'call.place',
    effect: 'write',
    audit: 'call.reserved',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: z.object({
      calls: z
        .array(
          z.object({
            /** UUIDv7 made by the client: the call's id if it comes to be placed, and nobody's else. */
            call_id: idSchema,
            account_id: idSchema,
            phone_number: phoneNumberSchema,
            caller_id: phoneNumberSchema,
          }),
        )
        .min(1)
        .max(mostReservations),
    }),
    replies: { 200: z.object({ reservations: z.array(reservationSchema) }) },
    errors: ['calls/no-reserving', 'onboarding/incomplete', 'request/not-found'],
  },
  releaseReservedCalls: {
    method: 'post',
    path: '/api/calls/reserve/release',
    summary: 'Give reservations back that are not needed: they count no more, and can be used no more',
    access: 'call.place',
    effect: 'write',
    audit: 'call.reservation-released',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: z.object({ call_ids: z.array(idSchema).min(1).max(mostReservations) }),
    /** What was placed meanwhile, or is none of the caller's, is not released. */
    replies: { 200: z.object({ released: z.array(idSchema) }) },
    errors: [],
  },
});
