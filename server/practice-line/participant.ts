/**
 * Who takes part in calls, and where they are. A participant is an agent's phone or a scripted person; it is in one
 * place at a time: a bridge of two, a conference room, a parking place, a queue. A transfer is a move from one place to
 * another, so that whoever is moved never notices more than who is there.
 */
import type { Sound } from './pcmu.ts';

/** How somebody is shown to others. */
export type Identity = { user: string; displayName: string };

export type Participant = {
  readonly identity: Identity;
  /** 20 ms of what they shall hear. */
  hear(frame: Sound): void;
  /** Gets what they say; set by the place they are in. */
  says: ((frame: Sound) => void) | undefined;
  place: Place | undefined;
  /** Aborts when they are gone, however that came. */
  readonly over: AbortSignal;
  /** Makes them go. */
  end(): void;
};

export abstract class Place {
  readonly #inside = new Map<Participant, AbortController>();

  get participants(): readonly Participant[] {
    return [...this.#inside.keys()];
  }

  /** Aborts when they leave this place, also when they are gone; undefined: they are not here. */
  stayOf(who: Participant): AbortSignal | undefined {
    return this.#inside.get(who)?.signal;
  }

  /** Comes here from wherever they were. Who is gone already does not come. */
  enter(who: Participant): boolean {
    who.place?.leave(who);
    if (who.over.aborted) return false;
    const left = new AbortController();
    this.#inside.set(who, left);
    who.place = this;
    who.says = (frame) => this.spoke(who, frame);
    const gone = (): void => {
      this.leave(who);
      this.gone(who);
    };
    who.over.addEventListener('abort', gone, { signal: left.signal });
    this.entered(who);
    return true;
  }

  /** Goes elsewhere; those who stay are not ended by it. */
  leave(who: Participant): void {
    const left = this.#inside.get(who);
    if (left === undefined) return;
    this.#inside.delete(who);
    left.abort();
    who.place = undefined;
    who.says = undefined;
    this.left(who);
  }

  protected abstract spoke(who: Participant, frame: Sound): void;
  protected entered(_who: Participant): void {
    // Most places need nothing.
  }
  /** Moved elsewhere, or gone. */
  protected left(_who: Participant): void {
    // Most places need nothing.
  }
  /** Gone for good: after `left`. */
  protected gone(_who: Participant): void {
    // Most places need nothing.
  }
}

/** Two who talk with each other; when one is gone, so is the other. */
export class Bridge extends Place {
  static between(one: Participant, other: Participant): Bridge {
    const bridge = new Bridge();
    const isWhole = bridge.enter(one) && bridge.enter(other);
    if (!isWhole) for (const who of [one, other]) who.end();
    return bridge;
  }

  otherThan(who: Participant): Participant | undefined {
    return this.participants.find((each) => each !== who);
  }

  protected override spoke(who: Participant, frame: Sound): void {
    this.otherThan(who)?.hear(frame);
  }

  protected override gone(): void {
    for (const who of this.participants) who.end();
  }
}

/** Whom somebody talks with, when they are two. */
export const farEndOf = (who: Participant): Participant | undefined =>
  who.place instanceof Bridge ? who.place.otherThan(who) : undefined;
