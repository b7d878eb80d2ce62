/** Overrides: a refusal set aside for one call, with a reason and by whom its rules allow. */
import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';
import { findingSchema } from './decision.ts';

export const overrideStates = ['waiting', 'approved', 'refused', 'expired', 'used'] as const;
/** Why, for whoever reads it in three years. */
const reasonSchema = z.string().trim().min(10).max(1000);

export const overrideRulingSchema = z.object({
  by_id: idSchema,
  by_name: z.string(),
  is_approved: z.boolean(),
  at: momentSchema,
  reason: z.string(),
});

export const overrideSchema = z.object({
  id: idSchema,
  decision_id: idSchema,
  agent_id: idSchema,
  agent_name: z.string(),
  account_id: idSchema.nullable(),
  phone_number: phoneNumberSchema,
  /** What refused the call, whole: exactly this is set aside. */
  findings: z.array(findingSchema),
  reason: z.string(),
  asked_at: momentSchema,
  state: z.enum(overrideStates),
  /** Approvals still to come, and whether one of them must be of compliance. */
  missing_approvals: z.int(),
  is_compliance_missing: z.boolean(),
  /** End of the wait for approval, then of the approval; null when neither runs. */
  expires_at: momentSchema.nullable(),
  rulings: z.array(overrideRulingSchema),
});
export type OverrideView = z.output<typeof overrideSchema>;

/** A refused decision, or the call to be judged now: then its decision is stored, and nothing is asked when it is allowed. */
export const askForOverrideSchema = z
  .object({
    decision_id: idSchema.optional(),
    call: z.object({ phone_number: phoneNumberSchema, account_id: idSchema.nullable() }).optional(),
    reason: reasonSchema,
  })
  .check((context) => {
    const { decision_id: decisionId, call } = context.value;
    if ((decisionId === undefined) === (call === undefined))
      context.issues.push({
        code: 'custom',
        path: ['decision_id'],
        message: 'Either a decision or a call',
        input: context.value,
      });
  });

export const overrideEndpoints = defineEndpoints({
  askForOverride: {
    method: 'post',
    path: '/api/compliance/overrides',
    summary: 'Ask that the refusal of one’s own call be set aside; once for each refused decision',
    access: 'call.place',
    effect: 'write',
    audit: 'compliance.override-asked',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: askForOverrideSchema,
    replies: { 201: overrideSchema },
    errors: ['request/not-found', 'compliance/not-overridable', 'compliance/override-closed', 'onboarding/incomplete'],
  },
  listOverrides: {
    method: 'get',
    path: '/api/compliance/overrides',
    summary: "Overrides of the last day, newest first: one's own, or everybody's with `compliance.override`",
    access: 'compliance.read-own',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: z.object({ overrides: z.array(overrideSchema) }) },
    errors: [],
  },
  decideOverride: {
    method: 'post',
    path: '/api/compliance/overrides/:id/rulings',
    summary: 'Approve or refuse an override that somebody else asked for',
    access: 'compliance.override',
    effect: 'write',
    audit: 'compliance.override-decided',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    body: z.object({ is_approved: z.boolean(), reason: reasonSchema }),
    replies: { 200: overrideSchema },
    errors: ['request/not-found', 'compliance/own-override', 'compliance/override-closed'],
  },
});
