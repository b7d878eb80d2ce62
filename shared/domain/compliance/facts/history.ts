/** What has happened between the organisation and this person. Rows are only ever added; these facts are folded from them. */
import { z } from 'zod';
import { day, listOf, mediumSchema, moment, unknownOr } from './fields.ts';

const debtIds = unknownOr(z.array(z.string()).readonly());

/** One call placed to the person. `debtIds` null: not known about which debt, so it counts for every one. */
export const attemptSchema = z.strictObject({
  callId: z.string().default(''),
  placedAtMs: moment,
  phoneNumber: z.string().default(''),
  debtIds,
  /** False for what the wire or a later finding took out of the count: busy, not in service, wrong number. */
  isCounted: z.boolean().default(true),
  /** Somebody or something answered; null: not known yet. */
  isAnswered: unknownOr(z.boolean()),
  /** A voicemail was left, or a recorded one dropped. */
  leftVoicemail: z.boolean().default(false),
  /** A message could have been left (Armata: 480 Mass. 14); null: not known. */
  reachedVoicemail: unknownOr(z.boolean()),
  mode: z.enum(['manual', 'preview', 'predictive', 'prerecorded', 'ai-voice', 'ringless']).default('manual'),
  place: z.enum(['home', 'work', 'mobile', 'other', 'unknown']).default('unknown'),
});

/** One telephone conversation with the person, whoever called. */
export const conversationSchema = z.strictObject({
  callId: z.string().default(''),
  atMs: moment,
  debtIds,
  /** The call was answered, and nobody has said yet whether there was a conversation. */
  isPresumed: z.boolean().default(false),
  /** When the line dropped in the middle of it; null: it was ended. */
  droppedAtMs: unknownOr(moment),
  /** With the consumer, or with the spouse, who counts as well in Washington. */
  withSpouse: z.boolean().default(false),
});

/** Prior consent to be called, given directly to this collector (12 CFR 1006.14(b)(3)(i)). */
export const consentSchema = z.strictObject({
  callId: unknownOr(z.string()),
  receivedAtMs: moment,
  debtIds,
  /** The consumer's own narrower period, as local dates: `call me back on Monday`. */
  usable: unknownOr(z.strictObject({ from: day, until: day })),
  revokedAtMs: unknownOr(moment),
});

/** A text, email, direct message or letter that went out. A voicemail or a ringless drop is an attempt, and counts as a call. */
export const messageSentSchema = z.strictObject({
  id: z.string().default(''),
  channel: mediumSchema.exclude(['voice', 'voicemail']),
  sentAtMs: moment,
  address: z.string().default(''),
  /** Where it was received, if the number or address is tied to a place. */
  place: z.enum(['home', 'work', 'mobile', 'other', 'unknown']).default('unknown'),
  debtIds,
  /** Not an answer to something the consumer had begun. */
  isUnsolicited: z.boolean().default(true),
  purpose: z.string().default('collection'),
});

export const historySchema = z.strictObject({
  attempts: listOf(attemptSchema),
  conversations: listOf(conversationSchema),
  consents: listOf(consentSchema),
  messages: listOf(messageSentSchema),
  /** Debts about which there has been a communication with the consumer before, at any time. */
  communicatedDebtIds: listOf(z.string()),
  /** Debts that were spoken of with the consumer's attorney. */
  spokenWithAttorneyDebtIds: listOf(z.string()),
  /** Debts about which there has been a written communication. */
  writtenDebtIds: listOf(z.string()),
});

export type Attempt = z.output<typeof attemptSchema>;
export type Conversation = z.output<typeof conversationSchema>;
export type Consent = z.output<typeof consentSchema>;
export type MessageSent = z.output<typeof messageSentSchema>;
export type ContactHistory = z.output<typeof historySchema>;
