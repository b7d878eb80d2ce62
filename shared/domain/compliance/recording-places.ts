/**
 * Where both ends of a call may be, for the law of recording: the agent's state, and every state that anything on file points
 * to for the consumer. A doubt is a place of its own, `unknown`; the strictest place rules the call (*Kearney v. Salomon Smith
 * Barney*, 39 Cal.4th 95).
 */
import type { ContactFacts } from './facts/facts.ts';
import { areaCodeOf, stateOfAreaCode } from './zones/area-codes.ts';
import { placeOfPostalCode } from './zones/postal-codes.ts';
import { zonesOfState } from './zones/states.ts';

/** A two-letter state or territory; null: somewhere, and nobody knows where. */
export type RecordingPlace = { state: string | null; source: string };

const known = (state: string | null): string | null => {
  const code = state?.trim().toUpperCase() ?? '';
  return zonesOfState(code).length > 0 ? code : null;
};

function placesOfAddress(region: string | null, postalCode: string | null): RecordingPlace[] {
  const named = known(region);
  const coded = known(placeOfPostalCode(postalCode ?? '').state);
  const places: RecordingPlace[] = [];
  if (named !== null) places.push({ state: named, source: `address in ${named}` });
  if (coded !== null && coded !== named) places.push({ state: coded, source: `ZIP code ${postalCode ?? ''}` });
  return places.length > 0 ? places : [{ state: null, source: 'an address whose state is not known' }];
}

/** Every place of a contact that is on the telephone. */
export function recordingPlaces({ action, location }: ContactFacts): readonly RecordingPlace[] {
  const agentState = known(action.agentState);
  const inUse = location.phones.filter(({ status }) => status === 'active').map(({ phoneNumber }) => phoneNumber);
  const numbers = [...new Set([action.phoneNumber, ...inUse].filter((number) => number !== ''))];
  const ofConsumer = [
    ...numbers.map((number): RecordingPlace => {
      const areaCode = areaCodeOf(number);
      const state = stateOfAreaCode(areaCode ?? '');
      return { state, source: areaCode === null ? 'a number of no area code' : `area code ${areaCode}` };
    }),
    ...location.addresses.flatMap(({ region, postalCode }) => placesOfAddress(region, postalCode)),
    // What the consumer says of where they are names zones, and a zone has several states.
    ...(location.stated === null
      ? []
      : [{ state: null, source: `the consumer's own words: ${location.stated.label}` }]),
  ];
  return [
    { state: agentState, source: 'the agent' },
    ...(ofConsumer.length > 0 ? ofConsumer : [{ state: null, source: 'nothing on file' }]),
  ];
}
