import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import {
  centsSchema,
  dateSchema,
  idSchema,
  momentSchema,
  pageOf,
  pageQuerySchema,
  phoneNumberSchema,
  zoneSchema,
} from '../core/fields.ts';
import { verdictSchema } from '../compliance/decision.ts';

export const accountStatuses = ['open', 'promise', 'disputed', 'ceased', 'paid', 'closed'] as const;

export const accountRowSchema = z.object({
  id: idSchema,
  /** The agency's own number for the account. */
  reference: z.string(),
  consumer_name: z.string(),
  creditor_name: z.string(),
  balance_cents: centsSchema,
  status: z.enum(accountStatuses),
  region: z.string().nullable(),
  last_contact_at: momentSchema.nullable(),
});
export type AccountRow = z.output<typeof accountRowSchema>;

export const debtSchema = z.object({
  id: idSchema,
  reference: z.string(),
  original_creditor: z.string(),
  current_creditor: z.string(),
  balance_cents: centsSchema,
  principal_cents: centsSchema,
  itemization_on: dateSchema.nullable(),
  status: z.enum(accountStatuses),
  ceased_at: momentSchema.nullable(),
});

export const phoneKinds = ['mobile', 'home', 'work', 'unknown'] as const;
export const consumerPhoneSchema = z.object({
  id: idSchema,
  phone_number: phoneNumberSchema,
  kind: z.enum(phoneKinds),
  status: z.enum(['active', 'wrong', 'disconnected']),
  is_on_dnc: z.boolean(),
  /** Zones this number alone points to. */
  zones: z.array(zoneSchema),
  /** On the practice line: what happens when it is dialled. */
  practice_scenario: z.string().nullable(),
});
export type ConsumerPhone = z.output<typeof consumerPhoneSchema>;

export const timelineEntrySchema = z.object({
  id: idSchema,
  at: momentSchema,
  kind: z.enum(['call', 'disposition', 'note', 'notice', 'payment']),
  title: z.string(),
  text: z.string(),
  agent_name: z.string().nullable(),
  call_id: idSchema.nullable(),
  /** The decision its call stands under, if there is one that the reader may read; cards cached before there were any have none. */
  decision_id: idSchema.nullable().default(null),
});

export const accountFlagSchema = z.object({
  code: z.string(),
  label: z.string(),
  severity: z.enum(['info', 'warning', 'stop']),
});

export const accountDetailSchema = z.object({
  id: idSchema,
  reference: z.string(),
  status: z.enum(accountStatuses),
  balance_cents: centsSchema,
  version: z.int(),
  consumer: z.object({
    id: idSchema,
    full_name: z.string(),
    preferred_language: z.string(),
    addresses: z.array(z.object({ lines: z.string(), city: z.string(), region: z.string(), postal_code: z.string() })),
    phone_numbers: z.array(consumerPhoneSchema),
    /** Who is called instead, where a number was given; cards cached before there were any have none. */
    attorneys: z.array(consumerPhoneSchema.omit({ id: true }).extend({ name: z.string().nullable() })).default([]),
    zones: z.array(zoneSchema),
  }),
  debts: z.array(debtSchema),
  flags: z.array(accountFlagSchema),
  timeline: z.array(timelineEntrySchema),
});
export type AccountDetail = z.output<typeof accountDetailSchema>;

export const queueItemSchema = z.object({
  account_id: idSchema,
  reference: z.string(),
  consumer_name: z.string(),
  creditor_name: z.string(),
  balance_cents: centsSchema,
  phone_number: phoneNumberSchema.nullable(),
  zones: z.array(zoneSchema),
  /** Why it stands here: `Callback due`, `Promise due tomorrow`, `New account`. */
  reason: z.string(),
  due_at: momentSchema.nullable(),
  verdict: verdictSchema,
  next_lawful_at: momentSchema.nullable(),
});
export type QueueItem = z.output<typeof queueItemSchema>;

export const accountEndpoints = defineEndpoints({
  listAccounts: {
    method: 'get',
    path: '/api/collections/accounts',
    summary: 'Accounts, with search by name, reference or phone number, sorting and paging',
    access: 'account.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    query: pageQuerySchema.extend({
      search: z.string().trim().max(100).optional(),
      status: z.enum(accountStatuses).optional(),
      sort: z.enum(['consumer_name', 'balance_cents', 'last_contact_at', 'reference']).default('consumer_name'),
      direction: z.enum(['asc', 'desc']).default('asc'),
    }),
    replies: { 200: pageOf(accountRowSchema) },
    errors: [],
  },
  getAccount: {
    method: 'get',
    path: '/api/collections/accounts/:id',
    summary: 'One account: consumer, debts, numbers, flags and history',
    access: 'account.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    replies: { 200: accountDetailSchema },
    errors: ['request/not-found'],
  },
  getQueue: {
    method: 'get',
    path: '/api/collections/queue',
    summary: "The agent's work queue, most urgent first, each with the verdict of now",
    access: 'queue.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(200) }),
    replies: { 200: z.object({ items: z.array(queueItemSchema), as_of: momentSchema }) },
    errors: [],
  },
});
