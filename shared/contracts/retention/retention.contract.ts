/** Legal holds, and purges of what the law no longer wants kept (12 CFR 1006.100). */
import { z } from 'zod';
import { keepReasons } from '../../domain/compliance/retention/judge-record.ts';
import { keptKinds, purgeKinds } from '../../domain/compliance/retention/record-classes.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema } from '../core/fields.ts';

export const holdScopes = ['organization', 'consumer', 'account', 'call'] as const;
/** Why, for whoever reads it in three years. */
const whySchema = z.string().trim().min(10).max(1000);

export const holdSchema = z.object({
  id: idSchema,
  scope: z.enum(holdScopes),
  /** Of the consumer, account or call; null: the whole organization. */
  subject_id: z.string().nullable(),
  /** How people know the subject: a name, a reference, a number; null: there is nothing more to say. */
  subject_label: z.string().nullable(),
  matter: z.string(),
  reason: z.string(),
  placed: z.object({ by: z.string(), at: momentSchema }),
  /** Null while it holds. */
  lifted: z.object({ by: z.string(), at: momentSchema, reason: z.string() }).nullable(),
});
export type Hold = z.output<typeof holdSchema>;

export const placeHoldBodySchema = z
  .object({
    scope: z.enum(holdScopes),
    subject_id: z.string().min(1).max(200).nullable(),
    /** Docket number, claim, or what counsel calls it. */
    matter: z.string().trim().min(1).max(200),
    reason: whySchema,
  })
  .refine(({ scope, subject_id: subject }) => (scope === 'organization') === (subject === null), {
    path: ['subject_id'],
    message: 'A hold on a consumer, account or call names it; one on the organization names nothing',
  });

export const liftHoldBodySchema = z.object({ reason: whySchema });
export const runPurgeBodySchema = z.object({ reason: whySchema });

export const purgeFindingsSchema = z.object({
  /** What may go, by kind. */
  may_go: z.array(z.object({ kind: z.enum(purgeKinds), count: z.int() })),
  /** What must stay, by kind and why. */
  must_stay: z.array(
    z.object({
      kind: z.enum(purgeKinds),
      because: z.enum(keepReasons),
      count: z.int(),
      /** In plain words, of one of them. */
      example: z.string(),
      /** When the first of them may go; null: nobody can say. */
      next_at: momentSchema.nullable(),
    }),
  ),
  /** Kinds that no purge takes. */
  never: z.array(z.object({ kind: z.enum(keptKinds), count: z.int().nullable() })),
  /** More may go than one purge takes; the next dry run finds them. */
  is_cut: z.boolean(),
});
export type PurgeFindings = z.output<typeof purgeFindingsSchema>;

export const purgeSchema = z.object({
  id: idSchema,
  planned: z.object({ by: z.string(), at: momentSchema }),
  /** How far the dry run is; null once it is done. */
  count: z
    .object({
      /** Records judged so far. */
      looked: z.int(),
      /** Records to judge; null: not known yet. */
      total: z.int().nullable(),
      /** It stopped with a fault then, and has not gone on since; null: it goes on. */
      stopped_at: momentSchema.nullable(),
    })
    .nullable(),
  /** Null until the dry run is done. */
  findings: purgeFindingsSchema.nullable(),
  /** Null: it was only a dry run so far. */
  run: z
    .object({
      by: z.string(),
      at: momentSchema,
      reason: z.string(),
      /** Null while it runs. */
      ended_at: momentSchema.nullable(),
      /** It stopped with a fault then, and has not gone on since. */
      stopped_at: momentSchema.nullable(),
      /** When the last records went, or it began: a server that was killed could not say that it stopped. */
      moved_at: momentSchema,
      removed: z.array(z.object({ kind: z.enum(purgeKinds), count: z.int() })),
      /** What the rule refused when it was asked again. */
      refused: z.array(z.object({ kind: z.enum(purgeKinds), count: z.int(), why: z.string() })),
    })
    .nullable(),
});
export type Purge = z.output<typeof purgeSchema>;

const base = { caller: 'desktop', offline: 'online' } as const;
const byId = z.object({ id: idSchema });

export const retentionEndpoints = defineEndpoints({
  listHolds: {
    ...base,
    method: 'get',
    path: '/api/compliance/holds',
    summary: 'Legal holds, those that hold first, each with who placed and lifted it',
    access: 'compliance.read',
    effect: 'read',
    replies: { 200: z.object({ holds: z.array(holdSchema) }) },
    errors: [],
  },
  placeHold: {
    ...base,
    method: 'post',
    path: '/api/compliance/holds',
    summary: 'Keep every record of a consumer, an account, a call, or the organization until the hold is lifted',
    access: 'compliance.manage-retention',
    effect: 'write',
    audit: 'retention.hold-placed',
    idempotency: 'optional',
    body: placeHoldBodySchema,
    replies: { 201: holdSchema },
    errors: ['request/not-found'],
  },
  liftHold: {
    ...base,
    method: 'post',
    path: '/api/compliance/holds/:id/lift',
    summary: 'Lift a legal hold; that it was there stays on record',
    access: 'compliance.manage-retention',
    effect: 'write',
    audit: 'retention.hold-lifted',
    idempotency: 'none',
    params: byId,
    body: liftHoldBodySchema,
    replies: { 200: holdSchema },
    errors: ['request/not-found', 'retention/hold-already-lifted'],
  },
  listPurges: {
    ...base,
    method: 'get',
    path: '/api/compliance/purges',
    summary: 'The latest dry runs and purges, with what came of them',
    access: 'compliance.read',
    effect: 'read',
    replies: { 200: z.object({ purges: z.array(purgeSchema) }) },
    errors: [],
  },
  planPurge: {
    ...base,
    method: 'post',
    path: '/api/compliance/purges',
    summary:
      'Begin a dry run, or join the one that is being counted: what may go, what must stay and why; removes nothing',
    access: 'compliance.manage-retention',
    effect: 'write',
    audit: 'retention.purge-planned',
    idempotency: 'optional',
    replies: { 202: purgeSchema },
    errors: [],
  },
  runPurge: {
    ...base,
    method: 'post',
    path: '/api/compliance/purges/:id/run',
    summary: 'Remove what a dry run found may go; the rule is asked again about each record',
    access: 'compliance.manage-retention',
    effect: 'write',
    audit: 'retention.purge-started',
    idempotency: 'none',
    params: byId,
    body: runPurgeBodySchema,
    replies: { 202: purgeSchema },
    errors: [
      'request/not-found',
      'retention/not-counted-yet',
      'retention/purge-already-run',
      'retention/nothing-to-purge',
    ],
  },
  resumePurge: {
    ...base,
    method: 'post',
    path: '/api/compliance/purges/:id/resume',
    summary: 'Have a purge that stopped go on at once, where it was; one that runs all the same removes nothing twice',
    access: 'compliance.manage-retention',
    effect: 'write',
    audit: 'retention.purge-resumed',
    idempotency: 'none',
    params: byId,
    replies: { 202: purgeSchema },
    errors: ['request/not-found', 'retention/purge-not-open'],
  },
});
