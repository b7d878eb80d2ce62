/**
 * Emergency calls: never gated (no permit, no verdict, no server needed), but the floor is told and the place is known.
 * Kari's Law: direct dialling and notification (47 USC 623(a), 47 CFR 9.16(b)); RAY BAUM'S Act section 506: a dispatchable
 * location (47 CFR 9.3, 9.16(b)(3)).
 */
import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema } from '../core/fields.ts';

/** A street address validated by whoever stands there, with what finds the person inside the building. */
export const dispatchableLocationSchema = z.object({
  street: z.string().trim().min(3).max(120),
  /** Floor, suite, room, desk. */
  unit: z.string().trim().max(80).default(''),
  city: z.string().trim().min(2).max(80),
  /** Two letters, USPS. */
  state: z.string().regex(/^[A-Z]{2}$/),
  postal_code: z.string().regex(/^\d{5}(-\d{4})?$/),
});
export type DispatchableLocation = z.output<typeof dispatchableLocationSchema>;

export const emergencyCallSchema = z.object({
  id: idSchema,
  agent_id: idSchema,
  agent_name: z.string(),
  number: z.string(),
  at: momentSchema,
  location: dispatchableLocationSchema.nullable(),
  location_confirmed_at: momentSchema.nullable(),
});
export type EmergencyCall = z.output<typeof emergencyCallSchema>;

export const emergencyEndpoints = defineEndpoints({
  reportEmergencyCall: {
    method: 'post',
    path: '/api/emergency/calls',
    summary: 'An emergency call was placed: tell the supervisors who, when and where',
    access: 'phone.use',
    effect: 'write',
    audit: 'emergency.called',
    idempotency: 'required',
    caller: 'desktop',
    offline: 'queued',
    body: z.object({
      call_id: idSchema,
      number: z.enum(['911', '933']),
      at: momentSchema,
      location: dispatchableLocationSchema.nullable(),
      location_confirmed_at: momentSchema.nullable(),
    }),
    replies: { 201: emergencyCallSchema },
    errors: [],
  },
});
