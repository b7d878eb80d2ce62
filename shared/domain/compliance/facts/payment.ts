/**
 * What is known about one step of a payment by telephone. Cents are whole; dates are the consumer's calendar. What is not
 * known is null, and no rule takes that for good news.
 */
import { z } from 'zod';
import { debtSchema } from './debt.ts';
import { day, listOf, moment, unknownOr } from './fields.ts';

/** What a recorded ACH authorization must say (Nacha Operating Rules, TEL; rule book P-2). */
export const authorizationItems = [
  'debit-date',
  'amount',
  'name',
  'account',
  'inquiry-phone',
  'authorization-date',
  /** That it is one ACH debit, or how many and when. */
  'single-or-recurring',
  /** How to revoke; only of recurring debits. */
  'revocation-method',
] as const;

const cents = z.int().min(0);

/** Everything that could keep spoken or typed card data: each is paused before the card form opens. */
export const captureStreams = ['call-recording', 'screen-recording', 'transcription', 'live-monitor'] as const;
export const captureStreamSchema = z.strictObject({
  stream: z.enum(captureStreams),
  /** It runs at all on this call; one that does not has nothing to pause. */
  isInUse: z.boolean(),
  pauseOrderedAtMs: unknownOr(moment),
  /** The recorder itself said that it has stopped. */
  pausedAtMs: unknownOr(moment),
});

export const paymentActionSchema = z.strictObject({
  kind: z.literal('payment'),
  /** `debit`: originating a debit or depositing an instrument, now or on its day, by a person or a schedule. */
  step: z.enum(['open-form', 'submit', 'debit']),
  method: z.enum(['card', 'ach', 'check']),
  amountCents: unknownOr(cents),
  /** Day of the debit or deposit; null: not said. */
  debitOn: unknownOr(day),
  /** The words that would be kept with it: a note, a memo, a message. */
  texts: listOf(z.string()),
});

export const cardSchema = z.strictObject({
  /** How the number is taken: into a form by the agent, by keys whose tones are masked, or on a page of the processor. */
  entry: z.enum(['agent-form', 'masked-tones', 'hosted-page']).default('agent-form'),
  areTonesMasked: unknownOr(z.boolean()),
  /** By its first digits. */
  kind: unknownOr(z.enum(['credit', 'debit'])),
  /** What the consumer answered to "credit or debit card?". */
  saidToBe: unknownOr(z.enum(['credit', 'debit'])),
  /** The security code would be kept after the authorization. */
  keepsSecurityCode: z.boolean().default(false),
  /** What is kept for later debits is the processor's token, not the number. */
  isTokenized: unknownOr(z.boolean()),
});

export const achSchema = z.strictObject({
  entryClass: z.enum(['TEL', 'WEB', 'PPD']).default('TEL'),
  isAuthorizedOrally: z.boolean().default(true),
  authorizedAtMs: unknownOr(moment),
  /** What was said; null: nobody has ticked anything. */
  stated: unknownOr(z.array(z.enum(authorizationItems)).readonly()),
  /** The whole authorization is on the recording. */
  isRecorded: unknownOr(z.boolean()),
  /** The recorder stood still for card data while it was read. */
  wasRecordingPaused: z.boolean().default(false),
  /** The consumer objected to being recorded. */
  isRecordingDeclined: z.boolean().default(false),
  writtenConfirmationSentAtMs: unknownOr(moment),
  /** A copy of a recurring authorization. */
  copySentAtMs: unknownOr(moment),
  /** Who called. */
  callBegunBy: unknownOr(z.enum(['consumer', 'organization'])),
  /** Whose customer the consumer is. */
  relationship: unknownOr(z.enum(['own', 'creditor', 'none'])),
  /** The originating bank accepts a relationship that is the creditor's. */
  bankAcceptsRelationship: z.boolean().default(false),
  isIdentityVerified: unknownOr(z.boolean()),
  isRoutingNumberVerified: unknownOr(z.boolean()),
  /** The entry came back, and is to be presented again. */
  returned: unknownOr(
    z.strictObject({
      code: z.string().regex(/^R\d\d$/),
      firstSettledOn: unknownOr(day),
      presentedAgain: z.int().min(0),
    }),
  ),
});

/** Several debits that the consumer agreed to at once. Null: one single payment. */
export const scheduleSchema = z.strictObject({
  /** Null: until it is ended. */
  debitCount: unknownOr(z.int().min(1)),
  cancelledAtMs: unknownOr(moment),
  authorizedBy: z.enum(['voice', 'recorded-signature', 'signed-writing', 'electronic-signature']).default('voice'),
  /** When the writing was signed or similarly authenticated. */
  signedAtMs: unknownOr(moment),
  copyDeliveredAtMs: unknownOr(moment),
  /** Of the debit before, or as authorized. */
  expectedCents: unknownOr(cents),
  /** Amounts that the consumer agreed to be debited without notice. */
  agreedRange: unknownOr(z.strictObject({ fromCents: cents, untilCents: cents })),
  /** Written notice of another amount. */
  amountNoticeSentOn: unknownOr(day),
  /** New credit would hang on it (12 CFR 1005.10(e)(1)). */
  isConditionOfCredit: z.boolean().default(false),
});

/** A charge for paying in this way, whoever adds it. */
export const feeSchema = z.strictObject({
  amountCents: unknownOr(cents),
  chargedBy: z.enum(['organization', 'processor']).default('organization'),
  /** Clause of the agreement that created the debt. */
  agreementClauseId: unknownOr(z.string().min(1)),
  /** States in which counsel has said that the law allows it. */
  allowedStates: listOf(z.string().length(2)),
});

export const postdatedSchema = z.strictObject({
  acceptedOn: unknownOr(day),
  datedOn: unknownOr(day),
  /** Written notice of the intent to deposit. */
  noticeSentOn: unknownOr(day),
});

/** Parts of a payment by debt. */
const sharesSchema = z.array(z.strictObject({ debtId: z.string(), amountCents: cents })).readonly();
/** What the consumer said it is for: cents, or hundredths of a percent of it. */
export const directionSchema = z.strictObject({
  unit: z.enum(['cents', 'basis-points']).default('cents'),
  parts: z.array(z.strictObject({ debtId: z.string(), value: z.int().min(0) })).readonly(),
});

export const paymentFactsSchema = z.strictObject({
  action: paymentActionSchema,
  /** Null: not asked the recorders. */
  capture: unknownOr(z.array(captureStreamSchema).readonly()),
  card: unknownOr(cardSchema),
  ach: unknownOr(achSchema),
  schedule: unknownOr(scheduleSchema),
  fee: unknownOr(feeSchema),
  postdated: unknownOr(postdatedSchema),
  /** Every open debt of the consumer that the payment could go to. */
  debts: listOf(debtSchema),
  direction: unknownOr(directionSchema),
  /** How it is to be booked; null: as the engine says. */
  shares: unknownOr(sharesSchema),
  /** States of every current address of the consumer. */
  consumerStates: listOf(z.string().length(2)),
  /** The consumer's zone; null: not known, and then a day is over only where it ends last. */
  zone: unknownOr(z.string()),
});

export type PaymentFacts = z.output<typeof paymentFactsSchema>;
export type PaymentFactsInput = z.input<typeof paymentFactsSchema>;
export type CaptureStream = z.output<typeof captureStreamSchema>;
export type PaymentSchedule = z.output<typeof scheduleSchema>;
export type PaymentDirection = z.output<typeof directionSchema>;
export type AchAuthorization = z.output<typeof achSchema>;
