/** What went wrong in calls that were made, as far as the stored record proves it. */
import { z } from 'zod';
import { violationKinds } from '../../domain/compliance/violation-kinds.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';

export const violationSchema = z.object({
  kind: z.enum(violationKinds),
  /** Null when no rule asked for it: the gate itself does. */
  rule_id: z.string().nullable(),
  /** Of the obligation; null when it is none. */
  code: z.string().nullable(),
  title: z.string(),
  citation: z.string(),
  /** When it happened; of something that was not said: the end of the call. */
  at: momentSchema,
  call_id: idSchema,
  call_started_at: momentSchema,
  agent_id: idSchema,
  agent_name: z.string(),
  account_id: idSchema.nullable(),
  account_reference: z.string().nullable(),
  phone_number: phoneNumberSchema.nullable(),
  /** Its receipt is at `/api/compliance/decisions/:id`; null: the call was placed without one. */
  decision_id: idSchema.nullable(),
});
export type Violation = z.output<typeof violationSchema>;

/** `from` and `to` are about the beginning of the call; `to` is not included. */
const violationFilterSchema = z.object({
  kind: z.enum(violationKinds).optional(),
  rule_id: z.string().max(40).optional(),
  agent_id: idSchema.optional(),
  account_id: idSchema.optional(),
  from: momentSchema.optional(),
  to: momentSchema.optional(),
});
export type ViolationFilter = z.output<typeof violationFilterSchema>;

export const violationQuerySchema = violationFilterSchema.extend({
  /** Of the page before: its `next_cursor`. */
  cursor: z.string().max(100).optional(),
  page_size: z.coerce.number().int().min(1).max(200).default(50),
});
export type ViolationQuery = z.output<typeof violationQuerySchema>;

export const violationEndpoints = defineEndpoints({
  listViolations: {
    method: 'get',
    path: '/api/compliance/violations',
    summary:
      'What went wrong in calls, newest call first. A call is never divided between pages, so that a page may be a little longer than asked, or shorter when much was searched for little',
    access: 'compliance.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    query: violationQuerySchema,
    replies: { 200: z.object({ rows: z.array(violationSchema), next_cursor: z.string().nullable() }) },
    errors: ['request/invalid'],
  },
  exportViolations: {
    method: 'post',
    path: '/api/compliance/violations/exports',
    summary: 'What went wrong in calls as CSV, all of a filter, newest call first; who took it is on record',
    access: 'compliance.read',
    effect: 'write',
    audit: 'compliance.violations-exported',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    media: 'csv',
    body: violationFilterSchema,
    replies: { 200: z.custom<AsyncIterable<string>>() },
    errors: [],
  },
});
