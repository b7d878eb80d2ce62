/**
 * Conferences on the phone system: this phone calls a room with a name of its own making and sends the far end of each merged
 * call there (REFER). Nobody is lost: a far end that did not come is on hold with us, and the room is left only when nobody
 * of ours is in it. Who leaves, leaves alone: the others go on.
 *
 *   merge ──► the room is called, the calls are on hold ──answered──► REFER each ──200──► merged ──room leg over──► ended
 *                        └──not answered──► all on hold              └──refused──► on hold; nobody came: the room is left
 */
import { type Clock, systemClock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import { isBeingTransferred } from '../call-transfer.ts';
import type { LiveCall } from '../live-call.ts';
import { type Answer, done, refuse } from './answers.ts';
import type { CallList } from './call-list.ts';
import { type CallPlacement, identityOf } from './call-placement.ts';

export type ConferenceDependencies = {
  clock: Clock;
  calls: CallList;
  placement: CallPlacement;
  /** Address of a room on this phone system; null when it offers none. */
  roomAddress: (name: string) => string | null;
};

type Conference = {
  call: LiveCall;
  sipTarget: string;
  /** On hold until the room is there. */
  waiting: LiveCall[];
  /** On their way. */
  joining: Set<LiveCall>;
  members: Set<LiveCall>;
};

const title = 'Conference';

export class Conferences {
  #dependencies: ConferenceDependencies;
  #conferences: Conference[] = [];
  #isSettling = false;
  #isUnsettled = false;

  constructor(dependencies: ConferenceDependencies) {
    this.#dependencies = dependencies;
  }

  async merge({ callIds }: Extract<PhoneOrder, { do: 'merge' }>): Promise<Answer> {
    const { calls } = this.#dependencies;
    const found = [...new Set(callIds)].map((callId) => calls.talking(callId));
    const wanted = found.filter((call) => call !== undefined);
    if (wanted.length < found.length || wanted.length < 2) return refuse('phone/no-such-call');
    const running = this.#conferences.filter(({ call }) => wanted.includes(call));
    const guests = wanted.filter((call) => call.identity.kind !== 'conference');
    if (running.length > 1 || !guests.every(canBeMerged)) return refuse('phone/not-possible-now');
    const [conference] = running;
    if (!conference) return this.#open(guests);
    conference.waiting.push(...guests);
    this.settle();
    return done;
  }

  /** A merged call is left with the conference it is in. */
  conferenceOf(callId: string): LiveCall | undefined {
    return this.#conferences.find(({ members }) => [...members].some(({ identity }) => identity.callId === callId))
      ?.call;
  }

  /** After each change. */
  settle(): void {
    // What is done here changes calls, and each change comes back here.
    this.#isUnsettled = true;
    if (this.#isSettling) return;
    this.#isSettling = true;
    while (this.#isUnsettled) {
      this.#isUnsettled = false;
      for (const conference of this.#conferences) this.#settleOne(conference);
    }
    this.#conferences = this.#conferences.filter(({ call, joining }) => !call.isOver || joining.size > 0);
    this.#isSettling = false;
  }

  async #open(guests: LiveCall[]): Promise<Answer> {
    const { clock, placement, roomAddress } = this.#dependencies;
    const callId = createId(clock);
    const sipTarget = roomAddress(callId);
    if (sipTarget === null) return refuse('phone/not-offered');
    const identity = identityOf({ callId, remoteNumber: title, remoteName: null }, { kind: 'conference' });
    const plan = { identity, sipTarget, pass: { kind: 'internal' }, clickedAtMs: systemClock.now() } as const;
    return placement.place(plan, (call) => {
      this.#conferences.push({ call, sipTarget, waiting: guests, joining: new Set(), members: new Set() });
    });
  }

  #settleOne(conference: Conference): void {
    const { call, sipTarget, joining, members } = conference;
    if (call.isOver) conference.waiting = [];
    if (call.machine.wasAnswered && !call.isOver) {
      for (const guest of conference.waiting.splice(0)) {
        if (guest.isOver) continue;
        joining.add(guest);
        guest.dispatch({ type: 'transfer', kind: 'conference', targetName: title, to: { sipTarget } });
      }
    }
    const hadGuests = joining.size > 0;
    for (const guest of joining) {
      if (isBeingTransferred(guest.machine) && !guest.isOver) continue;
      joining.delete(guest);
      if (guest.machine.state !== 'merged') continue;
      members.add(guest);
      guest.note({ mergedInto: call.identity.callId });
    }
    if (hadGuests && joining.size === 0 && members.size === 0) call.dispatch({ type: 'hang-up' });
    if (!call.isOver) return;
    const endedBy = call.machine.outcome?.endedBy ?? 'system';
    for (const member of members) member.dispatch({ type: 'conference-over', endedBy });
    members.clear();
  }
}

const canBeMerged = ({ machine, facts }: LiveCall): boolean =>
  !isBeingTransferred(machine) && !machine.isReconnecting && facts.supervision === null && facts.messageDrop === null;
