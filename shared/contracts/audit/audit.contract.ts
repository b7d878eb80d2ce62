import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema, pageOf, pageQuerySchema } from '../core/fields.ts';
import { auditActions } from './audit-actions.ts';

export const auditEntrySchema = z.object({
  id: idSchema,
  at: momentSchema,
  action: z.enum(auditActions),
  actor_id: idSchema.nullable(),
  /** Who did it, as a person reads it: a name, `PBX`, or `System`. */
  actor_name: z.string(),
  subject_type: z.string().nullable(),
  subject_id: z.string().nullable(),
  request_id: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.output<typeof auditEntrySchema>;

export const auditEndpoints = defineEndpoints({
  listAudit: {
    method: 'get',
    path: '/api/audit',
    summary: 'The audit log, newest first',
    access: 'audit.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    query: pageQuerySchema.extend({
      action: z.enum(auditActions).optional(),
      actor_id: idSchema.optional(),
      from: momentSchema.optional(),
      to: momentSchema.optional(),
    }),
    replies: { 200: pageOf(auditEntrySchema) },
    errors: [],
  },
});
