/**
 * Lists that contacts are screened against, as files of the tenant: litigators (a person decides about each contact; policy)
 * and answers of the Reassigned Numbers Database (47 CFR 64.1200(m)). Nothing is deleted: what is taken back keeps when, by
 * whom and why.
 */
import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { dateSchema, idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';

export const screeningLists = ['litigators', 'reassigned'] as const;
export type ScreeningList = (typeof screeningLists)[number];
export const screeningStandings = ['active', 'removed', 'all'] as const;

const removed = {
  removed_at: momentSchema.nullable(),
  removed_by_name: z.string().nullable(),
  removal_reason: z.string().nullable(),
};

export const litigatorSchema = z.object({
  id: idSchema,
  /** Null for an entry by name and address. */
  phone_number: phoneNumberSchema.nullable(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  postal_code: z.string().nullable(),
  source: z.string(),
  as_of: dateSchema,
  severity: z.string().nullable(),
  ...removed,
});
export type Litigator = z.output<typeof litigatorSchema>;

export const reassignmentSchema = z.object({
  id: idSchema,
  phone_number: phoneNumberSchema,
  answer: z.enum(['yes', 'no', 'no-data']),
  /** The day that was asked about: of consent, or when the consumer was last known to use the number. */
  asked_about_on: dateSchema,
  queried_at: momentSchema,
  /** Of all files it is the answer that counts about its number: see `answerThatHolds`. */
  holds: z.boolean(),
  ...removed,
});
export type Reassignment = z.output<typeof reassignmentSchema>;

export const screeningImportSchema = z.object({
  id: idSchema,
  at: momentSchema,
  by_name: z.string(),
  list: z.enum(screeningLists),
  file_name: z.string(),
  sha256: z.string(),
  queried_at: momentSchema.nullable(),
  lines: z.int(),
  added: z.int(),
  /** Lines that change nothing: of which the list has a newer one, or the file says the same twice. */
  unchanged: z.int(),
  ...removed,
});
export type ScreeningImport = z.output<typeof screeningImportSchema>;

const fileName = z.string().min(1).max(200);
const reason = z.string().trim().min(3).max(400);
export const litigatorImportQuerySchema = z.object({
  /** For lines that do not say it themselves. */
  source: z.string().trim().min(1).max(80).optional(),
  as_of: dateSchema.optional(),
  severity: z.string().trim().min(1).max(40).optional(),
  file_name: fileName,
});
export type LitigatorImportQuery = z.output<typeof litigatorImportQuerySchema>;
export const reassignmentImportQuerySchema = z.object({
  /** When the database was asked. */
  queried_at: momentSchema,
  file_name: fileName,
});
export type ReassignmentImportQuery = z.output<typeof reassignmentImportQuerySchema>;

const part = {
  /** `next` of the page before. */
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const page = {
  /** The beginning of a number, or of a name where the list has names; what has a letter in it is no number. */
  search: z.string().max(80).optional(),
  standing: z.enum(screeningStandings).default('active'),
  ...part,
};

const read = { access: 'dnc.read', effect: 'read', caller: 'desktop', offline: 'online' } as const;
const write = { effect: 'write', idempotency: 'none', caller: 'desktop', offline: 'online' } as const;

export const screeningEndpoints = defineEndpoints({
  listLitigators: {
    method: 'get',
    path: '/api/screening/litigators',
    summary: 'The list of litigators, newest first, a page at a time',
    ...read,
    query: z.object(page),
    replies: { 200: z.object({ rows: z.array(litigatorSchema), next: z.string().nullable() }) },
    errors: [],
  },
  listReassignments: {
    method: 'get',
    path: '/api/screening/reassigned',
    summary: 'Answers about reassigned numbers with their history, newest first, a page at a time',
    ...read,
    query: z.object(page),
    replies: { 200: z.object({ rows: z.array(reassignmentSchema), next: z.string().nullable() }) },
    errors: [],
  },
  listScreeningImports: {
    method: 'get',
    path: '/api/screening/imports',
    summary: 'The files of a list that were applied, newest first, a page at a time',
    ...read,
    query: z.object({ list: z.enum(screeningLists), ...part }),
    replies: { 200: z.object({ imports: z.array(screeningImportSchema), next: z.string().nullable() }) },
    errors: [],
  },
  importLitigators: {
    method: 'post',
    path: '/api/screening/litigators/imports',
    summary:
      'CSV with a header: phone_number, or name, address and postal_code; source, as_of, severity. All of it or nothing',
    ...write,
    access: 'dnc.manage',
    audit: 'screening.imported',
    upload: 'csv',
    query: litigatorImportQuerySchema,
    replies: { 200: screeningImportSchema },
    errors: ['dnc/file-refused', 'request/too-large'],
  },
  importReassignments: {
    method: 'post',
    path: '/api/screening/reassigned/imports',
    summary: 'CSV: number, day asked about, answer (yes, no, no data), with or without a header. All of it or nothing',
    ...write,
    access: 'dnc.manage',
    audit: 'screening.imported',
    upload: 'csv',
    query: reassignmentImportQuerySchema,
    replies: { 200: screeningImportSchema },
    errors: ['dnc/file-refused', 'request/too-large'],
  },
  removeLitigator: {
    method: 'delete',
    path: '/api/screening/litigators/:id',
    summary: 'Takes an entry back; it stays on file with the reason',
    ...write,
    access: 'dnc.remove',
    audit: 'screening.removed',
    params: z.object({ id: idSchema }),
    body: z.object({ reason }),
    replies: { 200: litigatorSchema },
    errors: ['request/not-found', 'dnc/already-removed'],
  },
  takeBackScreeningImport: {
    method: 'delete',
    path: '/api/screening/imports/:id',
    summary: 'Takes back all that a file added; what it replaced stands again. The file stays with the reason',
    ...write,
    access: 'dnc.manage',
    audit: 'screening.import-taken-back',
    params: z.object({ id: idSchema }),
    body: z.object({ reason }),
    replies: { 200: screeningImportSchema },
    errors: ['request/not-found', 'dnc/already-removed'],
  },
  exportScreening: {
    method: 'post',
    path: '/api/screening/exports',
    summary: 'A whole list with its history as CSV',
    ...write,
    access: 'dnc.manage',
    audit: 'screening.exported',
    media: 'csv',
    body: z.object({ list: z.enum(screeningLists) }),
    replies: { 200: z.custom<AsyncIterable<string>>() },
    errors: [],
  },
});
