/** Where somebody waits and hears something over and over: music, ringback. Nobody hears what they say. */
import { samplesPerFrame, type Sound } from './pcmu.ts';
import { startPacing, stopPacing } from './pacing-clock.ts';
import { type Participant, Place } from './participant.ts';

export type WaitingRoomOptions = {
  /** Taken elsewhere, or gone. */
  onLeft?: (who: Participant) => void;
  /** Did not wait. */
  onGone?: (who: Participant) => void;
};

export class WaitingRoom extends Place {
  #sound: Sound;
  #options: WaitingRoomOptions;
  #playedBytes = 0;

  /** `sound` is a whole number of frames long. */
  constructor(sound: Sound, options: WaitingRoomOptions = {}) {
    super();
    this.#sound = sound;
    this.#options = options;
  }

  pace(): void {
    const frame = this.#sound.subarray(this.#playedBytes, this.#playedBytes + samplesPerFrame);
    this.#playedBytes = (this.#playedBytes + samplesPerFrame) % this.#sound.length;
    for (const who of this.participants) who.hear(frame);
  }

  protected override entered(): void {
    startPacing(this);
  }

  protected override left(who: Participant): void {
    if (this.participants.length === 0) stopPacing(this);
    this.#options.onLeft?.(who);
  }

  protected override gone(who: Participant): void {
    this.#options.onGone?.(who);
  }

  protected override spoke(): void {
    // Music is all there is.
  }
}
