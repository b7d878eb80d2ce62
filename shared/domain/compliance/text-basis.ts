/**
 * Why a text may be sent to a number: the consumer texted from it or consented, and within the past sixty days did so
 * again, or a complete database says that the number has not been reassigned since (12 CFR 1006.6(d)(5)).
 */
import { daysBetween } from './consumer-calendar.ts';
import type { ContactFacts } from './facts/facts.ts';
import { dayFromIso, localDay } from './local-time.ts';
import { reassignmentInForce } from './reassignment-in-force.ts';
import { candidateZones } from './zones/candidate-zones.ts';
import { standsAt, wasRevokedSince } from './endpoint-consent.ts';

export type TextBasisParameters = {
  /** For how many days a text, a consent or an answer of the database holds, counted in calendar days. */
  freshDays: number;
  statedLocationMs: number;
};

export type TextBasis =
  | { kind: 'none' }
  /** There was a basis; what would keep it alive is older than the limit. */
  | { kind: 'stale'; sinceMs: number; days: number; isReassigned: boolean }
  | { kind: 'fresh'; sinceMs: number; by: 'consumer' | 'database'; days: number };

/** The basis for texting the number of this contact. */
export function textBasisOf(facts: ContactFacts, nowMs: number, parameters: TextBasisParameters): TextBasis {
  const { endpoint, location, action } = facts;
  const { freshDays, statedLocationMs } = parameters;
  const consents = endpoint.consents.filter(
    (consent) => consent.medium === 'sms' && consent.givenTo === 'collector' && standsAt(consent, nowMs),
  );
  const usedAtMs = endpoint.lastUsedByConsumerAtMs;
  const isOut = usedAtMs !== null && wasRevokedSince(endpoint.consents, 'sms', usedAtMs, nowMs);
  const moments = [isOut ? null : usedAtMs, ...consents.map(({ receivedAtMs }) => receivedAtMs)].filter(
    (atMs): atMs is number => atMs !== null && atMs <= nowMs,
  );
  if (moments.length === 0) return { kind: 'none' };
  const sinceMs = Math.max(...moments);
  const days = daysBetween(facts, sinceMs, nowMs, statedLocationMs).most;
  const reassignment = reassignmentInForce(facts, nowMs, statedLocationMs);
  const isAnswered = reassignment !== null && reassignment.queriedAtMs >= sinceMs;
  const isReassigned = isAnswered && reassignment.answer === 'yes';
  if (isReassigned) return { kind: 'stale', sinceMs, days, isReassigned };
  if (days <= freshDays) return { kind: 'fresh', sinceMs, by: 'consumer', days };
  if (!isAnswered) return { kind: 'stale', sinceMs, days, isReassigned };

  const { zones } = candidateZones(location, action.phoneNumber || null, nowMs, statedLocationMs);
  const since = Math.min(...zones.map(({ zone }) => localDay(sinceMs, zone)));
  const isAskedSince = dayFromIso(reassignment.askedAboutOn) <= since;
  const queryDays = daysBetween(facts, reassignment.queriedAtMs, nowMs, statedLocationMs).most;
  if (reassignment.answer === 'no' && isAskedSince && queryDays <= freshDays) {
    return { kind: 'fresh', sinceMs, by: 'database', days: queryDays };
  }
  return { kind: 'stale', sinceMs, days, isReassigned };
}
