/**
 * Disputes of debts and questions for the original creditor (15 USC 1692g(b), 12 CFR 1006.38). Intake from any channel; what becomes
 * of one is steps, each kept with who, when and why. The gate holds collection of the debt until the answer is SENT.
 */
import { z } from 'zod';
import { disputeStandings, disputeSteps } from '../../domain/disputes/dispute-steps.ts';
import { decisionSchema, verdictSchema } from '../compliance/decision.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { centsSchema, dateSchema, idSchema, momentSchema } from '../core/fields.ts';

export const disputeKinds = ['dispute', 'original-creditor-request'] as const;
/** Written includes electronic by a medium that is accepted (12 CFR 1006.38(a), comment 38-2). */
export const disputeForms = ['written', 'oral'] as const;
export const disputeChannels = ['voice', 'letter', 'email', 'sms', 'portal'] as const;
export const disputeCategories = ['not-mine', 'amount', 'paid', 'identity-theft', 'bankruptcy', 'other'] as const;
export const answerWays = ['mail', 'certified-mail', 'email', 'portal'] as const;

const reasonSchema = z.string().trim().min(3).max(1000);

export const disputeSchema = z.object({
  id: idSchema,
  version: z.int(),
  kind: z.enum(disputeKinds),
  form: z.enum(disputeForms),
  channel: z.enum(disputeChannels),
  category: z.enum(disputeCategories),
  /** What they said or wrote. */
  statement: z.string(),
  /** Null: the whole debt. */
  disputed_cents: centsSchema.nullable(),
  received_at: momentSchema,
  standing: z.enum(disputeStandings),
  /** Policy: until when an answer is to be sent. */
  due_at: momentSchema,
  clock: z.enum(['stopped', 'running', 'soon', 'overdue']),
  answer_sent_at: momentSchema.nullable(),
  debt_id: idSchema,
  debt_reference: z.string(),
  balance_cents: centsSchema,
  current_creditor: z.string(),
  account_id: idSchema,
  account_reference: z.string(),
  consumer_id: idSchema,
  consumer_name: z.string(),
  call_id: idSchema.nullable(),
  filed_by_name: z.string(),
  filed_at: momentSchema,
});
export type DisputeRow = z.output<typeof disputeSchema>;

/** A dispute in the list. */
export const listedDisputeSchema = disputeSchema.extend({
  /** Whether it came in the validation period of its debt; `disputeDetailSchema` says from which notice that is counted. */
  is_in_period: z.boolean(),
});
export type ListedDispute = z.output<typeof listedDisputeSchema>;

export const disputeEventSchema = z.object({
  at: momentSchema,
  by_name: z.string(),
  step: z.enum(['file', ...disputeSteps]),
  standing: z.enum(disputeStandings),
  /** Why, or what was found. */
  reason: z.string(),
  answer: z.object({ sent_at: momentSchema, way: z.enum(answerWays), tracking: z.string() }).nullable(),
});
const letterSchema = z.object({ title: z.string(), paragraphs: z.array(z.string()), enclosures: z.array(z.string()) });

export const disputeDetailSchema = z.object({
  dispute: disputeSchema,
  history: z.array(disputeEventSchema),
  /** Other disputes of the same debt, newest first. */
  others: z.array(z.object({ id: idSchema, received_at: momentSchema, standing: z.enum(disputeStandings) })),
  /** Whether it came in the validation period of its debt (12 CFR 1006.34(b)(5)); only then does it stop collection under 1006.38. */
  validation: z.object({
    is_in_period: z.boolean(),
    /** When the notice was provided that the period is counted from; null: none stands, so the period has not begun and has not ended. */
    notice_on: dateSchema.nullable(),
    /** The last day of the period, in the consumer's calendar. */
    ends_on: dateSchema.nullable(),
  }),
  /** How New York City holds the debt for it, where its rule is in force and the consumer may be there; null: it does not. */
  city_hold: z.object({ verdict: verdictSchema, reason: z.string(), citation: z.string() }).nullable(),
  letter: letterSchema,
});
export type DisputeDetail = z.output<typeof disputeDetailSchema>;

export const disputeFilters = ['open', 'soon', 'overdue', 'closed', 'all'] as const;

export const fileDisputeSchema = z.object({
  id: idSchema,
  debt_id: idSchema,
  kind: z.enum(disputeKinds).default('dispute'),
  form: z.enum(disputeForms),
  channel: z.enum(disputeChannels),
  category: z.enum(disputeCategories).default('other'),
  statement: z.string().trim().max(4000).default(''),
  disputed_cents: centsSchema.positive().nullable().default(null),
  received_at: momentSchema,
  call_id: idSchema.nullable().default(null),
});
/** What was said came by voice, and nothing else did: the form decides whether collection is held. */
export const isFormOfChannel = ({ form, channel }: Pick<DisputeRow, 'form' | 'channel'>): boolean =>
  (form === 'oral') === (channel === 'voice');
export type FileDispute = z.input<typeof fileDisputeSchema>;

const stepBase = { version: z.int().min(1) };
/** One step; what it needs beside. */
export const disputeStepSchema = z.discriminatedUnion('step', [
  z.object({ ...stepBase, step: z.literal('investigate'), reason: z.string().trim().max(1000).default('') }),
  z.object({
    ...stepBase,
    step: z.literal('send-answer'),
    /** When it left, by the sender's own record; making it ready is not sending it. */
    sent_at: momentSchema,
    way: z.enum(answerWays),
    tracking: z.string().trim().max(200).default(''),
    reason: z.string().trim().max(1000).default(''),
  }),
  z.object({ ...stepBase, step: z.literal('withdraw'), reason: reasonSchema }),
  z.object({ ...stepBase, step: z.literal('mark-duplicate'), reason: reasonSchema }),
  z.object({ ...stepBase, step: z.literal('release'), reason: reasonSchema }),
  z.object({ ...stepBase, step: z.literal('reopen'), reason: reasonSchema }),
]);
export type DisputeStepBody = z.output<typeof disputeStepSchema>;

export const disputeEndpoints = defineEndpoints({
  listDisputes: {
    method: 'get',
    path: '/api/compliance/disputes',
    summary: 'Disputes, those that are due first, a page at a time',
    access: 'dispute.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    query: z.object({
      filter: z.enum(disputeFilters).default('open'),
      /** Words of a name, the beginning of an account's reference, or digits of a number, as in the list of accounts. */
      search: z.string().trim().max(80).optional(),
      account_id: idSchema.optional(),
      after: z.string().max(120).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    replies: {
      200: z.object({
        rows: z.array(listedDisputeSchema),
        next: z.string().nullable(),
        counts: z.object({ open: z.int(), soon: z.int(), overdue: z.int() }),
      }),
    },
    errors: [],
  },
  getDispute: {
    method: 'get',
    path: '/api/compliance/disputes/:id',
    summary: 'A dispute whole, with every step and the letter that answers it',
    access: 'dispute.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    replies: { 200: disputeDetailSchema },
    errors: ['request/not-found'],
  },
  fileDispute: {
    method: 'post',
    path: '/api/compliance/disputes',
    summary: 'Take a dispute in; collection of the debt is held from the commit on, as the rules say',
    access: 'dispute.file',
    effect: 'write',
    audit: 'dispute.filed',
    idempotency: 'required',
    caller: 'desktop',
    offline: 'queued',
    body: fileDisputeSchema,
    replies: { 201: disputeSchema, 200: disputeSchema },
    errors: ['request/not-found', 'request/invalid'],
  },
  changeDispute: {
    method: 'patch',
    path: '/api/compliance/disputes/:id',
    summary: 'Take a step: investigate, record the answer as sent, withdraw, mark as duplicate, release, reopen',
    access: 'dispute.manage',
    effect: 'write',
    audit: 'dispute.changed',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    body: disputeStepSchema,
    replies: { 200: disputeSchema },
    errors: [
      'request/not-found',
      'request/invalid',
      'dispute/changed-meanwhile',
      'dispute/step-not-possible',
      'dispute/not-a-repetition',
    ],
  },
  releaseDisputeLetter: {
    method: 'post',
    path: '/api/compliance/disputes/:id/letter',
    summary: 'Decide whether the letter that answers a dispute may go out now, and give it',
    access: 'dispute.manage',
    effect: 'write',
    audit: 'dispute.letter-released',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    replies: { 200: z.object({ letter: letterSchema, reference: z.string(), decision: decisionSchema }) },
    errors: ['request/not-found', 'compliance/blocked', 'onboarding/incomplete'],
  },
});
