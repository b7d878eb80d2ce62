/** What was told about the person, whatever the debt. */
import type { FactsInput } from '../facts/facts.ts';
import { factsOf, isWritten, lastKnown, mediumOf, type ToldFacts } from './told-facts.ts';

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
  const service = factsOf(facts, 'servicemember').at(-1)?.value;
  return {
    isDeceased: deaths.length > 0,
    deceasedOn: lastKnown(deaths.map((value) => value.died_on)),
    isRepresentativeKnown: lastKnown(deaths.map((value) => value.is_representative_known)),
    servicemember: service
      ? {
          isActive: service.is_active,
          serviceBeganOn: service.service_began_on,
          checkedOn: service.checked_on,
          hasCertificate: service.has_certificate,
          askedForInterestCap: service.asked_for_interest_cap,
        }
      : null,
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
