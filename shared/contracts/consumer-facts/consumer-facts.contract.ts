/**
 * What consumers told us. Facts are added and taken back by a further row, never changed: each keeps who recorded it, when
 * it was received, and how.
 */
import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';
import { dayFromIso } from '../../domain/compliance/local-time.ts';
import { factRoutes, factScopes, toldSchema } from '../../domain/compliance/consumer-facts/fact-kinds.ts';

const addressSchema = z.string().trim().min(3).max(320);

const AGREED_DAYS = 7;

/** One thing that was told. */
export const factBodySchema = z
  .object({
    told: toldSchema,
    /** Null: every debt of the consumer, those that come later too. */
    debt_id: idSchema.nullable().default(null),
    phone_number: phoneNumberSchema.nullable().default(null),
    /** Email or postal address. */
    address: addressSchema.nullable().default(null),
    received_at: momentSchema,
    received_by: z.enum(factRoutes),
    call_id: idSchema.nullable().default(null),
    note: z.string().trim().max(400).default(''),
  })
  .check((context) => {
    const {
      told,
      debt_id: debtId,
      phone_number: phoneNumber,
      address,
      received_by: route,
      received_at: receivedAt,
    } = context.value;
    const scope = factScopes[told.kind];
    const refuse = (field: string, message: string): void => {
      context.issues.push({ code: 'custom', path: [field], message, input: context.value });
    };
    if (scope.debt === 'none' && debtId !== null) refuse('debt_id', 'This holds for the person, not for one debt');
    if (scope.debt === 'required' && debtId === null) refuse('debt_id', 'Which debt');
    const endpoints = [phoneNumber, address].filter((each) => each !== null).length;
    if (scope.endpoint === 'none' && endpoints > 0)
      refuse('phone_number', 'This holds for the person, not for one number');
    if (scope.endpoint === 'required' && endpoints === 0) refuse('phone_number', 'Which number or address');
    if (endpoints > 1) refuse('address', 'One number or one address');
    // 12 CFR 1006.6(c)(1): only what is written is a cease notice; what is spoken is `leave-me-alone`.
    const isSpoken = route === 'voice' || route === 'voicemail';
    if (told.kind === 'cease-notice' && isSpoken) refuse('received_by', 'A cease notice is in writing');
    if (told.kind === 'leave-me-alone' && !isSpoken) refuse('received_by', 'In writing this is a cease notice');
    if (told.kind === 'reassigned-answer' && phoneNumber === null) refuse('phone_number', 'Which number');
    if (told.kind === 'consent') {
      const { medium, form } = told.value;
      const isByNumber = medium === 'voice' || medium === 'voicemail' || medium === 'sms';
      if (isByNumber && phoneNumber === null) refuse('phone_number', 'Which number');
      if (!isByNumber && address === null) refuse('address', 'Which address');
      // 47 CFR 64.1200(f)(9): "an agreement, in writing".
      if (form === 'written-marketing' && isSpoken) refuse('received_by', 'Consent to offers is in writing');
    }
    if (told.kind === 'calls-agreed') {
      // The days are the consumer's, and a day of theirs may be one before or after that of UTC.
      const days = dayFromIso(told.value.until_on) - dayFromIso(receivedAt.slice(0, 10));
      if (days < -1 || days > AGREED_DAYS)
        refuse('told', 'Seven days at most, the day on which they said it among them');
      if (route === 'creditor' || route === 'list') refuse('received_by', 'The consumer says this to us');
    }
    // 12 CFR 1006.6(d)(4)(ii), (iii) are about email addresses; (5) about numbers of texts.
    const isOfEmail = told.kind === 'creditor-notice' || told.kind === 'prior-collector-use';
    if (isOfEmail && address === null) refuse('address', 'Which email address');
    if (told.kind === 'wrote-from' && route !== (phoneNumber === null ? 'email' : 'sms'))
      refuse('received_by', 'An email from an address, or a text from a number');
  });
export type FactBody = z.output<typeof factBodySchema>;

const takenBackSchema = z.object({ at: momentSchema, by_name: z.string(), reason: z.string() });

export const consumerFactSchema = z.object({
  id: idSchema,
  told: toldSchema,
  debt_id: idSchema.nullable(),
  debt_reference: z.string().nullable(),
  phone_number: phoneNumberSchema.nullable(),
  address: z.string().nullable(),
  received_at: momentSchema,
  received_by: z.enum(factRoutes),
  call_id: idSchema.nullable(),
  note: z.string(),
  recorded_at: momentSchema,
  recorded_by_name: z.string(),
  taken_back: takenBackSchema.nullable(),
});
export type ConsumerFact = z.output<typeof consumerFactSchema>;

export const consumerFactEndpoints = defineEndpoints({
  listConsumerFacts: {
    method: 'get',
    path: '/api/accounts/:id/facts',
    summary: 'What the consumer of an account told us, newest first, with what was taken back',
    access: 'account.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    replies: { 200: z.object({ facts: z.array(consumerFactSchema) }) },
    errors: ['request/not-found'],
  },
  recordConsumerFact: {
    method: 'post',
    path: '/api/accounts/:id/facts',
    summary: 'Records what the consumer of an account told us; it binds every call from now on',
    access: 'consumer-fact.record',
    effect: 'write',
    audit: 'consumer-fact.recorded',
    idempotency: 'required',
    caller: 'desktop',
    offline: 'queued',
    params: z.object({ id: idSchema }),
    body: factBodySchema,
    replies: { 201: consumerFactSchema },
    errors: ['request/not-found'],
  },
  takeBackConsumerFact: {
    method: 'delete',
    path: '/api/consumer-facts/:id',
    summary: 'Takes a fact back; it stays on file with the reason',
    access: 'consumer-fact.take-back',
    effect: 'write',
    audit: 'consumer-fact.taken-back',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    body: z.object({ reason: z.string().trim().min(3).max(400) }),
    replies: { 200: consumerFactSchema },
    errors: ['request/not-found', 'consumer-facts/already-taken-back'],
  },
});
