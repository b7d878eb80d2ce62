/** What is owed, and all that bars or conditions its collection. */
import { z } from 'zod';
import { day, listOf, mediumSchema, moment, unknownOr } from './fields.ts';

export const attorneySchema = z.strictObject({
  /** Null: "I have a lawyer", and no name. */
  name: unknownOr(z.string()),
  isAscertainable: z.boolean().default(true),
  knownSinceMs: moment,
  /** First documented attempt to reach the attorney, and how many there were. */
  firstAskedAtMs: unknownOr(moment),
  attempts: z.int().min(0).default(0),
  lastAnsweredAtMs: unknownOr(moment),
  /** Debts that the consumer or the attorney said are not covered. */
  notForDebtIds: listOf(z.string()),
  /** Consents to direct contact with the consumer. */
  consentsToContact: z.boolean().default(false),
});

export const bankruptcySchema = z.strictObject({
  chapter: unknownOr(z.enum(['7', '11', '12', '13'])),
  /** `claimed`: the consumer said so and nothing is verified yet. */
  status: z.enum(['claimed', 'filed', 'discharged', 'dismissed', 'discharge-denied', 'relief-granted', 'reaffirmed']),
  caseNumber: unknownOr(z.string()),
  petitionOn: unknownOr(day),
  reportedAtMs: moment,
  /** A person has looked at the end of the case and released the debt. */
  isReleased: z.boolean().default(false),
});

export const disputeSchema = z.strictObject({
  id: z.string().default('dispute-1'),
  kind: z.enum(['dispute', 'original-creditor-request']).default('dispute'),
  /** Written includes electronic by a medium that is accepted. */
  form: z.enum(['written', 'oral']).default('written'),
  receivedAtMs: moment,
  /** Null: the whole debt. */
  disputedCents: unknownOr(z.int()),
  /** A repetition: the notice of it is its answer (12 CFR 1006.38(d)(2)(ii)). */
  isDuplicate: z.boolean().default(false),
  /** When verification, a judgment copy or the creditor's name and address was sent; generating it is not sending it. */
  answerSentAtMs: unknownOr(moment),
  /** Taken back by the consumer, or released by a person. */
  isClosed: z.boolean().default(false),
});

export const validationSchema = z.strictObject({
  /** First communication with the consumer about the debt, by any medium (12 CFR 1006.34(a)). */
  initialCommunicationAtMs: unknownOr(moment),
  /** The day the validation information was last provided. */
  providedOn: unknownOr(day),
  providedBy: mediumSchema.default('letter'),
  /** The end that the notice itself states binds us. */
  statedEndOn: unknownOr(day),
  /** The consumer agreed to have notices electronically (15 USC 7001(c)). */
  hasElectronicConsent: unknownOr(z.boolean()),
  /** It came back, or bounced, and was not sent again. */
  wasReturned: z.boolean().default(false),
  /** To whom, when the consumer is dead. */
  providedTo: z.enum(['consumer', 'personal-representative']).default('consumer'),
});

export const debtSchema = z.strictObject({
  id: z.string(),
  /** As it is written to the consumer. */
  reference: z.string().default(''),
  /** Nothing is owed any more, or the debt has left the agency. */
  isClosed: z.boolean().default(false),
  balanceCents: unknownOr(z.int()),
  /** Student loans under one account number count as one debt (12 CFR 1006.14(b)(4)). */
  groupId: unknownOr(z.string()),
  /** Owed for medical care; null: nobody has said. */
  isMedical: unknownOr(z.boolean()),
  /** Residential mortgage or direct motor vehicle loan: outside the law of DC. */
  isSecuredByHomeOrCar: z.boolean().default(false),
  daysPastDue: unknownOr(z.int()),
  incurredOn: unknownOr(day),
  /** Governing law, two letters. */
  stateOfLaw: unknownOr(z.string().length(2)),
  /** Disputed, and nobody has said yet whether it may be collected: an account marked so without a dispute on file. */
  isDisputed: z.boolean().default(false),
  /** When the written notice of 12 CFR 1006.6(c) was received. */
  ceasedAtMs: unknownOr(moment),
  /** Remedy notices sent since, by message class: each at most once. */
  noticesSentAfterCease: listOf(z.enum(['remedy-notice', 'efforts-terminated'])),
  attorney: unknownOr(attorneySchema),
  bankruptcy: unknownOr(bankruptcySchema),
  disputes: listOf(disputeSchema),
  validation: validationSchema.prefault({}),
  /** Last day on which an action may be brought. */
  limitationEndsOn: unknownOr(day),
  /** A payment would begin the time anew under that law; null: nobody has said. */
  paymentRevivesLimitation: unknownOr(z.boolean()),
  /** Day on which a notice that a state wants before any action was mailed (NRS 649.366). */
  stateNoticeMailedOn: unknownOr(day),
});

export type Debt = z.output<typeof debtSchema>;
export type Dispute = z.output<typeof disputeSchema>;
