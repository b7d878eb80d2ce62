import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema } from '../core/fields.ts';

export const feedbackBodySchema = z.object({
  kind: z.enum(['panel-error', 'bug', 'idea']),
  text: z.string().max(4000),
  /** Where it happened: panel, version, error name and stack without personal data. */
  context: z.record(z.string(), z.string().max(8000)),
  created_at: momentSchema,
});
export type FeedbackBody = z.output<typeof feedbackBodySchema>;

export const feedbackEndpoints = defineEndpoints({
  sendFeedback: {
    method: 'post',
    path: '/api/feedback',
    summary: 'A report from a person at work',
    access: 'signed-in',
    effect: 'write',
    audit: 'feedback.sent',
    idempotency: 'required',
    caller: 'desktop',
    offline: 'queued',
    body: feedbackBodySchema,
    replies: { 201: z.object({ id: idSchema }) },
    errors: [],
  },
});
