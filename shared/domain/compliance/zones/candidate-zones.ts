/**
 * Every zone the consumer may be in: a contact must be convenient in all of them (12 CFR 1006.6(b)(1)(i), comments
 * 6(b)(1)(i)-1 and -2). The number dialled is one source among the others: all numbers in use and all addresses speak.
 */
import type { LocationFacts } from '../facts/person.ts';
import type { ConsumerZone } from '../rule.ts';
import { localTimeText } from '../local-time.ts';
import { areaCodeOf, zonesOfPhoneNumber } from './area-codes.ts';
import { placeOfPostalCode } from './postal-codes.ts';
import { anywhereInTheStates, militaryRegions, zonesOfState } from './states.ts';

export type CandidateZone = { zone: string; sources: readonly string[] };

export type CandidateZones = {
  zones: readonly CandidateZone[];
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

/** What numbers and addresses say, and `former`, where the consumer once said they were; the same at every moment. */
function zonesOnFile(
  { phones, addresses }: LocationFacts,
  dialled: string | null,
  former: LocationFacts['stated'],
): CandidateZones {
  const sources = new Map<string, Set<string>>();
  const add = (zones: readonly string[], source: string): void => {
    for (const zone of zones) sources.set(zone, (sources.get(zone) ?? new Set()).add(source));
  };
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
  const isGuess = sources.size === 0;
  if (isGuess) add(anywhereInTheStates, 'place not known');
  if (former) add(former.zones, `said to have been in ${former.label}`);
  const zones = [...sources].map(([zone, from]) => ({ zone, sources: [...from] }));
  return { zones, isGuess, needsStatedLocation };
}

/** A decision asks for the zones of the same facts at many moments. Facts never change, so the answers are kept with them. */
type Known = WeakMap<LocationFacts, Map<string | null, CandidateZones>>;
const knownOnFile: Known = new WeakMap();
const knownWithFormer: Known = new WeakMap();

/**
 * The candidate zones at a moment. `dialled` is the number to be called, on file or not. A stated location younger than
 * `statedLocationMs` replaces everything else; an older one is still a place the consumer told us, one among the others (rule book
 * 0.3). Never empty.
 */
export function candidateZones(
  location: LocationFacts,
  dialled: string | null,
  nowMs: number,
  statedLocationMs: number,
): CandidateZones {
  const { stated } = location;
  const ageMs = stated ? nowMs - stated.statedAtMs : Infinity;
  if (stated && stated.zones.length > 0 && ageMs >= 0 && ageMs <= statedLocationMs) {
    const sources = [`said to be in ${stated.label}`];
    return { zones: stated.zones.map((zone) => ({ zone, sources })), isGuess: false, needsStatedLocation: false };
  }
  const former = ageMs > statedLocationMs && ageMs < Infinity ? stated : null;
  const known = former ? knownWithFormer : knownOnFile;
  const ofLocation = known.get(location) ?? new Map<string | null, CandidateZones>();
  const onFile = ofLocation.get(dialled) ?? zonesOnFile(location, dialled, former);
  known.set(location, ofLocation.set(dialled, onFile));
  return onFile;
}

/** The candidate zones as a decision shows them. */
export const showZones = (candidates: CandidateZones, nowMs: number): ConsumerZone[] =>
  candidates.zones.map(({ zone, sources }) => ({
    zone,
    local_time: localTimeText(nowMs, zone),
    sources: [...sources],
  }));
