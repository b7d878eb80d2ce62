/**
 * Every zone the consumer may be in: a contact must be convenient in all of them (12 CFR 1006.6(b)(1)(i), comments
 * 6(b)(1)(i)-1 and -2). The number dialled is one source among the others: all numbers in use and all addresses speak.
 */
import type { LocationFacts } from '../facts.ts';
import type { ConsumerZone } from '../rule.ts';
import { localTimeText } from '../local-time.ts';
import { areaCodeOf, zonesOfPhoneNumber } from './area-codes.ts';
import { placeOfPostalCode } from './postal-codes.ts';
import { anywhereInTheStates, militaryRegions, zonesOfState } from './states.ts';

export type CandidateZone = { zone: string; sources: string[] };

export type CandidateZones = {
  zones: CandidateZone[];
  /** Nothing pointed anywhere: the zones are those of the whole country. */
  isGuess: boolean;
  /** An address of military mail, whose place only the consumer can say. */
  needsStatedLocation: boolean;
};

/** Zones of one address: what its ZIP code says, else every zone of its state; both where they disagree on the state. */
function zonesOfAddress(address: { region: string | null; postalCode: string | null }): {
  zones: readonly string[];
  isMilitary: boolean;
} {
  const region = address.region?.trim().toUpperCase() ?? '';
  const place = placeOfPostalCode(address.postalCode ?? '');
  const isMilitary = place.isMilitary || militaryRegions.has(region);
  if (place.zones.length === 0) return { zones: isMilitary ? [] : zonesOfState(region), isMilitary };
  const zonesOfRegion = zonesOfState(region);
  const agrees =
    place.state === region || zonesOfRegion.length === 0 || place.zones.every((zone) => zonesOfRegion.includes(zone));
  return { zones: agrees ? place.zones : [...new Set([...place.zones, ...zonesOfRegion])], isMilitary };
}

/**
 * The candidate zones at a moment. `dialled` is the number to be called, on file or not. A stated location younger than
 * `statedLocationMs` replaces everything else. Never empty.
 */
export function candidateZones(
  location: LocationFacts,
  dialled: string | null,
  nowMs: number,
  statedLocationMs: number,
): CandidateZones {
  const sources = new Map<string, Set<string>>();
  const add = (zones: readonly string[], source: string): void => {
    for (const zone of zones) sources.set(zone, (sources.get(zone) ?? new Set()).add(source));
  };
  const result = (isGuess: boolean, needsStatedLocation: boolean): CandidateZones => ({
    zones: [...sources].map(([zone, from]) => ({ zone, sources: [...from] })),
    isGuess,
    needsStatedLocation,
  });

  const { stated, phones, addresses } = location;
  const ageMs = stated ? nowMs - stated.statedAtMs : Infinity;
  if (stated && stated.zones.length > 0 && ageMs >= 0 && ageMs <= statedLocationMs) {
    add(stated.zones, `said to be in ${stated.label}`);
    return result(false, false);
  }

  const inUse = phones.filter((phone) => phone.status === 'active').map((phone) => phone.phoneNumber);
  for (const phoneNumber of new Set([...(dialled === null ? [] : [dialled]), ...inUse])) {
    add(zonesOfPhoneNumber(phoneNumber), `area code ${areaCodeOf(phoneNumber) ?? ''}`);
  }
  let needsStatedLocation = false;
  for (const address of addresses) {
    const place = zonesOfAddress(address);
    needsStatedLocation ||= place.isMilitary;
    add(place.zones, `address in ${address.region ?? address.postalCode ?? 'the United States'}`);
  }
  if (sources.size > 0) return result(false, needsStatedLocation);
  add(anywhereInTheStates, 'place not known');
  return result(true, needsStatedLocation);
}

/** The candidate zones as a decision shows them. */
export const showZones = (candidates: CandidateZones, nowMs: number): ConsumerZone[] =>
  candidates.zones.map(({ zone, sources }) => ({ zone, local_time: localTimeText(nowMs, zone), sources }));
