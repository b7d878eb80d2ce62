/**
 * What is known about a record that is to be purged (12 CFR 1006.100), or about a retention period that is to be set. An
 * unknown date keeps the record.
 */
import { z } from 'zod';
import { day, listOf, moment, unknownOr } from './fields.ts';

/** What the record shows. All but recordings are kept by the debt they belong to. */
export const recordKinds = [
  'recording',
  'call-log',
  /** A decision of this engine, whether it allowed or refused: a blocked attempt is evidence as well (comment 100(a)-1). */
  'decision',
  'message',
  'letter',
  'consent',
  'dispute',
  'payment',
  'other',
] as const;

export const retentionActionSchema = z.strictObject({
  kind: z.literal('retention'),
  act: z.enum(['purge', 'set-period']).default('purge'),
  /** The organization's own period that is to be set; null with a purge. */
  months: unknownOr(z.int().min(0)),
});

export const recordSchema = z.strictObject({
  id: z.string().default(''),
  kind: z.enum(recordKinds),
  /** The day of the call, or on which the record was made. */
  madeOn: unknownOr(day),
  /** Debts it belongs to; null: nobody knows. */
  debtIds: unknownOr(z.array(z.string()).readonly()),
  /** It proves an oral authorization of an ACH debit (Nacha Operating Rules, TEL). */
  authorization: unknownOr(
    z.strictObject({
      isRecurring: z.boolean(),
      givenOn: unknownOr(day),
      /** Termination or revocation of a recurring one; null: it still runs. */
      endedOn: unknownOr(day),
    }),
  ),
});

export const legalHoldSchema = z.strictObject({
  reason: z.string().default(''),
  placedAtMs: moment,
  liftedAtMs: unknownOr(moment),
});

export const retentionFactsSchema = z.strictObject({
  action: retentionActionSchema,
  /** What is to be purged. */
  record: unknownOr(recordSchema),
  /** Last collection activity on each debt of the record. */
  debts: listOf(z.strictObject({ id: z.string(), lastActivityOn: unknownOr(day) })),
  /** On the consumer, or on the record itself. */
  holds: listOf(legalHoldSchema),
  /** The organization's own periods, in months; null: it has none, so that the law's hold. */
  ownPeriod: unknownOr(
    z.strictObject({
      /** After the call. */
      recordingMonths: z.int().min(0),
      /** After the last collection activity. */
      recordMonths: z.int().min(0),
    }),
  ),
  /** Zone in which the dates were written down; null: not known, so the day that ends last counts. */
  zone: unknownOr(z.string()),
});

export type RetentionFacts = z.output<typeof retentionFactsSchema>;
export type RetainedRecord = z.output<typeof recordSchema>;
