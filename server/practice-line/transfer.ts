/**
 * Transfers: the far end of a call is taken to somebody else (RFC 3515), or joined with the far end of the same agent's
 * other call (RFC 3891).
 *
 *     REFER ──> refused: 403 outside number, 404 nobody, 488 there is no far end, 491 one is under way
 *       │
 *      202, far end hears ringback ──> done: NOTIFY 200, the agent's leg has nobody
 *       └──> refused, no answer: NOTIFY with the status, the two are joined again
 *
 * Promise: whoever is transferred always talks or waits with somebody, or is let go; an agent who hangs up in the middle
 * of a blind transfer does not end it. It never reaches an outside number: a REFER carries no dial permit.
 */
import type { Referral } from 'sip.js';
import type { ConferenceRooms } from './conference-room.ts';
import { destinationOf, type Destination } from './dial-plan.ts';
import { Bridge, farEndOf, type Participant } from './participant.ts';
import type { ParkingLot } from './parking-lot.ts';
import type { PracticeCall } from './practice-call.ts';
import { ReferNotices } from './refer-notices.ts';
import { readReferTarget, type ReplacedDialog } from './refer-target.ts';
import { ringback } from './sounds.ts';
import type { Switchboard } from './switchboard.ts';
import { WaitingRoom } from './waiting-room.ts';

/** After a transfer the agent's phone says goodbye itself; one that forgets is helped. */
const ownByeWithinMs = 5000;

export type TransferDesk = {
  switchboard: Switchboard;
  rooms: ConferenceRooms;
  parkingLot: ParkingLot;
  /** @returns false: no such queue, or it is full */
  enterQueue(queue: string, who: Participant): boolean;
  /** Somebody shall leave a message for an agent. */
  takeMessage(agent: string, who: Participant): void;
};

export class Transfers {
  #desk: TransferDesk;
  #underWay = new WeakSet<PracticeCall>();

  constructor(desk: TransferDesk) {
    this.#desk = desk;
  }

  /** Answers a REFER and does what it asks. Rejects only for a fault of our own. */
  async refer(call: PracticeCall, referral: Referral): Promise<void> {
    const { refusal, begin } = this.#consider(call, referral);
    if (refusal !== undefined || begin === undefined) return referral.reject({ statusCode: refusal ?? 400 });
    await referral.accept();
    const notices = new ReferNotices(
      () => (call.state === 'established' ? call.session.dialog : undefined),
      referral.request.cseq,
    );
    this.#underWay.add(call);
    try {
      notices.tell(100);
      const status = await begin(notices);
      notices.tell(status);
      if (status < 300) letGo(call);
    } catch (error) {
      notices.tell(500);
      throw error;
    } finally {
      this.#underWay.delete(call);
    }
  }

  #consider(
    call: PracticeCall,
    referral: Referral,
  ): { refusal?: number; begin?: (notices: ReferNotices) => number | Promise<number> } {
    if (this.#underWay.has(call)) return { refusal: 491 };
    const target = tryTo(() => readReferTarget(referral.referTo.uri));
    if (target === undefined) return { refusal: 400 };
    const farEnd = farEndOf(call);
    if (farEnd === undefined) return { refusal: 488 };
    if (target.replaces) {
      const { replaces } = target;
      return { begin: () => this.#joinFarEnds(call, farEnd, replaces) };
    }
    const destination = destinationOf(target.user);
    const refusal = this.#refusalOf(call, destination);
    if (refusal !== undefined) return { refusal };
    return { begin: (notices) => this.#takeTo(destination, call, farEnd, notices) };
  }

  /** What can be said before anything is tried. */
  #refusalOf(call: PracticeCall, destination: Destination): number | undefined {
    const { to } = destination;
    if (to === 'number' || to === 'emergency' || to === 'supervise') return 403;
    if (to === 'echo' || to === 'pick-up') return 404;
    if (to !== 'agent') return undefined;
    // Oneself cannot be rung for a call one is in.
    if (destination.agent === call.agent) return 403;
    return this.#desk.switchboard.bindings.has(destination.agent) ? undefined : 404;
  }

  /** @returns the SIP status of what became of it */
  async #takeTo(
    destination: Destination,
    call: PracticeCall,
    farEnd: Participant,
    notices: ReferNotices,
  ): Promise<number> {
    const { rooms, parkingLot, switchboard } = this.#desk;
    const { to } = destination;
    if (to === 'agent') return this.#ring(destination.agent, call, farEnd, notices);
    if (to === 'conference') return orBack(rooms.enter(destination.room, farEnd), 486, call, farEnd);
    if (to === 'park') {
      const isParked = parkingLot.park(destination.place, farEnd, call.agent, switchboard.now);
      return orBack(isParked, 486, call, farEnd);
    }
    if (to === 'queue') return orBack(this.#desk.enterQueue(destination.queue, farEnd), 404, call, farEnd);
    if (to !== 'voicemail') return 404;
    this.#desk.takeMessage(call.agent, farEnd);
    return 200;
  }

  async #ring(agent: string, call: PracticeCall, farEnd: Participant, notices: ReferNotices): Promise<number> {
    const waiting = new WaitingRoom(ringback);
    waiting.enter(farEnd);
    const status = await this.#desk.switchboard.connect(agent, farEnd, {
      extraHeaders: [`Referred-By: <sip:${encodeURIComponent(call.agent)}@${this.#desk.switchboard.domain}>`],
      onRinging: () => notices.tell(180),
    });
    if (status === undefined) return 200;
    // Told first: when the far end is gone, joining lets the agent's leg go, and with it the way to tell.
    notices.tell(status);
    joinAgain(call, farEnd);
    return status;
  }

  #joinFarEnds(call: PracticeCall, farEnd: Participant, replaces: ReplacedDialog): number {
    const id = replaces.callId + replaces.toTag + replaces.fromTag;
    const consultation = [...this.#desk.switchboard.calls].find(
      (each) => each.agent === call.agent && each.state === 'established' && each.session.dialog?.id === id,
    );
    if (consultation === undefined || consultation === call) return 481;
    const other = farEndOf(consultation);
    if (other === undefined) return 481;
    Bridge.between(farEnd, other);
    // RFC 3891 section 3: who is replaced gets a BYE.
    consultation.end();
    return 200;
  }
}

const tryTo = <T>(attempt: () => T): T | undefined => {
  try {
    return attempt();
  } catch {
    return undefined;
  }
};

function orBack(isDone: boolean, status: number, call: PracticeCall, farEnd: Participant): number {
  if (isDone) return 200;
  if (farEnd.place === undefined) joinAgain(call, farEnd);
  return status;
}

/** As if nothing had been tried; if one of them is gone meanwhile, the other is let go. */
function joinAgain(call: PracticeCall, farEnd: Participant): void {
  Bridge.between(call, farEnd);
}

function letGo(call: PracticeCall): void {
  const timer = setTimeout(() => call.end(), ownByeWithinMs);
  call.over.addEventListener('abort', () => clearTimeout(timer));
}
