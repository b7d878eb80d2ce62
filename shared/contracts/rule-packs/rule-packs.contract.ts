import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { dateSchema, momentSchema } from '../core/fields.ts';

export const packModeSchema = z.enum(['enforce', 'shadow']);

/** Who of counsel answers for a pack's reading of the law, and since which day. */
const signOffSchema = z.object({ by: z.string().trim().min(1).max(200), on: dateSchema });

/** How a rule pack is run in this organisation, and who decided so. */
export const packSettingSchema = z.object({
  pack_id: z.string(),
  mode: packModeSchema,
  /** The mode is the pack's own; nobody here has decided about it. */
  is_default: z.boolean(),
  /** Always enforced: the federal floor (12 CFR 1006.104), and what must be kept of the records (12 CFR 1006.100). */
  is_fixed: z.boolean(),
  decided: z.object({ by: z.string(), at: momentSchema, reason: z.string() }).nullable(),
  /** The last sign-off, with the version it is of. */
  signed_off: signOffSchema.extend({ version: z.string().nullable() }).nullable(),
});
export type PackSetting = z.output<typeof packSettingSchema>;

export const packChangeSchema = z.object({
  /** Left out: it is run as before. */
  mode: packModeSchema.optional(),
  /** Why, for whoever reads it in three years. */
  reason: z.string().trim().min(10).max(1000),
  /** Counsel has signed the shipped version off. */
  signed_off: signOffSchema.optional(),
});
export const packModeBodySchema = packChangeSchema.refine(
  ({ mode, signed_off: signedOff }) => mode !== undefined || signedOff !== undefined,
  { path: ['mode'], message: 'Neither a mode nor a sign-off' },
);

export const rulePackEndpoints = defineEndpoints({
  listRulePacks: {
    method: 'get',
    path: '/api/compliance/packs',
    summary: 'How each rule pack is run in this organisation',
    access: 'compliance.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: z.object({ packs: z.array(packSettingSchema) }) },
    errors: [],
  },
  setRulePackMode: {
    method: 'put',
    path: '/api/compliance/packs/:id',
    summary: 'Enforce a rule pack, or only watch what it would say; or record that counsel signed it off',
    access: 'compliance.manage-packs',
    effect: 'write',
    audit: 'compliance.pack-mode-changed',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: z.string().max(80) }),
    body: packModeBodySchema,
    replies: { 200: packSettingSchema },
    errors: ['request/not-found', 'compliance/pack-is-floor'],
  },
});
