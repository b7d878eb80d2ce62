/**
 * Texts, emails, letters and direct messages. Whoever sends one asks at the moment of sending; what was queued yesterday is
 * judged today, because there is no other way to a permit.
 */
import { z } from 'zod';
import { messageClasses, purposes } from '../../domain/compliance/facts/action.ts';
import { messageEventTypes, messageMedia } from '../../domain/compliance/message-ledger.ts';
import { decisionSchema, obligationSchema } from '../compliance/decision.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { dateSchema, idSchema, momentSchema, phoneNumberSchema } from '../core/fields.ts';

const languagesSchema = z.array(z.string().min(2).max(3)).max(8);

/** The words of a message as rules look at them. What is not said counts as not known. */
export const contactMessageSchema = z.object({
  template_id: z.string().max(120),
  message_class: z.enum(messageClasses).default('ordinary'),
  subject: z.string().max(400).default(''),
  text: z.string().min(1).max(20_000),
  /** ISO 639-1 codes of the text. */
  languages: languagesSchema.min(1),
  /** How the message says that it can be stopped (12 CFR 1006.6(e)); null: it does not. */
  opt_out: z
    .object({
      is_conspicuous: z.boolean(),
      languages: languagesSchema,
      asks_for_more: z.boolean().nullable().default(null),
      costs_money: z.boolean().nullable().default(null),
    })
    .nullable()
    .default(null),
  /** A date by which it demands payment (12 CFR 1006.38(b)). */
  payment_deadline_on: dateSchema.nullable().default(null),
  /** Yearly interest in a balance it states, percent. */
  interest_percent: z.number().min(0).nullable().default(null),
});

const isPhoneNumber = (text: string): boolean => phoneNumberSchema.safeParse(text).success;
const isEmailAddress = (text: string): boolean => z.email().safeParse(text).success;

type Addressed = { channel: (typeof messageMedia)[number]; address: string };
/** A text goes to a number, an email to an email address. */
function checkAddress({ value, issues }: z.core.ParsePayload<Addressed>): void {
  const { channel, address } = value;
  const isRight = channel === 'sms' ? isPhoneNumber(address) : channel !== 'email' || isEmailAddress(address);
  if (isRight) return;
  const message = channel === 'sms' ? 'A phone number in E.164 form, such as +12125550100' : 'An email address';
  issues.push({ code: 'custom', path: ['address'], message, input: address });
}

const addressed = {
  channel: z.enum(messageMedia),
  account_id: idSchema,
  /** E.164 of a text; the email address; the whole postal address, with its ZIP code; the name on the platform. */
  address: z.string().trim().min(1).max(400),
};

export const startContactBodySchema = z
  .object({
    /** UUIDv7 made by the sender; asking twice about the same message has one effect. */
    contact_id: idSchema,
    ...addressed,
    purpose: z.enum(purposes),
    /** The number a text comes from; null for every other channel. */
    from: phoneNumberSchema.nullable().default(null),
    message: contactMessageSchema,
  })
  .check((payload) => {
    checkAddress(payload);
    const { channel, from } = payload.value;
    if (channel === 'sms' && from === null)
      payload.issues.push({ code: 'custom', path: ['from'], message: 'The number the text comes from', input: from });
  });
export type StartContactBody = z.output<typeof startContactBodySchema>;

export const startedContactSchema = z.object({
  contact_id: idSchema,
  /** JWS (EdDSA), bound to message, channel and address, usable once; whoever carries the message redeems it. */
  send_permit: z.string(),
  permit_expires_at: momentSchema,
  /** What the message must carry, in words. */
  obligations: z.array(obligationSchema),
  decision: decisionSchema,
});
export type StartedContact = z.output<typeof startedContactSchema>;

export const messageEventSchema = z.object({
  /** UUIDv7 made by the sender; the same event sent twice has one effect. */
  id: idSchema,
  at: momentSchema,
  type: z.enum(messageEventTypes),
});
export type MessageEvent = z.output<typeof messageEventSchema>;

export const contactEndpoints = defineEndpoints({
  startContact: {
    method: 'post',
    path: '/api/contacts/start',
    summary: 'Decide about a message at the moment of sending and, if it is lawful, reserve it and issue a send permit',
    access: 'sender',
    effect: 'write',
    audit: 'contact.started',
    idempotency: 'none',
    caller: 'external',
    offline: 'online',
    body: startContactBodySchema,
    replies: { 201: startedContactSchema },
    errors: ['compliance/blocked', 'request/not-found', 'contacts/already-sent'],
  },
  redeemSendPermit: {
    method: 'post',
    path: '/api/contacts/permits/redeem',
    summary: 'Whoever carries a message asks whether it may go out now; a permit passes once',
    access: 'sender',
    effect: 'write',
    audit: 'send-permit.redeemed',
    idempotency: 'none',
    caller: 'external',
    offline: 'online',
    body: z.object({
      permit: z.string().max(4096),
      channel: z.enum(messageMedia),
      address: z.string().trim().min(1).max(400),
    }),
    replies: { 200: z.object({ allowed: z.literal(true), contact_id: idSchema }) },
    errors: ['contacts/permit-refused'],
  },
  recordContactEvents: {
    method: 'post',
    path: '/api/contacts/:id/events',
    summary: 'What became of a message; one that nobody reports on counts',
    access: 'sender',
    effect: 'write',
    audit: 'contact.event-recorded',
    idempotency: 'none',
    caller: 'external',
    offline: 'online',
    params: z.object({ id: idSchema }),
    body: z.object({ events: z.array(messageEventSchema).min(1).max(100) }),
    replies: { 200: z.object({ contact_id: idSchema, recorded: z.int() }) },
    errors: ['request/not-found'],
  },
  recordReceivedMessage: {
    method: 'post',
    path: '/api/contacts/received',
    summary:
      'A message came in: a basis for answering there, a wish to stop, a notice to cease, or word that it is the wrong person',
    access: 'sender',
    effect: 'write',
    audit: 'contact.received',
    idempotency: 'none',
    caller: 'external',
    offline: 'online',
    body: z
      .object({
        /** UUIDv7 made by the sender; the same message reported twice has one effect. */
        contact_id: idSchema,
        ...addressed,
        received_at: momentSchema,
        subject: z.string().max(400).default(''),
        /** Read for words that ask to stop, and kept nowhere. */
        text: z.string().max(20_000),
        /** The consumer wrote about a debt (12 CFR 1006.6(d)(4)(i)(A), (d)(5)(i)). */
        is_about_debt: z.boolean(),
        /** Whoever wrote says that this reaches the wrong person (12 CFR 1006.6(d)(3)(ii)). */
        says_wrong_party: z.boolean().default(false),
      })
      .check(checkAddress),
    replies: {
      200: z.object({ contact_id: idSchema, asks_to_stop: z.boolean(), ceases: z.boolean(), recorded: z.boolean() }),
    },
    errors: ['request/not-found'],
  },
});
export type ReceivedMessageBody = z.output<(typeof contactEndpoints)['recordReceivedMessage']['body']>;
