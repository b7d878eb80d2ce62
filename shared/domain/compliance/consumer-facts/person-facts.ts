/** What was told about the person, whatever the debt. */
import type { FactsInput } from '../facts/facts.ts';
import { factsOf, isWritten, lastKnown, mediumOf, type ToldFact, type ToldFacts } from './told-facts.ts';

type PersonInput = NonNullable<FactsInput['person']>;
export type ToldOfPerson = Pick<PersonInput, 'mediumOptOuts' | 'askedToBeLeftAloneAtMs' | 'barredPlaces'>;
export type ToldOfConsumer = NonNullable<FactsInput['consumer']>;

export function foldPerson(facts: ToldFacts): ToldOfPerson {
  return {
    mediumOptOuts: factsOf(facts, 'medium-opt-out').map(({ value, ...fact }) => ({
      medium: value.medium,
      address: fact.phoneNumber ?? fact.address,
      receivedAtMs: fact.receivedAtMs,
      receivedBy: mediumOf(fact.receivedBy),
    })),
    // From the first time on: every call since then was one too many.
    askedToBeLeftAloneAtMs: factsOf(facts, 'leave-me-alone')[0]?.receivedAtMs ?? null,
    barredPlaces: factsOf(facts, 'barred-place').map(({ value, receivedAtMs, receivedBy }) => ({
      place: value.place,
      sinceMs: receivedAtMs,
      isWritten: isWritten(receivedBy),
    })),
  };
}

export function foldConsumer(facts: ToldFacts): ToldOfConsumer {
  const deaths = factsOf(facts, 'deceased').map(({ value }) => value);
  const service = foldService(factsOf(facts, 'servicemember').map(({ value }) => value));
  return {
    isDeceased: deaths.length > 0,
    deceasedOn: lastKnown(deaths.map((value) => value.died_on)),
    isRepresentativeKnown: lastKnown(deaths.map((value) => value.is_representative_known)),
    servicemember: service,
    timePreferences: factsOf(facts, 'time-preference').map(({ value, receivedAtMs, receivedBy }) => ({
      kind: value.preference,
      weekdays: value.weekdays,
      fromMinute: value.from_minute,
      untilMinute: value.until_minute,
      recordedAtMs: receivedAtMs,
      expiresAtMs: value.expires_at === null ? null : Date.parse(value.expires_at),
      evidence: receivedBy,
    })),
  };
}

type Service = ToldFact<'servicemember'>['value'];

/**
 * The last word says whether they are in service; a look-up and its certificate speak only for the answer that they gave, and a
 * request for the cap holds while it is on file.
 */
function foldService(told: readonly Service[]): ToldOfConsumer['servicemember'] {
  const last = told.at(-1);
  if (last === undefined) return null;
  const alike = told.filter((value) => value.is_active === last.is_active);
  return {
    isActive: last.is_active,
    serviceBeganOn: lastKnown(alike.map((value) => value.service_began_on)),
    checkedOn: lastKnown(alike.map((value) => value.checked_on)),
    hasCertificate: alike.some((value) => value.has_certificate),
    askedForInterestCap: told.some((value) => value.asked_for_interest_cap),
  };
}
