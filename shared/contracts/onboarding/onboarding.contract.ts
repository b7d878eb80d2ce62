/** What an organization settles before anybody dials for it. Steps and the reasons of each: shared/domain/onboarding. */
import { z } from 'zod';
import { zonesOfState } from '../../domain/compliance/zones/states.ts';
import { onboardingSteps } from '../../domain/onboarding/onboarding-steps.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { dateSchema, idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';

const line = (longest: number) => z.string().trim().min(1).max(longest);
/** A state, the District of Columbia or a territory, two capital letters. */
export const stateSchema = z
  .string()
  .trim()
  .toUpperCase()
  .length(2)
  .refine((state) => zonesOfState(state).length > 0, 'A state or territory, such as NY');
export const collectorTypes = ['third-party', 'debt-buyer', 'creditor'] as const;

export const identityAnswerSchema = z.object({
  legal_name: line(200),
  /** The name said aloud: must not reveal debt collection in a limited-content message (12 CFR 1006.2(j)(1)(i)). */
  caller_name: line(200),
  collector_type: z.enum(collectorTypes),
  mailing_address: line(400),
  /** States in which agents sit. One alone is known to the rules of recording; several leave it open. */
  agent_states: z.array(stateSchema).min(1).max(60),
});
/** Months for which records are kept; not less than the law wants (F-18). */
export const retentionAnswerSchema = z.object({
  recording_months: z.int().min(0).max(1200),
  record_months: z.int().min(0).max(1200),
});
export const callerIdsAnswerSchema = z.object({
  /** Held by the organization, and answered when somebody calls back. */
  phone_numbers: z.array(phoneNumberSchema).min(1).max(200),
});

/** One step answered, or confirmed as the server showed it. */
export const onboardingAnswerSchema = z.discriminatedUnion('step', [
  identityAnswerSchema.extend({ step: z.literal('identity') }),
  z.object({ step: z.literal('licenses') }),
  z.object({ step: z.literal('packs') }),
  callerIdsAnswerSchema.extend({ step: z.literal('caller-ids') }),
  z.object({ step: z.literal('scripts') }),
  retentionAnswerSchema.extend({ step: z.literal('retention') }),
]);
export type OnboardingAnswer = z.output<typeof onboardingAnswerSchema>;

export const licenseBodySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('license'),
    state: stateSchema,
    license_number: line(80),
    valid_from: dateSchema,
    /** The last day on which it holds; null: it has no end. */
    valid_until: dateSchema.nullable().default(null),
  }),
  z.object({
    kind: z.literal('not-needed'),
    state: stateSchema,
    /** Whose judgment it is: counsel, by name. */
    decided_by: line(120),
    reason: z.string().trim().min(10).max(1000),
    valid_from: dateSchema,
  }),
]);
export type LicenseBody = z.output<typeof licenseBodySchema>;

export const licenseSchema = z.object({
  id: idSchema,
  state: z.string(),
  kind: z.enum(['license', 'not-needed']),
  license_number: z.string().nullable(),
  valid_from: dateSchema,
  valid_until: dateSchema.nullable(),
  decided_by: z.string().nullable(),
  reason: z.string().nullable(),
  /** `withdrawn`: taken back by a later row, and kept. */
  standing: z.enum(['in-force', 'to-come', 'expired', 'withdrawn']),
  withdrawn: z.object({ by: z.string(), at: momentSchema, reason: z.string() }).nullable(),
  recorded_by: z.string(),
  recorded_at: momentSchema,
});
export type License = z.output<typeof licenseSchema>;

export const onboardingStepSchema = z.object({
  step: z.enum(onboardingSteps),
  title: z.string(),
  why: z.string(),
  citation: z.string(),
  is_done: z.boolean(),
  /** One sentence: what is missing. */
  missing: z.string().nullable(),
  /** Who answered last, and when. */
  answered: z.object({ by: z.string(), at: momentSchema }).nullable(),
});

export const onboardingStateSchema = z.object({
  /** Whether calls go out; what is open may also be open in an organization that was taken over. */
  may_dial: z.boolean(),
  is_complete: z.boolean(),
  /** The organization dialed before there was this list, and goes on until somebody confirms. */
  taken_over: z.object({ at: momentSchema, reason: z.string() }).nullable(),
  steps: z.array(onboardingStepSchema),
  identity: identityAnswerSchema.nullable(),
  /** What is in use before anybody answered. */
  organization: z.object({ name: z.string(), caller_name: z.string() }),
  licenses: z.array(licenseSchema),
  packs: z.object({ enforced: z.int(), in_shadow: z.int(), undecided: z.int() }),
  caller_ids: z.array(z.object({ phone_number: phoneNumberSchema, label: z.string(), is_confirmed: z.boolean() })),
  scripts: z.array(z.object({ code: z.string(), title: z.string(), text: z.string(), citation: z.string() })),
  retention: retentionAnswerSchema.nullable(),
  least_retention_months: z.int(),
  /** Date of the national do-not-call list in use; null: none is imported. Calls about a debt need none. */
  national_list_as_of: dateSchema.nullable(),
});
export type OnboardingState = z.output<typeof onboardingStateSchema>;

export const onboardingEndpoints = defineEndpoints({
  getOnboarding: {
    method: 'get',
    path: '/api/onboarding/compliance',
    summary: 'What must be settled before this organization may dial, and what is missing',
    access: 'compliance.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: onboardingStateSchema },
    errors: [],
  },
  saveOnboardingStep: {
    method: 'put',
    path: '/api/onboarding/compliance',
    summary: 'Answer or confirm one step; the latest answer holds, earlier ones are kept',
    access: 'onboarding.manage',
    effect: 'write',
    audit: 'onboarding.step-saved',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: onboardingAnswerSchema,
    replies: { 200: onboardingStateSchema },
    errors: ['onboarding/nothing-to-confirm'],
  },
  addStateLicense: {
    method: 'put',
    path: '/api/onboarding/compliance/licenses/:id',
    summary: 'Record a state license, or that none is needed; the same id twice has one effect',
    access: 'onboarding.manage',
    effect: 'write',
    audit: 'onboarding.license-added',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    /** UUIDv7 made by the client. */
    params: z.object({ id: idSchema }),
    body: licenseBodySchema,
    replies: { 200: onboardingStateSchema },
    errors: [],
  },
  withdrawStateLicense: {
    method: 'put',
    path: '/api/onboarding/compliance/licenses/:id/withdrawal',
    summary: 'Take a recorded license back: from now on it counts as none, and stays on record',
    access: 'onboarding.manage',
    effect: 'write',
    audit: 'onboarding.license-withdrawn',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    body: z.object({ reason: z.string().trim().min(10).max(1000) }),
    replies: { 200: onboardingStateSchema },
    errors: ['request/not-found'],
  },
});
