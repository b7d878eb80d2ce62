/**
 * What happens to an INVITE: the gate for numbers, colleagues and the line's services. It keeps the gate as a real PBX
 * must: a number is reached only with a dial permit that the server redeemed, an agent's call only with a supervision
 * permit; when the server is away, neither (12 CFR 1006.14(b)). Emergency calls need nobody's permission (47 CFR 9.16).
 */
import type { Invitation } from 'sip.js';
import { practiceScenarioOf } from '../../shared/domain/telephony/practice-scenarios.ts';
import { CallQueue } from './call-queue.ts';
import { ConferenceRooms } from './conference-room.ts';
import { destinationOf } from './dial-plan.ts';
import { readMailbox } from './mailbox-visit.ts';
import { Mailboxes } from './mailbox.ts';
import { type ParkedParty, ParkingLot } from './parking-lot.ts';
import { Bridge, type Identity, type Participant } from './participant.ts';
import { perform } from './performance.ts';
import type { RedeemPermit, RedeemSupervision } from './permit-redemption.ts';
import type { PracticeCall } from './practice-call.ts';
import { ScriptedParty } from './scripted-party.ts';
import { loadServiceScripts, type Script, type Scripts, type ServiceScripts } from './scripts.ts';
import { Supervision } from './supervision.ts';
import type { Switchboard } from './switchboard.ts';

/** A colleague's phone rings so long; then their mailbox takes the call. */
const colleagueRingMs = 30_000;
const queueRingMs = 15_000;

export type ExchangeOptions = {
  redeemPermit: RedeemPermit;
  redeemSupervision: RedeemSupervision;
  scripts: Scripts;
  queues: readonly string[];
  ringBackAfterMs?: number;
  onMailboxChange: (agent: string) => void;
};

export class Exchange {
  readonly rooms = new ConferenceRooms();
  readonly parkingLot: ParkingLot;
  readonly mailboxes: Mailboxes;
  readonly queues = new Map<string, CallQueue>();
  /** Why each paused agent is; a pause holds in every queue. */
  readonly paused = new Map<string, string | null>();
  #switchboard: Switchboard;
  #options: ExchangeOptions;
  #services: ServiceScripts = loadServiceScripts();

  constructor(switchboard: Switchboard, options: ExchangeOptions) {
    this.#switchboard = switchboard;
    this.#options = options;
    this.mailboxes = new Mailboxes(options.onMailboxChange);
    const onFault = (error: unknown): void => switchboard.emit({ type: 'fault', error });
    this.parkingLot = new ParkingLot({
      ...(options.ringBackAfterMs === undefined ? {} : { ringBackAfterMs: options.ringBackAfterMs }),
      ringBack: (parked) => this.#ringBack(parked),
      onFault,
    });
    for (const id of options.queues) this.queues.set(id, this.#openQueue(id, onFault));
    switchboard.onFree = () => {
      for (const queue of this.queues.values()) queue.dispatch();
    };
  }

  /** Puts a call from an agent through, if it may be made. Rejects when something broke; the call is ended then. */
  async place(call: PracticeCall, invitation: Invitation): Promise<void> {
    try {
      if (this.#switchboard.isFull) return this.#switchboard.refuse(call, 503, 'Too many calls');
      await this.#route(call, invitation);
    } catch (error) {
      // Whoever hung up before the media was there is not waited for.
      if (call.over.aborted) return;
      call.end(500);
      throw error;
    }
  }

  #route(call: PracticeCall, { request }: Invitation): Promise<unknown> | void {
    const destination = destinationOf(call.remote);
    switch (destination.to) {
      case 'number':
        return this.#placeToNumber(call, request.getHeader('x-dial-permit'));
      case 'agent':
        return this.#placeToAgent(call, destination.agent);
      case 'supervise':
        return this.#supervise(call, destination.agent, request.getHeader('x-supervision-permit'));
      case 'emergency':
        call.dispatchableLocation = request.getHeader('x-dispatchable-location');
        return this.performFor(call, this.#services.emergency);
      case 'echo':
        return this.performFor(call, this.#services.echo);
      case 'voicemail':
        return readMailbox(call, this.mailboxes);
      case 'conference':
        return this.#answerIn(call, () => this.rooms.enter(destination.room, call));
      case 'queue':
        if (!this.queues.has(destination.queue)) return this.#switchboard.refuse(call, 404, 'No such queue');
        return this.#answerIn(call, () => this.enterQueue(destination.queue, call));
      case 'pick-up':
        return this.#pickUp(call, destination.place);
      case 'park':
        return this.#switchboard.refuse(call, 403, 'A call is parked by transferring it');
    }
  }

  async #placeToNumber(call: PracticeCall, permit = ''): Promise<void> {
    if (permit === '') return this.#switchboard.refuse(call, 403, 'Dial permit missing');
    const answer = await this.#options.redeemPermit({ agent: call.agent, phoneNumber: call.remote, permit });
    if (answer.outcome !== 'allowed') return this.#refusePermit(call, 'Dial permit', answer);
    if (call.over.aborted) return;
    call.permittedCallId = answer.callId;
    const scenario = practiceScenarioOf(call.remote);
    if (scenario === null) return this.#switchboard.refuse(call, 404, 'Not a practice number');
    await this.performFor(call, this.#options.scripts[scenario.code]);
  }

  #refusePermit(
    call: PracticeCall,
    name: string,
    answer: { outcome: 'refused'; reason?: string } | { outcome: 'unavailable'; cause: unknown },
  ): void {
    if (answer.outcome === 'refused') return this.#switchboard.refuse(call, 403, answer.reason ?? `${name} refused`);
    this.#switchboard.emit({ type: 'fault', error: answer.cause });
    this.#switchboard.refuse(call, 503, `${name} cannot be checked`);
  }

  /** A far end that follows a script, joined with the agent from the start so that early media is heard. */
  async performFor(
    call: PracticeCall,
    script: Script,
    identity: Identity = { user: call.remote, displayName: '' },
  ): Promise<void> {
    const party = new ScriptedParty(identity);
    call.scriptedParty = party;
    Bridge.between(call, party);
    await perform(script, party, call);
  }

  async #placeToAgent(call: PracticeCall, agent: string): Promise<void> {
    if (!this.#switchboard.bindings.has(agent)) return this.#switchboard.refuse(call, 404, 'Not registered');
    const connecting = this.#switchboard.connect(agent, call, { forMs: colleagueRingMs });
    await call.ring();
    const refusal = await connecting;
    if (refusal === 480) return this.#takeMessageOf(call, agent);
    if (refusal !== undefined) return call.end(refusal);
    await call.accept();
  }

  async #takeMessageOf(call: PracticeCall, agent: string): Promise<void> {
    await call.accept();
    await call.audible();
    this.takeMessage(agent, call);
  }

  async #supervise(call: PracticeCall, agent: string, permit = ''): Promise<void> {
    if (permit === '') return this.#switchboard.refuse(call, 403, 'Supervision permit missing');
    const answer = await this.#options.redeemSupervision({ supervisor: call.agent, agent, permit });
    if (answer.outcome !== 'allowed') return this.#refusePermit(call, 'Supervision permit', answer);
    const supervised = this.#switchboard.talkingCallOf(answer.agent);
    if (supervised === undefined) return this.#switchboard.refuse(call, 480, 'The agent is in no call');
    await call.accept();
    await call.audible();
    Supervision.begin(call, supervised, answer.mode);
  }

  /** Answers, and takes the caller into a place. */
  async #answerIn(call: PracticeCall, enter: () => boolean): Promise<void> {
    await call.accept();
    await call.audible();
    if (!enter()) call.end();
  }

  async #pickUp(call: PracticeCall, place: string): Promise<void> {
    if (this.parkingLot.find(place) === undefined) {
      return this.#switchboard.refuse(call, 404, 'Nobody is parked there');
    }
    await call.accept();
    // Two may want the same one: who is answered first has them.
    const who = this.parkingLot.find(place);
    if (who === undefined) return call.end();
    Bridge.between(who, call);
  }

  async #ringBack({ who, parkedBy, place }: ParkedParty): Promise<void> {
    this.#switchboard.emit({ type: 'parked-call-rings-back', place, agent: parkedBy });
    await this.#switchboard.connect(parkedBy, who);
  }

  enterQueue(id: string, who: Participant): boolean {
    return this.queues.get(id)?.enter(who, this.#switchboard.now) ?? false;
  }

  /** Rings the agent for no queue until the pause is over. */
  setPaused(agent: string, isPaused: boolean, reason: string | null): void {
    if (isPaused) this.paused.set(agent, reason);
    else this.paused.delete(agent);
    this.#switchboard.onFree();
  }

  #openQueue(id: string, onFault: (error: unknown) => void): CallQueue {
    return new CallQueue({
      id,
      isFree: (agent) => this.#switchboard.isIdle(agent) && !this.paused.has(agent),
      ring: async (agent, who) => {
        const extraHeaders = [
          `Call-Info: <sip:${id}@${this.#switchboard.domain}>;answer-after=0`,
          `Alert-Info: <http://${this.#switchboard.domain}>;info=alert-autoanswer`,
        ];
        return (await this.#switchboard.connect(agent, who, { extraHeaders, forMs: queueRingMs })) === undefined;
      },
      onFault,
    });
  }

  /** Somebody shall leave a message for an agent: greeting, beep, and what they say until they go. */
  takeMessage(agent: string, who: Participant): void {
    const machine = new ScriptedParty({ user: 'voicemail', displayName: 'Voicemail' });
    machine.over.addEventListener('abort', () => {
      const { message: sound } = machine;
      if (sound) this.mailboxes.leave(agent, { from: who.identity, leftAt: this.#switchboard.now, sound });
    });
    Bridge.between(who, machine);
    this.#switchboard.guard(perform(this.#services.leaveMessage, machine));
  }

  /** Somebody whom an agent did not answer leaves a message. */
  leaveMessage(agent: string, identity: Identity): void {
    const party = new ScriptedParty(identity);
    this.takeMessage(agent, party);
    this.#switchboard.guard(perform(this.#services.speaksAfterBeep, party));
  }

  close(): void {
    for (const queue of this.queues.values()) queue.close();
    for (const { who } of this.parkingLot.parked) who.end();
  }
}
