/** Which answer about a reassigned number counts at a moment, after when this person consented or used it. */
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

/**
 * Whether a `no` is this person's own: it was asked about a day that is no later than one of their consents, or than their last use
 * of the number, in every zone they may be in. A consent after the query is none that the registry was asked about; of uses only
 * the last is known, and one before it that the registry was asked about is not forgotten for it.
 */
function isOwn(facts: Facts, no: Asked, nowMs: number, statedLocationMs: number): boolean {
  const { endpoint, location, action } = facts;
  const { zones } = candidateZones(location, action.phoneNumber, nowMs, statedLocationMs);
  const used = endpoint.lastUsedByConsumerAtMs;
  const moments = [
    ...endpoint.consents
      .filter((consent) => standsAt(consent, nowMs) && consent.receivedAtMs <= no.queriedAtMs)
      .map(({ receivedAtMs }) => receivedAtMs),
    ...(used === null || used > nowMs ? [] : [used]),
  ];
  return moments.some((atMs) => zones.every(({ zone }) => localDay(atMs, zone) >= dayFromIso(no.askedAboutOn)));
}

/**
 * The answer that counts; null when the registry has not been asked by then. A `yes` about an earlier day, asked for whoever had the
 * number before, does not count against whom a `no` of their own says that it is still theirs (47 CFR 64.1200(m)).
 */
export function reassignmentInForce(facts: Facts, nowMs: number, statedLocationMs: number): Asked | null {
  const { reassignment } = facts.endpoint;
  if (reassignment === null || reassignment.queriedAtMs > nowMs) return null;
  if (reassignment.answer !== 'yes') return reassignment;
  const own = reassignment.laterNos.find((no) => no.queriedAtMs <= nowMs && isOwn(facts, no, nowMs, statedLocationMs));
  return own ?? reassignment;
}
