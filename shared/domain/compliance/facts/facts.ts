/**
 * What the rules may know. Facts are plain data, gathered by the caller at one moment; a rule never fetches anything.
 * Moments are epoch milliseconds, calendar dates are ISO `YYYY-MM-DD` in the consumer's own calendar.
 *
 * A fact that is not known is `null` or an empty list, and no rule takes that for good news. The schema is the only
 * declaration of the facts (docs/adr/0006): the gate builds them, case files, the simulator and stored decisions are read by it.
 */
import { z } from 'zod';
import { contactActionSchema } from './action.ts';
import { debtSchema } from './debt.ts';
import { endpointSchema, registriesSchema } from './endpoint.ts';
import { listOf } from './fields.ts';
import { historySchema } from './history.ts';
import { actorSchema, consumerSchema, locationSchema, personSchema } from './person.ts';

export const factsSchema = z.strictObject({
  action: contactActionSchema,
  actor: actorSchema.prefault({}),
  /** The person reached. Null when nobody is on file for the number or address. */
  person: personSchema.nullable().prefault({}),
  consumer: consumerSchema.prefault({}),
  endpoint: endpointSchema.prefault({}),
  registries: registriesSchema.prefault({}),
  location: locationSchema.prefault({}),
  /** Every debt of the consumer that is known, of this account or another. */
  debts: listOf(debtSchema),
  /** Between the organisation and the person reached. */
  history: historySchema.prefault({}),
});

export type ContactFacts = z.output<typeof factsSchema>;
/** Facts as they are written: what is left out takes its default. */
export type FactsInput = z.input<typeof factsSchema>;
