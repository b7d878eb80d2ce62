/**
 * The kinds of what a consumer, their attorney, a creditor or a list has told us: each kind once, with what a rule must know
 * of it. What is not said is null; a fact is recorded as it was told, and never completed by guessing.
 */
import { z } from 'zod';
import { zonesOfState } from '../zones/states.ts';
import { isZone } from '../zones/zone-names.ts';

/** How it reached us. */
export const factRoutes = ['voice', 'voicemail', 'letter', 'email', 'sms', 'portal', 'creditor', 'list'] as const;
export type FactRoute = (typeof factRoutes)[number];

/** Declared again: the domain imports no contract. */
const phoneNumber = z.string().regex(/^\+[1-9]\d{1,14}$/, 'A phone number in E.164 form, such as +12125550100');
const date = z.iso.date();
const moment = z.iso.datetime();
const media = z.enum(['voice', 'voicemail', 'sms', 'email', 'letter', 'direct-message']);
const words = z.string().trim().min(1).max(200);
const orUnknown = <S extends z.ZodType>(schema: S) => schema.nullable().default(null);
const minute = z.int().min(0).max(1440);
const state = z.string().refine((code) => zonesOfState(code).length > 0, 'Not a state or territory');
const zone = z.string().refine((name) => isZone(name), 'Not a time zone');

const values = {
  /** "Stop contacting me", in writing (12 CFR 1006.6(c)). */
  'cease-notice': z.strictObject({}),
  /** The same, spoken: no cease notice, but nobody calls any more (12 CFR 1006.14(b), (h)). */
  'leave-me-alone': z.strictObject({}),
  /** 12 CFR 1006.6(b)(2). `name` null: "I have a lawyer", and no name. */
  attorney: z.strictObject({
    name: orUnknown(words),
    phone_number: orUnknown(phoneNumber),
    /** Name and address can be found without the consumer's help; what nobody has said is taken for yes, the harder bar. */
    is_ascertainable: z.boolean().default(true),
    /** Debts that the consumer or the attorney said are not covered. */
    not_for_debt_ids: z.array(z.uuidv7()).max(100).default([]),
  }),
  /** We asked the attorney. */
  'attorney-asked': z.strictObject({}),
  'attorney-answered': z.strictObject({ consents_to_contact: z.boolean() }),
  /** 11 USC 362, 524. `claimed`: said, and not verified. */
  bankruptcy: z.strictObject({
    status: z.enum(['claimed', 'filed', 'discharged', 'dismissed', 'discharge-denied', 'relief-granted', 'reaffirmed']),
    chapter: orUnknown(z.enum(['7', '11', '12', '13'])),
    case_number: orUnknown(words),
    petition_on: orUnknown(date),
    /** The day of the order that ended or lifted it, and the paper that says so, such as the docket entry. */
    ended_on: orUnknown(date),
    document: orUnknown(words),
    /** A person of compliance has looked at the end of the case: what is owed may be collected as far as the order goes. */
    is_released: z.boolean().default(false),
  }),
  /** 12 CFR 1006.6(a)(4), 1006.2(e). */
  deceased: z.strictObject({
    died_on: orUnknown(date),
    is_representative_known: orUnknown(z.boolean()),
  }),
  /** 50 USC 3931, 3937. */
  servicemember: z.strictObject({
    is_active: z.boolean(),
    service_began_on: orUnknown(date),
    checked_on: orUnknown(date),
    has_certificate: z.boolean().default(false),
    asked_for_interest_cap: z.boolean().default(false),
  }),
  /** 12 CFR 1006.6(b)(1)(i). `not-then`: inconvenient inside; `only-then`: inconvenient outside. */
  'time-preference': z
    .strictObject({
      preference: z.enum(['not-then', 'only-then']),
      /** ISO days of the week, Monday is 1; empty: every day. */
      weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
      /** Minutes of the consumer's day, `until` not included; until before from goes over midnight. */
      from_minute: minute.default(0),
      until_minute: minute.default(1440),
      expires_at: orUnknown(moment),
    })
    .refine(({ from_minute: from, until_minute: until }) => from !== until, {
      path: ['until_minute'],
      message: 'A time that ends when it begins',
    }),
  /** Where they are for the time being (comment 6(b)(1)(i)-2). Without a state: abroad; without a zone: any of the state's. */
  'location-stated': z
    .strictObject({ state: orUnknown(state), zone: orUnknown(zone) })
    .refine((place) => place.state !== null || place.zone !== null, {
      path: ['state'],
      message: 'A state or a time zone',
    })
    .refine((place) => place.state === null || place.zone === null || zonesOfState(place.state).includes(place.zone), {
      path: ['zone'],
      message: 'Not a time zone of this state',
    }),
  /** 12 CFR 1006.6(b)(1)(ii), (b)(3). */
  'barred-place': z.strictObject({ place: z.enum(['home', 'work']) }),
  /** 12 CFR 1006.14(h). With a number or address: only there. */
  'medium-opt-out': z.strictObject({ medium: media }),
  /** Prior consent for one number or address (47 CFR 64.1200(f)). */
  consent: z.strictObject({
    medium: media.default('voice'),
    form: z.enum(['express', 'written-marketing']).default('express'),
    given_to: z.enum(['collector', 'creditor']),
    /** The end that the consumer set; null: until it is revoked. */
    ends_at: orUnknown(moment),
  }),
  /** More calls than else, up to this day of theirs and for no more than seven (12 CFR 1006.14(b)(3)(i)). */
  'calls-agreed': z.strictObject({ until_on: date }),
  /** 47 CFR 64.1200(a)(10). `medium` null: every medium. */
  'consent-revoked': z.strictObject({ medium: orUnknown(media) }),
  /** To have notices electronically (15 USC 7001(c); 12 CFR 1006.42(b)). */
  'electronic-notices': z.strictObject({ is_agreed: z.boolean() }),
  /** The consumer wrote to us about the debt from this number or address (12 CFR 1006.6(d)(4)(i)(A), (d)(5)). */
  'wrote-from': z.strictObject({}),
  /** The creditor told the consumer that we shall write to this address (12 CFR 1006.6(d)(4)(ii)). */
  'creditor-notice': z
    .strictObject({
      sent_on: date,
      opt_out_until_on: date,
      names_us: z.boolean(),
      creditor_used_it: z.boolean(),
      has_opted_out: orUnknown(z.boolean()),
    })
    .refine(({ sent_on: from, opt_out_until_on: until }) => from <= until, {
      path: ['opt_out_until_on'],
      message: 'The time to opt out ends before the notice was sent',
    }),
  /** The collector before us wrote to this address (12 CFR 1006.6(d)(4)(iii)). */
  'prior-collector-use': z.strictObject({
    was_immediately_before: z.boolean(),
    had_basis: z.boolean(),
    has_opted_out: orUnknown(z.boolean()),
  }),
  /** 12 CFR 1006.6(d)(3)(i). */
  'employer-provided': z.strictObject({}),
  /** 12 CFR 1006.6(d)(3)(ii), comment 14(b)(2)(i)-3: past calls no longer count, and nobody calls it again. */
  'wrong-number': z.strictObject({}),
  'litigator-listed': z.strictObject({ source: words, as_of: date }),
  /** Answer of the Reassigned Numbers Database (47 CFR 64.1200(m)). */
  'reassigned-answer': z.strictObject({
    answer: z.enum(['yes', 'no', 'no-data', 'unavailable']),
    asked_about_on: date,
  }),
  /** 12 CFR 1006.26. */
  limitation: z.strictObject({ ends_on: date, is_revived_by_payment: orUnknown(z.boolean()) }),
  /** Whether it is owed for medical care, as the creditor's file says (NRS 649.366). */
  'medical-debt': z.strictObject({ is_medical: z.boolean() }),
  /** The notice that a state wants in the mail before anything else is done about the debt (NRS 649.366). */
  'state-notice-mailed': z.strictObject({ mailed_on: date }),
  /** 12 CFR 1006.34(a): `received_at` is when it was. */
  'initial-communication': z.strictObject({}),
  'validation-provided': z.strictObject({
    provided_on: date,
    medium: media.default('letter'),
    /** The end that the notice itself states. */
    stated_end_on: orUnknown(date),
    has_electronic_consent: orUnknown(z.boolean()),
    provided_to: z.enum(['consumer', 'personal-representative']).default('consumer'),
  }),
  'validation-returned': z.strictObject({}),
} as const;

export type FactKind = keyof typeof values;
type Entry<K extends FactKind> = z.ZodObject<{ kind: z.ZodLiteral<K>; value: (typeof values)[K] }>;
const entry = <K extends FactKind>(kind: K): Entry<K> => z.object({ kind: z.literal(kind), value: values[kind] });

/** What was told: the kind, and what a rule must know of it. */
export const toldSchema = z.discriminatedUnion('kind', [
  entry('cease-notice'),
  entry('leave-me-alone'),
  entry('attorney'),
  entry('attorney-asked'),
  entry('attorney-answered'),
  entry('bankruptcy'),
  entry('deceased'),
  entry('servicemember'),
  entry('time-preference'),
  entry('location-stated'),
  entry('barred-place'),
  entry('medium-opt-out'),
  entry('consent'),
  entry('calls-agreed'),
  entry('consent-revoked'),
  entry('electronic-notices'),
  entry('wrote-from'),
  entry('creditor-notice'),
  entry('prior-collector-use'),
  entry('employer-provided'),
  entry('wrong-number'),
  entry('litigator-listed'),
  entry('reassigned-answer'),
  entry('limitation'),
  entry('medical-debt'),
  entry('state-notice-mailed'),
  entry('initial-communication'),
  entry('validation-provided'),
  entry('validation-returned'),
]);
export type Told = z.output<typeof toldSchema>;
export type ToldInput = z.input<typeof toldSchema>;

/** What a kind is about. A debt that is not named: every debt. */
export type FactScope = {
  debt: 'none' | 'optional' | 'required';
  /** A telephone number, or another address. */
  endpoint: 'none' | 'optional' | 'required';
};
const ofPerson: FactScope = { debt: 'none', endpoint: 'none' };
const ofDebt: FactScope = { debt: 'optional', endpoint: 'none' };
const ofOneDebt: FactScope = { debt: 'required', endpoint: 'none' };
const ofEndpoint: FactScope = { debt: 'none', endpoint: 'required' };
const ofSomeEndpoint: FactScope = { debt: 'none', endpoint: 'optional' };

export const factScopes: Readonly<Record<FactKind, FactScope>> = {
  'cease-notice': ofDebt,
  'leave-me-alone': ofPerson,
  attorney: ofDebt,
  'attorney-asked': ofDebt,
  'attorney-answered': ofDebt,
  bankruptcy: ofDebt,
  deceased: ofPerson,
  servicemember: ofPerson,
  'time-preference': ofPerson,
  'location-stated': ofPerson,
  'barred-place': ofPerson,
  'medium-opt-out': ofSomeEndpoint,
  consent: { debt: 'optional', endpoint: 'required' },
  'calls-agreed': ofDebt,
  'consent-revoked': ofEndpoint,
  'electronic-notices': ofDebt,
  'wrote-from': ofEndpoint,
  'creditor-notice': ofEndpoint,
  'prior-collector-use': ofEndpoint,
  'employer-provided': ofEndpoint,
  'wrong-number': ofEndpoint,
  'litigator-listed': ofSomeEndpoint,
  'reassigned-answer': ofEndpoint,
  limitation: ofOneDebt,
  'medical-debt': ofOneDebt,
  'state-notice-mailed': ofOneDebt,
  'initial-communication': ofOneDebt,
  'validation-provided': ofOneDebt,
  'validation-returned': ofOneDebt,
};

const alwaysOnPaper: ReadonlySet<FactKind> = new Set([
  'attorney-asked',
  'wrote-from',
  'creditor-notice',
  'prior-collector-use',
  'limitation',
  'medical-debt',
  'state-notice-mailed',
  'validation-provided',
]);

/**
 * What stands on a paper that somebody must have looked at, and may let contacts through: recorded by compliance. What is
 * heard in a call is recorded by whoever hears it.
 */
export function isOnPaper(told: Told): boolean {
  if (told.kind === 'bankruptcy') return told.value.status !== 'claimed' || told.value.is_released;
  // 47 CFR 64.1200(f)(9) asks for a signed agreement; what the creditor was given, nobody here has heard.
  if (told.kind === 'consent') return told.value.form === 'written-marketing' || told.value.given_to === 'creditor';
  // Each of these only bars in its other answer: somebody in service, an attorney who wants to be the one to speak with, a
  // number that was given up, notices by mail again, hours that are taken away.
  if (told.kind === 'servicemember')
    return !told.value.is_active || told.value.checked_on !== null || told.value.has_certificate;
  if (told.kind === 'attorney-answered') return told.value.consents_to_contact;
  if (told.kind === 'reassigned-answer') return told.value.answer !== 'yes';
  if (told.kind === 'electronic-notices') return told.value.is_agreed;
  if (told.kind === 'time-preference') return told.value.preference === 'only-then';
  return alwaysOnPaper.has(told.kind);
}

/** What is heard in a call and lets contacts through. Who was not there when it was said cannot have heard it. */
export const isHeardAndOpens = (told: Told): boolean =>
  told.kind === 'location-stated' || told.kind === 'calls-agreed' || (told.kind === 'consent' && !isOnPaper(told));
