/**
 * The do-not-call lists. `internal`: what persons asked of this organization; it binds every call (12 CFR 1006.14(h)).
 * `state` and `national`: the registries against selling; they bind solicitations only (47 CFR 64.1200(c)(2)). Entries of
 * the internal list are never deleted: one that is taken back keeps when, by whom and why.
 */
import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { dateSchema, idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';

export const dncLists = ['internal', 'state', 'national'] as const;
export type DncList = (typeof dncLists)[number];
const registryLists = ['state', 'national'] as const;

/** `full` replaces the list; `change` is the registry's own list of additions and deletions since a date. */
export const dncFileKinds = ['full', 'change'] as const;
/** Two-letter USPS code of the state whose list it is. */
const regionSchema = z.string().regex(/^[A-Z]{2}$/, 'Two capital letters, such as FL');
const reasonSchema = z.string().trim().min(3).max(400);
const sourceSchema = z.string().trim().min(1).max(80);

export const dncEntrySchema = z.object({
  /** Null for a number of a registry, which is changed by files only. */
  id: idSchema.nullable(),
  list: z.enum(dncLists),
  region: regionSchema.nullable(),
  phone_number: phoneNumberSchema,
  reason: z.string(),
  /** Who said so: `consumer`, `agent`, a vendor, the registry. */
  source: z.string(),
  added_at: momentSchema,
  added_by_name: z.string().nullable(),
  expires_at: momentSchema.nullable(),
  removed_at: momentSchema.nullable(),
  removed_by_name: z.string().nullable(),
  removal_reason: z.string().nullable(),
});
export type DncEntry = z.output<typeof dncEntrySchema>;

/** A registry as it is in use now. */
export const dncRegistrySchema = z.object({
  id: idSchema,
  list: z.enum(registryLists),
  region: regionSchema.nullable(),
  source: z.string(),
  /** Subscription account number of the national registry; per organization, never shared. */
  san: z.string().nullable(),
  /** The date of the registry's data; solicitations need one of the last 31 days (16 CFR 310.4(b)(3)(iv)). */
  as_of: dateSchema,
  number_count: z.int(),
  updated_at: momentSchema,
});
export type DncRegistry = z.output<typeof dncRegistrySchema>;

/** A file that was applied. */
export const dncImportSchema = z.object({
  id: idSchema,
  at: momentSchema,
  by_name: z.string(),
  list: z.enum(dncLists),
  region: regionSchema.nullable(),
  kind: z.enum(dncFileKinds),
  file_name: z.string(),
  sha256: z.string(),
  as_of: dateSchema.nullable(),
  base_as_of: dateSchema.nullable(),
  lines: z.int(),
  added: z.int(),
  removed: z.int(),
  /** Numbers of which the file says what was so already; not counted for a full list, which replaces all. */
  unchanged: z.int(),
  number_count: z.int(),
});
export type DncImport = z.output<typeof dncImportSchema>;

/** A line that cannot be used; the whole file is refused with it. `line` starts at 1. */
export const rejectedLineSchema = z.object({ line: z.int(), reason: z.string(), text: z.string() });
/** The detail of `dnc/file-refused`: how many lines, and the first of them. */
export const fileRefusalSchema = z.object({ rejected_count: z.int(), rejected: z.array(rejectedLineSchema) });
export type RejectedLine = z.output<typeof rejectedLineSchema>;

/** Which entries of the internal list: those in force, those in force with an end, those that ran out or were removed. */
export const dncStandings = ['active', 'expiring', 'expired', 'removed', 'all'] as const;

export const dncImportQuerySchema = z
  .object({
    list: z.enum(dncLists),
    region: regionSchema.optional(),
    kind: z.enum(dncFileKinds).default('full'),
    /** The date of the file's data; registries only. */
    as_of: dateSchema.optional(),
    /** The date of the list that a change list starts from. */
    base_as_of: dateSchema.optional(),
    san: z
      .string()
      .regex(/^[\w-]{4,40}$/)
      .optional(),
    source: sourceSchema.optional(),
    /** For entries of the internal list whose line gives none. */
    reason: reasonSchema.optional(),
    file_name: z.string().min(1).max(200),
  })
  .check((context) => {
    const { list, region, kind, as_of, base_as_of, san } = context.value;
    const refuse = (field: string, message: string): void => {
      context.issues.push({ code: 'custom', path: [field], message, input: context.value });
    };
    if ((list === 'state') !== (region !== undefined)) refuse('region', 'A state list, and no other, names its state');
    if (list === 'national' && san === undefined) refuse('san', 'The subscription account number of the registry');
    if (list !== 'internal' && as_of === undefined) refuse('as_of', 'The date of the data');
    if (list === 'internal' && kind === 'change') refuse('kind', 'Only a registry has change lists');
    if ((kind === 'change') !== (base_as_of !== undefined))
      refuse('base_as_of', 'A change list, and no other, names the date it starts from');
  });
export type DncImportQuery = z.output<typeof dncImportQuerySchema>;

export const dncEndpoints = defineEndpoints({
  listDnc: {
    method: 'get',
    path: '/api/dnc',
    summary: 'One list, a page at a time: the internal one newest first, a registry by number',
    access: 'dnc.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    query: z.object({
      list: z.enum(dncLists).default('internal'),
      region: regionSchema.optional(),
      /** The beginning of a number, of which a whole one is also looked up in every registry; of our own list also words of the reason. */
      search: z.string().max(80).optional(),
      /** Who said so, as it is on file but for capitals; our own list only. */
      source: sourceSchema.optional(),
      standing: z.enum(dncStandings).default('active'),
      /** `next` of the page before. */
      after: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    replies: {
      200: z.object({
        rows: z.array(dncEntrySchema),
        next: z.string().nullable(),
        /** The registries that a wholly given number is on. */
        on_registries: z.array(dncRegistrySchema),
      }),
    },
    errors: [],
  },
  addDnc: {
    method: 'post',
    path: '/api/dnc',
    summary: 'Bars a number from now on; the entry that lasts longer holds',
    access: 'dnc.add',
    effect: 'write',
    audit: 'dnc.added',
    idempotency: 'required',
    caller: 'desktop',
    offline: 'queued',
    body: z.object({
      phone_number: phoneNumberSchema,
      reason: reasonSchema,
      source: sourceSchema,
      expires_at: momentSchema.nullable().default(null),
    }),
    replies: { 200: dncEntrySchema, 201: dncEntrySchema },
    errors: [],
  },
  removeDnc: {
    method: 'delete',
    path: '/api/dnc/:id',
    summary: 'Takes an entry back; it stays on file with the reason',
    access: 'dnc.remove',
    effect: 'write',
    audit: 'dnc.removed',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    body: z.object({ reason: reasonSchema }),
    replies: { 200: dncEntrySchema },
    errors: ['request/not-found', 'dnc/already-removed'],
  },
  listDncRegistries: {
    method: 'get',
    path: '/api/dnc/registries',
    summary: 'The registries in use, and the files that were applied, newest first',
    access: 'dnc.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: z.object({ registries: z.array(dncRegistrySchema), imports: z.array(dncImportSchema) }) },
    errors: [],
  },
  importDnc: {
    method: 'post',
    path: '/api/dnc/imports',
    summary: 'A file of numbers as the body: CSV with a header, or flat lines; all of it or nothing',
    access: 'dnc.manage',
    effect: 'write',
    audit: 'dnc.imported',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    upload: 'csv',
    query: dncImportQuerySchema,
    replies: { 200: dncImportSchema },
    errors: ['dnc/file-refused', 'dnc/base-mismatch', 'dnc/count-dropped', 'request/too-large'],
  },
  exportDnc: {
    method: 'post',
    path: '/api/dnc/exports',
    summary: 'A whole list as CSV',
    access: 'dnc.manage',
    effect: 'write',
    audit: 'dnc.exported',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    media: 'csv',
    body: z.object({ list: z.enum(dncLists), region: regionSchema.nullable().default(null) }),
    replies: { 200: z.custom<AsyncIterable<string>>() },
    errors: ['request/not-found'],
  },
});
