/** Who acts, who is reached, and where they may be. */
import { z } from 'zod';
import { day, listOf, mediumSchema, moment, unknownOr } from './fields.ts';

/** Who calls, as it is said aloud. */
export const actorSchema = z.strictObject({
  organizationName: z.string().default('Practice Collections'),
  agentName: z.string().default('Sam Rivera'),
  /** MA, NY City and DC have other rules for creditors than for agencies. */
  collectorType: z.enum(['third-party', 'debt-buyer', 'creditor']).default('third-party'),
  /** States in which the organisation may collect; null: nobody has said. */
  licensedStates: unknownOr(z.array(z.string().length(2)).readonly()),
  /** Policy: reduced hours of an opt-in profile, and the like. */
  profile: unknownOr(z.string()),
});

/** The person reached. Null facts mean nobody is on file for the number or address. */
export const personSchema = z.strictObject({
  id: z.string().default('person-1'),
  fullName: z.string().default('Alex Morgan'),
  /** How many persons this number leads to when no account was chosen; 1 otherwise. */
  candidateCount: z.int().min(0).default(1),
  /** Preferred language, ISO 639-1. */
  language: z.string().default('en'),
  /** A minor is reached through a parent or guardian. */
  isMinor: z.boolean().default(false),
  /** May act for the consumer (executor, guardian, power of attorney); null: not known. */
  hasAuthority: unknownOr(z.boolean()),
  /** Identified by name, not only as `somebody in the household`. */
  isNamed: z.boolean().default(true),
  /** Only for others than the consumer: they asked to be called again, or are believed to know better now (12 CFR 1006.10(c)). */
  askedForAnotherCall: z.boolean().default(false),
  hasBetterInformation: z.boolean().default(false),
  /** Media this person wants no contact by, for any debt; `address`: only this number or address (12 CFR 1006.14(h)). */
  mediumOptOuts: listOf(
    z.strictObject({
      medium: mediumSchema,
      address: unknownOr(z.string()),
      receivedAtMs: moment,
      /** How it reached us. An electronic one may be confirmed once. */
      receivedBy: mediumSchema.default('voice'),
      isWithdrawn: z.boolean().default(false),
    }),
  ),
  /** "Leave me alone", spoken: no notice of 12 CFR 1006.6(c), but a factor of 1006.14(b). */
  askedToBeLeftAloneAtMs: unknownOr(moment),
  /** Places at which the person must not be reached (12 CFR 1006.6(b)(1)(ii), (b)(3)). */
  barredPlaces: listOf(
    z.strictObject({ place: z.enum(['home', 'work']), sinceMs: moment, isWritten: z.boolean().default(false) }),
  ),
  /** They said that they are at this place now. */
  statedPlace: unknownOr(z.strictObject({ place: z.enum(['home', 'work']), statedAtMs: moment })),
});

/** The consumer, who need not be the person reached. */
export const consumerSchema = z.strictObject({
  deceasedOn: unknownOr(day),
  isDeceased: z.boolean().default(false),
  /** Who handles the affairs of a consumer who has died is on file; null: nobody has said. */
  isRepresentativeKnown: unknownOr(z.boolean()),
  servicemember: unknownOr(
    z.strictObject({
      isActive: z.boolean(),
      /** First day of service: what was owed before it is capped at 6 percent. */
      serviceBeganOn: unknownOr(day),
      /** When the status was looked up (DMDC). */
      checkedOn: unknownOr(day),
      /** The certificate of the DMDC, as an affidavit needs it (50 USC 3931(b)(1)), is on file. */
      hasCertificate: z.boolean().default(false),
      /** Asked for the 6 % cap of 50 USC 3937. */
      askedForInterestCap: z.boolean().default(false),
    }),
  ),
  /** Current address and telephone are known: there is nothing left to ask third parties. */
  isLocated: unknownOr(z.boolean()),
  /** NYC residents and others may write in their language. */
  language: z.string().default('en'),
  /** Who said that they know of a time they must not, or only may, be contacted. */
  timePreferences: listOf(
    z.strictObject({
      /** `not-then`: inconvenient inside; `only-then`: inconvenient outside. */
      kind: z.enum(['not-then', 'only-then']),
      /** ISO days of the week, Monday is 1; empty: every day. */
      weekdays: listOf(z.int().min(1).max(7)),
      /** Minutes of the local day, `until` not included; until before from goes over midnight. */
      fromMinute: z.int().min(0).max(1440).default(0),
      untilMinute: z.int().min(0).max(1440).default(1440),
      recordedAtMs: moment,
      expiresAtMs: unknownOr(moment),
      /** Where it is written down. */
      evidence: z.string().default(''),
    }),
  ),
});

export const consumerPhoneSchema = z.strictObject({
  phoneNumber: z.string(),
  status: z.enum(['active', 'wrong', 'disconnected']).default('active'),
});
export const consumerAddressSchema = z.strictObject({
  region: unknownOr(z.string()),
  postalCode: unknownOr(z.string()),
});

/** Where the consumer may be (comment 6(b)(1)(i)-2). */
export const locationSchema = z.strictObject({
  phones: listOf(consumerPhoneSchema),
  addresses: listOf(consumerAddressSchema),
  /** Where the consumer said they are now, and when they said it. */
  stated: unknownOr(z.strictObject({ label: z.string(), zones: z.array(z.string()).readonly(), statedAtMs: moment })),
});

export type Actor = z.output<typeof actorSchema>;
export type ContactPerson = z.output<typeof personSchema>;
export type Consumer = z.output<typeof consumerSchema>;
export type LocationFacts = z.output<typeof locationSchema>;
