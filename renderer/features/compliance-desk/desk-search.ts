/** What a link within the desk looks for in the tab it opens: part of the address, so that it can be gone back to. */
import { z } from 'zod';
import { notableOutcomes } from '../../../shared/domain/compliance/decision-outcomes.ts';
import { violationKinds } from '../../../shared/domain/compliance/violation-kinds.ts';

const text = z.string().max(80).optional().catch(undefined);

export const deskSearchSchema = z.object({
  outcome: z.enum(notableOutcomes).optional().catch(undefined),
  kind: z.enum(violationKinds).optional().catch(undefined),
  rule: text,
  agent: text,
  /** First and last calendar day, `YYYY-MM-DD`, in `zone`. */
  from: text,
  to: text,
  zone: text,
  /** Length of the overview's span. */
  days: z.number().int().optional().catch(undefined),
});
export type DeskSearch = z.output<typeof deskSearchSchema>;

/** What stands in an address, read; what cannot be read is left out. */
export const deskSearchOf = (search: unknown): DeskSearch => deskSearchSchema.safeParse(search).data ?? {};

/** The address of a tab, for a link that is also opened by its own means. */
export function deskAddress(tab: string, search: DeskSearch): string {
  const given = Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return `#/compliance/${tab}${given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`}`;
}
