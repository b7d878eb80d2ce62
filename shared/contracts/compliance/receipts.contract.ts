/** Stored decisions as evidence: found, shown whole with the call that came of them, exported. */
import { z } from 'zod';
import { notableOutcomes } from '../../domain/compliance/decision-outcomes.ts';
import { mediumSchema } from '../../domain/compliance/facts/fields.ts';
import { callRowSchema, recordingStates } from '../calls/calls.contract.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';
import { decisionSchema, verdictSchema } from './decision.ts';

/** The rule and the reason of a finding that stood in the way or asked for something. */
const decisionReasonSchema = z.object({
  rule_id: z.string(),
  title: z.string(),
  verdict: verdictSchema,
  reason: z.string(),
  /** The organization's own policy, never shown as the law. */
  is_policy: z.boolean(),
});

export const decisionRowSchema = z.object({
  id: idSchema,
  at: momentSchema,
  verdict: verdictSchema,
  agent_id: idSchema,
  agent_name: z.string(),
  consumer_name: z.string().nullable(),
  account_id: idSchema.nullable(),
  account_reference: z.string().nullable(),
  channel: mediumSchema,
  /** Of a call or text; null for what goes to an address. */
  phone_number: phoneNumberSchema.nullable(),
  address: z.string().nullable(),
  /** Of rules in force, the hardest verdict first. */
  reasons: z.array(decisionReasonSchema),
});
export type DecisionListRow = z.output<typeof decisionRowSchema>;

/** What became of the call that a decision let through. */
export const callOutcomeSchema = callRowSchema
  .pick({
    id: true,
    started_at: true,
    answered_at: true,
    ended_at: true,
    ended_by: true,
    connect_class: true,
    disposition_code: true,
    disposition_version: true,
  })
  .extend({
    /** The decision it was placed by; another one, when this one only cleared it ahead (docs/adr/0010). */
    decision_id: idSchema,
    /** What the agent ticked off as said, with the moment of each; of the disposition that holds now. */
    disclosures: z.array(z.object({ code: z.string(), at: momentSchema })),
    recording: z.object({
      /** The last that the PBX confirmed; `unknown`: it confirmed nothing about this call. */
      state: z.enum(recordingStates),
      /** Each pause and resumption that was asked for; null: the PBX did not confirm it. */
      changes: z.array(
        z.object({
          at: momentSchema,
          is_paused: z.boolean(),
          reason: z.string(),
          confirmed: z.enum(recordingStates).nullable(),
        }),
      ),
    }),
  });
export type CallOutcome = z.output<typeof callOutcomeSchema>;

export const receiptSchema = decisionRowSchema.omit({ reasons: true }).extend({
  organization_name: z.string(),
  /** The call or message it is about. */
  call_id: idSchema,
  decision: decisionSchema,
  /** The row as it is hashed: SHA-256 of its canonical JSON (RFC 8785) is `chain.hash`. */
  record: z.record(z.string(), z.unknown()),
  /** The facts of the decision by the names that case files use (docs/compliance-cases.md). */
  facts: z.unknown(),
  chain: z.object({
    /** Place in the agent's chain, from 1. */
    sequence: z.int(),
    previous_hash: z.string(),
    hash: z.string(),
    /** Whether the row, read now, still gives its hash. */
    is_intact: z.boolean(),
    /** The first signed seal that covers it; null: none yet. */
    seal: z.object({ sequence: z.int(), at: momentSchema, hash: z.string() }).nullable(),
  }),
  /** Null: the decision let no call through. */
  call: callOutcomeSchema.nullable(),
});
export type Receipt = z.output<typeof receiptSchema>;

export const receiptFormats = ['json', 'pdf'] as const;
export type ReceiptFormat = (typeof receiptFormats)[number];

/** A receipt on its way out of Deskline. */
export const receiptExportSchema = z.object({
  exported_at: momentSchema,
  exported_by: z.string(),
  receipt: receiptSchema,
});
export type ReceiptExport = z.output<typeof receiptExportSchema>;

/**
 * `rule_id` finds decisions in which the rule stood in the way or asked for something; with `outcome`, those of which it made
 * that outcome. `outcome` is what the overview counts. `to` is not included.
 */
export const decisionQuerySchema = z.object({
  phone_number: phoneNumberSchema.optional(),
  account_id: idSchema.optional(),
  agent_id: idSchema.optional(),
  verdict: verdictSchema.optional(),
  outcome: z.enum(notableOutcomes).optional(),
  rule_id: z.string().max(40).optional(),
  from: momentSchema.optional(),
  to: momentSchema.optional(),
  /** Of the page before: its `next_cursor`. */
  cursor: z.string().max(100).optional(),
  page_size: z.coerce.number().int().min(1).max(200).default(50),
});

export const receiptEndpoints = defineEndpoints({
  listDecisions: {
    method: 'get',
    path: '/api/compliance/decisions',
    summary: "Stored decisions, newest first: one's own, or everybody's with `compliance.read`",
    access: 'compliance.read-own',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    query: decisionQuerySchema,
    replies: { 200: z.object({ rows: z.array(decisionRowSchema), next_cursor: z.string().nullable() }) },
    errors: ['request/invalid'],
  },
  getDecision: {
    method: 'get',
    path: '/api/compliance/decisions/:id',
    summary: 'One decision whole: findings, facts, place in the chain, and the call that came of it',
    access: 'compliance.read-own',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    replies: { 200: receiptSchema },
    errors: ['request/not-found'],
  },
  exportDecision: {
    method: 'post',
    path: '/api/compliance/decisions/:id/exports',
    summary: 'Take a receipt out of Deskline; who did is on record',
    access: 'compliance.read-own',
    effect: 'write',
    audit: 'compliance.receipt-exported',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    body: z.object({ format: z.enum(receiptFormats) }),
    replies: { 200: receiptExportSchema },
    errors: ['request/not-found'],
  },
});
