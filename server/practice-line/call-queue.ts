/**
 * A queue: callers wait with music, signed-in agents are rung one after the other, whoever was rung longest ago first.
 *
 *     waiting ──an agent is free──> ringing there ──answer──> they talk
 *        │  ^                             │
 *        │  └── refused, no answer ───────┘   that agent is left in peace for a while
 *        └──hangs up──> over
 */
import type { Participant } from './participant.ts';
import { music } from './sounds.ts';
import { WaitingRoom } from './waiting-room.ts';

const mostWaiting = 30;
const mostMembers = 200;

export type QueueMember = { agent: string; rungAtMs: number; restsUntilMs: number };
export type QueuedCaller = { who: Participant; since: string };

export type CallQueueOptions = {
  id: string;
  /** An agent can be rung now: registered, not paused, in no call. */
  isFree: (agent: string) => boolean;
  /** Rings; once it is answered they talk. Settles with whether it was answered. */
  ring: (agent: string, caller: Participant) => Promise<boolean>;
  /** How long somebody who did not answer is left in peace. */
  restMs?: number;
  onFault: (error: unknown) => void;
};

export class CallQueue {
  readonly id: string;
  #options: CallQueueOptions;
  #restMs: number;
  #members = new Map<string, QueueMember>();
  #waiting: QueuedCaller[] = [];
  #ringing = new Map<Participant, string>();
  #room: WaitingRoom;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: CallQueueOptions) {
    this.id = options.id;
    this.#options = options;
    this.#restMs = options.restMs ?? 5000;
    this.#room = new WaitingRoom(music, { onLeft: (who) => this.#forget(who) });
  }

  get waiting(): readonly QueuedCaller[] {
    return this.#waiting;
  }

  get members(): readonly string[] {
    return [...this.#members.keys()];
  }

  isRinging(agent: string): boolean {
    return [...this.#ringing.values()].includes(agent);
  }

  setMember(agent: string, isSignedIn: boolean): void {
    if (!isSignedIn) this.#members.delete(agent);
    else if (!this.#members.has(agent) && this.#members.size < mostMembers)
      this.#members.set(agent, { agent, rungAtMs: 0, restsUntilMs: 0 });
    this.dispatch();
  }

  /** @returns false: the queue is full, or the caller is gone */
  enter(who: Participant, since: string): boolean {
    if (this.#waiting.length >= mostWaiting || !this.#room.enter(who)) return false;
    this.#waiting.push({ who, since });
    this.dispatch();
    return true;
  }

  /** Rings whoever is free for whoever waits. To be called when somebody became free. */
  dispatch(): void {
    for (const { who } of this.#waiting) {
      if (this.#ringing.has(who)) continue;
      const member = this.#nextMember();
      if (member === undefined) return this.#tryLater();
      this.#offer(who, member).catch((error: unknown) => this.#options.onFault(error));
    }
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#members.clear();
    for (const { who } of this.#waiting) who.end();
  }

  #nextMember(): QueueMember | undefined {
    const nowMs = performance.now();
    return [...this.#members.values()]
      .filter(
        ({ agent, restsUntilMs }) => restsUntilMs <= nowMs && !this.isRinging(agent) && this.#options.isFree(agent),
      )
      .toSorted((one, other) => one.rungAtMs - other.rungAtMs)[0];
  }

  async #offer(who: Participant, member: QueueMember): Promise<void> {
    this.#ringing.set(who, member.agent);
    member.rungAtMs = performance.now();
    try {
      const isAnswered = await this.#options.ring(member.agent, who);
      if (!isAnswered) member.restsUntilMs = performance.now() + this.#restMs;
    } finally {
      this.#ringing.delete(who);
      this.dispatch();
    }
  }

  /** Somebody rests or is in a call elsewhere: time alone may change that. */
  #tryLater(): void {
    clearTimeout(this.#retry);
    if (this.#members.size > 0) this.#retry = setTimeout(() => this.dispatch(), this.#restMs);
  }

  #forget(who: Participant): void {
    this.#waiting = this.#waiting.filter((each) => each.who !== who);
    if (this.#waiting.length === 0) clearTimeout(this.#retry);
  }
}
