/** The number or address that is about to be used. */
import { z } from 'zod';
import { purposes } from './action.ts';
import { day, listOf, mediumSchema, moment, unknownOr } from './fields.ts';

/** An entry of a do-not-call list. `internal` entries bind always; the registries bind solicitations. */
export const doNotCallEntrySchema = z.strictObject({
  list: z.enum(['internal', 'national', 'state']).default('internal'),
  source: z.string().default('internal'),
  reason: z.string().default(''),
  addedAtMs: moment,
  expiresAtMs: unknownOr(moment),
});

/** Prior consent for this number or address, as 47 CFR 64.1200 and 12 CFR 1006.6(d)(4)-(5) know it. */
export const endpointConsentSchema = z.strictObject({
  medium: mediumSchema,
  /** `express`: to be called or written to; `written-marketing`: PEWC of 47 CFR 64.1200(f)(9). */
  kind: z.enum(['express', 'written-marketing']).default('express'),
  /** Directly to this collector, or by way of the creditor in the transaction. */
  givenTo: z.enum(['collector', 'creditor']).default('collector'),
  receivedAtMs: moment,
  revokedAtMs: unknownOr(moment),
  /** The end that the consumer set when they gave it; that it has come is no revocation. */
  endsAtMs: unknownOr(moment),
  /** The one kind of message that the consumer said they want no more of; null: they said nothing of the kind. */
  revokedFor: unknownOr(z.enum(purposes)),
  /** It came the way that was designated for it (FCC 26-67); null: not known. */
  wasRevokedAsDesignated: unknownOr(z.boolean()),
});

export type EndpointConsent = z.output<typeof endpointConsentSchema>;

/** The date that was asked about: of the consent, or when the consumer was last known to use the number. */
const asked = { queriedAtMs: moment, askedAboutOn: day };

export const reassignmentSchema = z.strictObject({
  /** The registry's answer (47 CFR 64.1200(m)). */
  answer: z.enum(['yes', 'no', 'no-data', 'unavailable']),
  ...asked,
  /**
   * Beside a `yes`: each `no` about a later day that it leaves standing, the newest first. One holds for a person who consented to
   * be reached at the number, or used it, on the day that it was asked about or later.
   */
  laterNos: listOf(z.strictObject({ answer: z.literal('no'), ...asked })),
});

export const endpointSchema = z.strictObject({
  /** `unlisted`: on nobody's file. `of-another`: not on file for this person, but for somebody else. */
  status: z.enum(['active', 'wrong', 'disconnected', 'unlisted', 'of-another']).default('active'),
  lineType: z.enum(['wireless', 'landline', 'voip', 'toll-free', 'unknown']).default('unknown'),
  /** Landlines and postal addresses are tied to a place; mobile numbers and email are not (comment 6(b)(1)(ii)-1). */
  place: z.enum(['home', 'work', 'mobile', 'other', 'unknown']).default('unknown'),
  source: z.enum(['consumer', 'creditor', 'prior-collector', 'skip-trace', 'unknown']).default('unknown'),
  /** Entries for this number that have not been taken back. */
  doNotCall: listOf(doNotCallEntrySchema),
  /** Known to be provided by the employer (12 CFR 1006.6(d)(3)(i) and comments). */
  isEmployerProvided: z.boolean().default(false),
  /** When anybody said that it reaches the wrong person (12 CFR 1006.6(d)(3)(ii)). */
  wrongPartyAtMs: unknownOr(moment),
  consents: listOf(endpointConsentSchema),
  /** The consumer last wrote to us from this number or address about the debt. */
  lastUsedByConsumerAtMs: unknownOr(moment),
  /** How the address came from the creditor (12 CFR 1006.6(d)(4)(ii)). */
  creditorRoute: unknownOr(
    z.strictObject({
      noticeSentOn: unknownOr(day),
      optOutUntilOn: unknownOr(day),
      namesThisCollector: z.boolean().default(false),
      /** Asked the creditor, or us, to stop. */
      hasOptedOut: unknownOr(z.boolean()),
      creditorUsedIt: z.boolean().default(false),
    }),
  ),
  /** How it came from the collector before us (12 CFR 1006.6(d)(4)(iii)). */
  priorCollectorRoute: unknownOr(
    z.strictObject({
      immediatelyPriorUsedIt: z.boolean(),
      hadBasis: z.boolean().default(false),
      hasOptedOut: unknownOr(z.boolean()),
    }),
  ),
  reassignment: unknownOr(reassignmentSchema),
  /** A list of litigators names this number or person. */
  litigator: unknownOr(
    z.strictObject({
      source: z.string(),
      asOf: day,
      /** The list's own word for how grave it is. */
      severity: unknownOr(z.string()),
      /** What on the list is this number or person; null: it was told, not found. */
      matchedBy: unknownOr(z.enum(['number', 'name-and-address'])),
    }),
  ),
});

/** State of the registries that solicitations are checked against. */
export const registriesSchema = z.strictObject({
  /** Date of the national registry's data. */
  nationalAsOf: unknownOr(day),
  /** An established business relationship (47 CFR 64.1200(f)(5)). */
  hasBusinessRelationship: z.boolean().default(false),
});
