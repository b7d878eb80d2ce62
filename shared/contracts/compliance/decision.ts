import { z } from 'zod';
import { idSchema, momentSchema, zoneSchema } from '../core/fields.ts';

/** Verdicts and their combination: rulebook section 0.1. */
export const verdicts = ['allow', 'require', 'defer', 'review', 'block'] as const;
export const verdictSchema = z.enum(verdicts);
export type Verdict = z.output<typeof verdictSchema>;

/** Something that must be said or shown for the contact to be lawful. */
export const obligationSchema = z.object({
  code: z.string(),
  title: z.string(),
  /** The words to say, ready to read aloud. */
  text: z.string(),
  citation: z.string(),
});
export type Obligation = z.output<typeof obligationSchema>;

/** What one rule found. Rules that did not fire are listed as well, for the auditor. */
export const findingSchema = z.object({
  rule_id: z.string(),
  pack_id: z.string(),
  /** In `shadow` it has no say in the verdict. */
  mode: z.enum(['enforce', 'shadow']),
  title: z.string(),
  verdict: verdictSchema,
  /** Plain words for the agent, in the consumer's time where a time is named. */
  reason: z.string(),
  citation: z.string(),
  /** The organisation's own policy ([P] in the rulebook); never shown as the law. */
  is_policy: z.boolean(),
  /** Who may set it aside. */
  override: z.enum(['never', 'two-people', 'supervisor']),
  next_lawful_at: momentSchema.nullable(),
  obligations: z.array(obligationSchema),
  /** The facts the rule used, as they were. */
  facts: z.record(z.string(), z.unknown()),
});
export type Finding = z.output<typeof findingSchema>;

export const consumerZoneSchema = z.object({
  zone: zoneSchema,
  /** Local wall time at the moment of the decision, `HH:mm`. */
  local_time: z.string(),
  /** Why the consumer may be there: `area code 212`, `address in CA`. */
  sources: z.array(z.string()),
});

/** What an override set aside, by whom and why; verdict and findings stay as the engine gave them. */
export const setAsideSchema = z.object({
  override_id: idSchema,
  rules: z.array(z.object({ pack_id: z.string(), rule_id: z.string() })),
  asked_by: z.string(),
  reason: z.string(),
  approvals: z.array(z.object({ by_id: idSchema, by_name: z.string(), at: momentSchema, reason: z.string() })),
});

/** A decision of the engine: the combined verdict and every rule's finding. */
export const decisionSchema = z.object({
  /** Null for a preview that was not stored. */
  id: idSchema.nullable(),
  verdict: verdictSchema,
  evaluated_at: momentSchema,
  next_lawful_at: momentSchema.nullable(),
  pack_version: z.string(),
  findings: z.array(findingSchema),
  obligations: z.array(obligationSchema),
  zones: z.array(consumerZoneSchema),
  /** Counted attempts of the last seven days, highest over the debts of this call (12 CFR 1006.14(b)(2)(i)(A)). */
  counted_attempts: z.int(),
  max_attempts: z.int(),
  /** Absent, as in every decision of before there were overrides: nothing was set aside. */
  set_aside: setAsideSchema.optional(),
});
export type Decision = z.output<typeof decisionSchema>;
