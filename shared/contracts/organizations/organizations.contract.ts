import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema, phoneNumberSchema, zoneSchema } from '../core/fields.ts';

export const organizationSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The name callers give: must not reveal debt collection in a limited-content message (12 CFR 1006.2(j)(1)(i)). */
  caller_name: z.string(),
  zone: zoneSchema,
  is_practice: z.boolean(),
  caller_ids: z.array(z.object({ phone_number: phoneNumberSchema, label: z.string() })),
  /** Whether an agent's window shows that somebody listens, whispers or barges. */
  shows_supervision: z.boolean(),
  /** Whether desktops may hold permits for the next calls of an agent ahead of an outage. */
  reserves_permits: z.boolean(),
  created_at: momentSchema,
});
export type Organization = z.output<typeof organizationSchema>;

export const organizationEndpoints = defineEndpoints({
  getCurrentOrganization: {
    method: 'get',
    path: '/api/organizations/current',
    summary: "The signed-in person's organisation",
    access: 'signed-in',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: organizationSchema },
    errors: [],
  },
  getOrganization: {
    method: 'get',
    path: '/api/organizations/:id',
    summary: "An organisation by id; another organisation's id is not found",
    access: 'signed-in',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    replies: { 200: organizationSchema },
    errors: ['request/not-found'],
  },
  setSupervisionNotice: {
    method: 'put',
    path: '/api/organizations/current/supervision-notice',
    summary: "Whether an agent's window shows that somebody listens, whispers or barges; holds for what goes on, too",
    access: 'organization.supervision-notice',
    effect: 'write',
    audit: 'organization.supervision-notice-set',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: z.object({ shows_supervision: z.boolean() }),
    replies: { 200: organizationSchema },
    errors: [],
  },
  setReservedPermits: {
    method: 'put',
    path: '/api/organizations/current/reserved-permits',
    summary:
      'Whether desktops may have the next calls of an agent cleared ahead of an outage; what is cleared runs out',
    access: 'organization.reserved-permits',
    effect: 'write',
    audit: 'organization.reserved-permits-set',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: z.object({ reserves_permits: z.boolean() }),
    replies: { 200: organizationSchema },
    errors: [],
  },
});
