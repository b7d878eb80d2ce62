/** Where a contact is received. Landlines and letters are tied to a place, mobile numbers and electronic messages are not. */
import { isElectronic, type Medium } from './facts/fields.ts';
import type { ContactFacts } from './facts/facts.ts';
import type { Attempt } from './facts/history.ts';

export type Place = Attempt['place'];

/** An electronic message of which nothing else is said follows the consumer, as a mobile telephone does. */
export const placeOfMessage = (medium: Medium, place: Place): Place =>
  place === 'unknown' && isElectronic(medium) ? 'mobile' : place;

/** The place this contact would be received at; `unknown` stays unknown. */
export function placeOfContact({ action, endpoint }: ContactFacts): Place {
  if (endpoint.isEmployerProvided) return 'work';
  if (endpoint.place === 'unknown' && endpoint.lineType === 'wireless') return 'mobile';
  return placeOfMessage(action.channel, endpoint.place);
}

/** Whether a place is, or may be, one of those named; null names every place. */
export const mayBeAt = (places: readonly Place[] | null, place: Place): boolean =>
  places === null || place === 'unknown' || place === 'other' || places.includes(place);
