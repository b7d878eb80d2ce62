/**
 * Parking places: who is parked hears music until somebody picks up. One whom nobody picks up rings back at who parked
 * them, again and again, until they are taken or give up.
 *
 *     parked ──picked up──> talks          parked ──60 s──> rings at the parker ──answer──> talks
 *        └──hangs up──> place free            └──<── refused, no answer, not there ──<──┘
 */
import { type Participant } from './participant.ts';
import { music } from './sounds.ts';
import { WaitingRoom } from './waiting-room.ts';

const mostPlaces = 50;
export const ringBackAfterMs = 60_000;

export type ParkedParty = { place: string; who: Participant; parkedBy: string; since: string };

export type ParkingLotOptions = {
  ringBackAfterMs?: number;
  /** Rings the parker; once it is answered, they talk. Settles when that is decided. */
  ringBack: (parked: ParkedParty) => Promise<void>;
  onFault: (error: unknown) => void;
};

export class ParkingLot {
  #options: ParkingLotOptions;
  #places = new Map<string, ParkedParty & { room: WaitingRoom; timer: NodeJS.Timeout | undefined }>();

  constructor(options: ParkingLotOptions) {
    this.#options = options;
  }

  get parked(): readonly ParkedParty[] {
    return [...this.#places.values()];
  }

  isFree(place: string): boolean {
    return !this.#places.has(place) && this.#places.size < mostPlaces;
  }

  /** @returns false: somebody is there already, or whoever came is gone */
  park(place: string, who: Participant, parkedBy: string, since: string): boolean {
    if (!this.isFree(place)) return false;
    const room = new WaitingRoom(music, { onLeft: () => this.#free(place) });
    this.#places.set(place, { place, who, parkedBy, since, room, timer: undefined });
    if (!room.enter(who)) {
      this.#free(place);
      return false;
    }
    this.#waitToRingBack(place);
    return true;
  }

  /** Who is in a place; taking them out of it is up to whoever asks. */
  find(place: string): Participant | undefined {
    return this.#places.get(place)?.who;
  }

  #waitToRingBack(place: string): void {
    const parked = this.#places.get(place);
    if (parked === undefined) return;
    parked.timer = setTimeout(() => {
      this.#options
        .ringBack(parked)
        .catch((error: unknown) => this.#options.onFault(error))
        // Somebody else may wait in this place by now: then that one has a timer of its own.
        .finally(() => this.#places.get(place) === parked && this.#waitToRingBack(place));
    }, this.#options.ringBackAfterMs ?? ringBackAfterMs);
  }

  #free(place: string): void {
    clearTimeout(this.#places.get(place)?.timer);
    this.#places.delete(place);
  }
}
