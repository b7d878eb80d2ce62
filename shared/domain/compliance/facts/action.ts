/** What is about to be done. The engine is asked at the moment of doing it, not when it was queued. */
import { z } from 'zod';
import { day, listOf, mediumSchema, moment, unknownOr } from './fields.ts';

/** Who decides that, when and how a call is placed. `manual`: a person clicks a stored or typed number. */
export const dialModes = ['manual', 'preview', 'predictive', 'prerecorded', 'ai-voice', 'ringless'] as const;

export const purposes = [
  'collection',
  'payment-reminder',
  /** Where somebody is, asked of a third party (12 CFR 1006.10). */
  'location-information',
  /** An answer to something the consumer began. */
  'reply',
  'opt-out-confirmation',
  'consent-request',
  'validation-notice',
  'dispute-verification',
  /** Anything that encourages to buy, rent or invest (47 CFR 64.1200(f)). */
  'marketing',
] as const;

/** Who is at the other end. The first six are "the consumer" for 12 CFR 1006.6(a). */
export const recipients = [
  'consumer',
  'spouse',
  'parent-of-minor',
  'guardian',
  'personal-representative',
  'successor-in-interest',
  'co-debtor',
  'attorney',
  'creditor',
  'consumer-reporting-agency',
  'trustee',
  'employer',
  'commanding-officer',
  'third-party',
] as const;

export const messageClasses = [
  'ordinary',
  /** 12 CFR 1006.2(j). */
  'limited-content',
  /** Says that legal action may follow. */
  'legal-action',
  /** The notices that 12 CFR 1006.6(c)(2) still allows after a cease notice. */
  'remedy-notice',
  'efforts-terminated',
  'opt-out-confirmation',
  'consent-request',
  'validation-notice',
  'dispute-verification',
  /** States a balance. */
  'statement',
] as const;

/** The words of a message, or the script of a call, as far as rules look at them. */
export const messageSchema = z.strictObject({
  templateId: z.string().default(''),
  messageClass: z.enum(messageClasses).default('ordinary'),
  subject: z.string().default(''),
  text: z.string().default(''),
  /** Of the text, as ISO 639-1 codes; a call or letter may mix several. */
  languages: listOf(z.string().min(2)),
  /** How the message says that it can be stopped; null: it does not. */
  optOut: unknownOr(
    z.strictObject({
      isConspicuous: z.boolean().default(false),
      languages: listOf(z.string().min(2)),
      /** What it asks for beyond the wish and the address: a login, an account number. */
      asksForMore: unknownOr(z.boolean()),
      costsMoney: unknownOr(z.boolean()),
    }),
  ),
  /** Somebody who may has released this very message: a notice after a cease notice goes out no other way. */
  isReleased: z.boolean().default(false),
  /** A date by which it demands payment. */
  paymentDeadlineOn: unknownOr(day),
  /** Yearly interest in a stated balance, percent. */
  interestPercent: unknownOr(z.number().min(0)),
});

/** The number shown to the person called (47 CFR 64.1601(e)). */
export const callerIdSchema = z.strictObject({
  phoneNumber: unknownOr(z.string()),
  /** The organisation holds it, with an order or a letter of authorisation. */
  isOurs: z.boolean().default(true),
  isWithheld: z.boolean().default(false),
  /** STIR/SHAKEN attestation that came back for the last calls from it; null: not reported. */
  attestation: unknownOr(z.enum(['A', 'B', 'C'])),
});

export const contactActionSchema = z.strictObject({
  kind: z.literal('contact').default('contact'),
  channel: mediumSchema.default('voice'),
  direction: z.enum(['outbound', 'inbound']).default('outbound'),
  mode: z.enum(dialModes).default('manual'),
  purposes: z.array(z.enum(purposes)).readonly().default(['collection']),
  recipient: z.enum(recipients).default('consumer'),
  /** E.164 of a call or text, else empty. */
  phoneNumber: z.string().default(''),
  /** Of an email, direct message or letter. */
  address: unknownOr(z.string()),
  /** The debts this contact is about; empty when they are not known. */
  debtIds: listOf(z.string()),
  message: unknownOr(messageSchema),
  /** What the consumer sent us that this answers. */
  replyTo: unknownOr(
    z.strictObject({
      channel: mediumSchema,
      receivedAtMs: moment,
      /** An answer has gone out already. */
      isAnswered: z.boolean().default(false),
    }),
  ),
  callerId: callerIdSchema.prefault({}),
  /** The call is, or will be, recorded. */
  isRecorded: z.boolean().default(true),
  /** State the agent sits in, two letters: the strictest of both ends rules a recording. */
  agentState: unknownOr(z.string().length(2)),
  /** Predictive and prerecorded calls belong to one. */
  campaign: unknownOr(
    z.strictObject({ id: z.string(), liveAnswers30Days: z.int().min(0), abandoned30Days: z.int().min(0) }),
  ),
});

export type ContactAction = z.output<typeof contactActionSchema>;
