/** Which answer about a reassigned number counts at a moment, after what the consumer has agreed to since. */
import { standsAt } from './endpoint-consent.ts';
import type { ContactFacts } from './facts/facts.ts';
import { dayFromIso, localDay } from './local-time.ts';
import { candidateZones } from './zones/candidate-zones.ts';

type Facts = Pick<ContactFacts, 'endpoint' | 'location' | 'action'>;
type Reassignment = NonNullable<ContactFacts['endpoint']['reassignment']>;
type Asked = Pick<Reassignment, 'answer' | 'queriedAtMs' | 'askedAboutOn'>;

/**
 * When the consumer agreed anew: consent given to the collector after the answer and on a day after the one asked about, in every
 * zone they may be in, that is not taken back.
 */
export function renewalsSince(facts: Facts, answer: Asked, nowMs: number, statedLocationMs: number): number[] {
  const { endpoint, location, action } = facts;
  const { zones } = candidateZones(location, action.phoneNumber, nowMs, statedLocationMs);
  return endpoint.consents
    .filter(
      (consent) =>
        consent.givenTo === 'collector' &&
        standsAt(consent, nowMs) &&
        consent.receivedAtMs >= answer.queriedAtMs &&
        zones.every(({ zone }) => localDay(consent.receivedAtMs, zone) > dayFromIso(answer.askedAboutOn)),
    )
    .map(({ receivedAtMs }) => receivedAtMs);
}

/** The answer that counts; null when the registry has not been asked by then. */
export function reassignmentInForce(facts: Facts, nowMs: number, statedLocationMs: number): Asked | null {
  const { reassignment } = facts.endpoint;
  if (reassignment === null || reassignment.queriedAtMs > nowMs) return null;
  const { laterNo } = reassignment;
  if (reassignment.answer !== 'yes' || laterNo === null || laterNo.queriedAtMs > nowMs) return reassignment;
  const renewals = renewalsSince(facts, reassignment, nowMs, statedLocationMs);
  return renewals.some((atMs) => atMs <= laterNo.queriedAtMs) ? laterNo : reassignment;
}
