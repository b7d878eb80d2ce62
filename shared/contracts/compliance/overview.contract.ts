/**
 * The compliance overview: what the gate refused, let through by a hair, or let through by an override, and what was not said
 * in calls, over a span of the organization's calendar days, beside the span before.
 *
 * What is counted, each decision once:
 * - refused: the gate said no (not now, not without a review, or not at all) and nothing set that aside. Calls, and voicemails,
 *   texts, emails and letters.
 * - overridden: made although rules refused it, because people set them aside.
 * - near miss: permitted without an override, and a rule in force says that it is the last contact a limit leaves (the count
 *   is one below the limit), or one beyond it that the consumer asked for; or it was made within 15 minutes of 9 PM somewhere
 *   the consumer may be.
 * - shadow: permitted, and a rule of a pack in shadow would have refused it: what that pack would cost if it had a say.
 * A near miss or an overridden contact may be counted under shadow as well.
 *
 * Disclosures are those that the list of violations finds, by the beginning of the call: one for each thing that was owed.
 * By campaign nothing can be told: neither calls nor decisions name one.
 */
import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { dateSchema, idSchema, momentSchema, zoneSchema } from '../core/fields.ts';

/** Spans to choose from, in days; today is the last of them. */
export const overviewDays = [7, 30, 90] as const;
export type OverviewDays = (typeof overviewDays)[number];

/** The same count in the span and in the one before. */
export const overviewFigureSchema = z.object({ now: z.int(), before: z.int() });
export type OverviewFigure = z.output<typeof overviewFigureSchema>;

const figures = {
  refused: overviewFigureSchema,
  overridden: overviewFigureSchema,
  near_misses: overviewFigureSchema,
  shadow: overviewFigureSchema,
  disclosures_missed: overviewFigureSchema,
};

export const overviewSchema = z.object({
  days: z.literal(overviewDays),
  /** The organization's; its midnights divide the days. */
  zone: zoneSchema,
  /** Midnight that begins the first day, and now. */
  from: momentSchema,
  to: momentSchema,
  /** The same number of days before, up to the same hour: a morning is compared with a morning. `to` is not included. */
  before: z.object({ from: momentSchema, to: momentSchema }),
  /** Every decision of the gate. */
  decided: overviewFigureSchema,
  ...figures,
  /** Of the refused, how many were calls; the rest were messages. */
  refused_calls: overviewFigureSchema,
  recordings_not_announced: overviewFigureSchema,
  disclosures_before_right_party: overviewFigureSchema,
  /** One for each day of the span, in order; the last is today so far. */
  trend: z.array(
    z.object({
      day: dateSchema,
      decided: z.int(),
      refused: z.int(),
      overridden: z.int(),
      near_misses: z.int(),
      shadow: z.int(),
      disclosures_missed: z.int(),
    }),
  ),
  /** Rules with anything to count, most refusals first. A decision counts for each of its rules. */
  by_rule: z.array(z.object({ rule_id: z.string(), title: z.string(), citation: z.string(), ...figures })),
  /** Agents with anything to count, most refusals first. */
  by_agent: z.array(
    z.object({ agent_id: idSchema, agent_name: z.string(), decided: overviewFigureSchema, ...figures }),
  ),
});
export type Overview = z.output<typeof overviewSchema>;

export const overviewEndpoints = defineEndpoints({
  getComplianceOverview: {
    method: 'get',
    path: '/api/compliance',
    summary: 'What was refused, overridden, nearly missed and not said, over 7, 30 or 90 days beside the span before',
    access: 'compliance.read',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    query: z.object({ days: z.coerce.number().pipe(z.literal(overviewDays)).default(30) }),
    replies: { 200: overviewSchema },
    errors: [],
  },
});
