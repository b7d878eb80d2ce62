/**
 * Which states' and cities' rules apply: those of every current address and of every area code in use; New York City where
 * a ZIP code lies in the five boroughs. An area code is a presumption and no shield, so all of them apply and the
 * strictest wins (12 CFR 1006.104). Where nothing says where the consumer lives, every overlay applies.
 */
import type { ContactFacts } from './facts/facts.ts';
import type { LocationFacts } from './facts/person.ts';
import { areaCodeOf, stateOfAreaCode } from './zones/area-codes.ts';
import { placeOfPostalCode } from './zones/postal-codes.ts';
import { zonesOfState } from './zones/states.ts';

/** Two-letter states and territories, and `NYC`. */
export type Jurisdictions = {
  states: ReadonlySet<string>;
  /** Nothing said where the consumer lives. */
  isUnknown: boolean;
};

/** ZIP codes of Manhattan, Staten Island, the Bronx, Queens and Brooklyn. */
const isNewYorkCity = (postalCode: string): boolean =>
  /^(10[0-4]|11[1-4]|116)/.test(postalCode) || postalCode.startsWith('11004') || postalCode.startsWith('11005');

/** The states of the current addresses, and `NYC`: where the consumer lives, as far as anybody knows. */
export function statesOfAddresses({ addresses }: LocationFacts): ReadonlySet<string> {
  const states = new Set<string>();
  for (const { region, postalCode } of addresses) {
    const state = region?.trim().toUpperCase() ?? '';
    if (zonesOfState(state).length > 0) states.add(state);
    const place = placeOfPostalCode(postalCode ?? '');
    if (place.state !== null && !place.isMilitary) states.add(place.state);
    if (isNewYorkCity(postalCode?.trim() ?? '')) states.add('NYC');
  }
  return states;
}

const known = new WeakMap<LocationFacts, Map<string, Jurisdictions>>();

/** The jurisdictions of a contact. The number that is dialled counts, on file or not. */
export function jurisdictionsOf({ location, action }: ContactFacts): Jurisdictions {
  const ofLocation = known.get(location) ?? new Map<string, Jurisdictions>();
  const found = ofLocation.get(action.phoneNumber);
  if (found) return found;
  const states = new Set<string>();
  const inUse = location.phones.filter(({ status }) => status === 'active').map(({ phoneNumber }) => phoneNumber);
  for (const phoneNumber of [action.phoneNumber, ...inUse]) {
    const state = stateOfAreaCode(areaCodeOf(phoneNumber) ?? '');
    if (state !== null) states.add(state);
  }
  for (const state of statesOfAddresses(location)) states.add(state);
  const answer = { states, isUnknown: states.size === 0 };
  known.set(location, ofLocation.set(action.phoneNumber, answer));
  return answer;
}

/** Whether the rules of a state, or of `NYC`, apply to this contact. */
export function appliesIn(facts: ContactFacts, jurisdiction: string): boolean {
  const { states, isUnknown } = jurisdictionsOf(facts);
  return isUnknown || states.has(jurisdiction);
}
