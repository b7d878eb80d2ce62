/** Where the consumer said they are. The rules say for how long that stands in place of what is on file. */
import type { LocationFacts } from '../facts/person.ts';
import { nameOfState } from '../zones/state-names.ts';
import { zonesOfState } from '../zones/states.ts';
import { cityOfZone } from '../zones/zone-names.ts';
import { factsOf, type ToldFact, type ToldFacts } from './told-facts.ts';

export type StatedLocation = NonNullable<LocationFacts['stated']>;
type Place = ToldFact<'location-stated'>['value'];

/** In words: `Nevada`, `Idaho (Boise time)`, `Tokyo`. */
export const placeWords = ({ state, zone }: Place): string => {
  if (state === null) return cityOfZone(zone ?? '');
  return zone === null ? nameOfState(state) : `${nameOfState(state)} (${cityOfZone(zone)} time)`;
};

/** The last statement; a state of which no zone was said: every zone that it has. */
export function foldLocation(facts: ToldFacts): StatedLocation | null {
  const last = factsOf(facts, 'location-stated').at(-1);
  if (last === undefined) return null;
  const { value, receivedAtMs: statedAtMs } = last;
  const zones = value.zone === null ? zonesOfState(value.state ?? '') : [value.zone];
  return { label: placeWords(value), zones, statedAtMs };
}
