import { z } from 'zod';

/** Identifiers are UUIDv7 text (RFC 9562 section 5.7), so that they sort by the time they were made. */
export const idSchema = z.uuidv7();
/** A moment: ISO 8601 UTC with `Z`; `timestamptz` in the database. */
export const momentSchema = z.iso.datetime();
/** A calendar date in the consumer's own calendar: `2026-11-22`. */
export const dateSchema = z.iso.date();
/** A phone number as ITU-T E.164: `+` and 2 to 15 digits. */
export const phoneNumberSchema = z
  .string()
  .regex(/^\+[1-9]\d{1,14}$/, 'A phone number in E.164 form, such as +12125550100');
/** Money is integer cents of US dollars. */
export const centsSchema = z.int();
/** An IANA zone: `America/New_York`. */
export const zoneSchema = z.string().min(1).max(64);

/** Paging by number. `page` starts at 1. */
export const pageQuerySchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  page_size: z.coerce.number().int().min(1).max(200).default(50),
});
/** A page of rows with the total number of rows that match. */
export const pageOf = <S extends z.core.$ZodType>(row: S) =>
  z.object({ rows: z.array(row), page: z.int(), page_size: z.int(), total: z.int() });
