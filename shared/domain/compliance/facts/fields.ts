/** The pieces that facts are made of. Facts come from the database, from case files and from the simulator; one schema reads all. */
import { z } from 'zod';

/** Epoch milliseconds. In case files and exports the field ends in `_at` and is ISO 8601 with an offset. */
export const moment = z.int();
/** A calendar date in the consumer's own calendar: `2026-11-22`. */
export const day = z.iso.date();
/** What is not known is null, and no rule takes that for good news. */
export const unknownOr = <S extends z.ZodType>(schema: S) => schema.nullable().default(null);
/** What a case does not mention there is none of. */
export const listOf = <S extends z.ZodType>(schema: S) => z.array(schema).readonly().default([]);

/** How somebody is reached (12 CFR 1006.14(h): a medium of communication). */
export const media = ['voice', 'voicemail', 'sms', 'email', 'letter', 'direct-message'] as const;
export const mediumSchema = z.enum(media);
export type Medium = z.output<typeof mediumSchema>;
/** Electronic media: an opt-out notice goes with every message (12 CFR 1006.6(e)). */
export const isElectronic = (medium: Medium): boolean =>
  medium === 'sms' || medium === 'email' || medium === 'direct-message';
/** A telephone call, whether somebody speaks or a recording does (comment 14(b)-1). */
export const isTelephoneCall = (medium: Medium): boolean => medium === 'voice' || medium === 'voicemail';
