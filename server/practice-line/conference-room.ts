/** A room where any number of participants hear all the others. It is there from the first who comes to the last who goes. */
import { FrameQueue, mixMinus } from './mixing.ts';
import { startPacing, stopPacing } from './pacing-clock.ts';
import { type Participant, Place } from './participant.ts';
import type { Sound } from './pcmu.ts';

const mostRooms = 50;
const mostInRoom = 20;

class ConferenceRoom extends Place {
  #voices = new Map<Participant, FrameQueue>();
  #onEmpty: () => void;

  constructor(onEmpty: () => void) {
    super();
    this.#onEmpty = onEmpty;
  }

  pace(): void {
    const voices = new Map<Participant, Sound>();
    for (const [who, queue] of this.#voices) {
      const frame = queue.take();
      if (frame !== undefined) voices.set(who, frame);
    }
    for (const [who, mix] of mixMinus(voices, this.participants)) who.hear(mix);
  }

  protected override entered(who: Participant): void {
    this.#voices.set(who, new FrameQueue());
    startPacing(this);
  }

  protected override left(who: Participant): void {
    this.#voices.delete(who);
    if (this.participants.length > 0) return;
    stopPacing(this);
    this.#onEmpty();
  }

  protected override spoke(who: Participant, frame: Sound): void {
    this.#voices.get(who)?.push(frame);
  }
}

export class ConferenceRooms {
  #rooms = new Map<string, ConferenceRoom>();

  /** @returns false: the room, or the line, is full */
  enter(name: string, who: Participant): boolean {
    const room = this.#rooms.get(name) ?? this.#open(name);
    const isInside = room !== undefined && room.participants.length < mostInRoom && room.enter(who);
    if (room?.participants.length === 0) this.#rooms.delete(name);
    return isInside;
  }

  get size(): number {
    return this.#rooms.size;
  }

  #open(name: string): ConferenceRoom | undefined {
    if (this.#rooms.size >= mostRooms) return undefined;
    const room = new ConferenceRoom(() => this.#rooms.delete(name));
    this.#rooms.set(name, room);
    return room;
  }
}
