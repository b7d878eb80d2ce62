/**
 * Emergency calls: nothing may stand in their way that this phone can do something about, and whatever does is said on the
 * call itself, never only in a log. No permit, no verdict (47 CFR 9.16(b)); the confirmed place travels with the INVITE.
 *
 *   ordered ──other calls on hold──► phone system reachable? ──no──► said; tried again for a minute ──► ended, and said
 *                                       └──yes──► microphone? ──no──► said; called all the same, to listen and be found
 *
 * For half an hour after such a call, a call back rings even while do-not-disturb is on.
 */
import type { Clock } from '../../../shared/domain/clock.ts';
import type { PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import type { CallEngine } from '../call-engine.ts';
import { startOutgoing } from '../call-machine.ts';
import type { LiveCall } from '../live-call.ts';
import { type Answer, done, refuse } from './answers.ts';
import { type CallPlacement, identityOf, type PlacementDependencies } from './call-placement.ts';

export type EmergencyDependencies = Omit<PlacementDependencies, 'engine'> & {
  clock: Clock;
  engine: () => Pick<CallEngine, 'dial' | 'isRegistered' | 'isConnected' | 'checkConnection'>;
  placement: CallPlacement;
  isDoNotDisturb: () => boolean;
};

const unreachable = 'The phone is not connected and tries again. Use another telephone if there is one.';
const gaveUp = 'The phone system could not be reached. Use another telephone.';
const unheard = 'The microphone cannot be used: the emergency services will not hear you. Use another telephone.';
const disturbed =
  'Do not disturb is on; calls are let through for the next 30 minutes, so that you can be called back.';
const keepTryingMs = 60_000;
const lookEveryMs = 250;
const kickEveryMs = 3000;
/** So long a registration may be missing before a bare connection is good enough to try. */
const registrationGraceMs = 3000;
const callBackMs = 30 * 60_000;

export class EmergencyCalls {
  #dependencies: EmergencyDependencies;
  #lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(dependencies: EmergencyDependencies) {
    this.#dependencies = dependencies;
  }

  /** An emergency call was placed so shortly ago that whoever calls may be calling back. */
  get isCallBackExpected(): boolean {
    return this.#dependencies.clock.now() - this.#lastAtMs < callBackMs;
  }

  async dial(order: Extract<PhoneOrder, { do: 'dial-emergency' }>): Promise<Answer> {
    const { calls, clock, placement, warmUpMicrophone, isDoNotDisturb } = this.#dependencies;
    const { callId, sipTarget, clickedAtMs, location } = order;
    if (calls.find(callId)) return refuse('calls/already-ended', 'This call was already placed.');
    this.#lastAtMs = clock.now();
    const identity = identityOf(order, { kind: 'emergency' });
    const call = calls.add(identity, startOutgoing());
    calls.holdOthers(callId);
    if (!(await this.#reach(call))) {
      call.dispatch({ type: 'failed', reason: gaveUp });
      return refuse('phone/not-registered', gaveUp);
    }
    const microphone = await warmUpMicrophone();
    call.note({ notice: microphone.ok ? (isDoNotDisturb() ? disturbed : null) : unheard });
    placement.begin(call, { identity, sipTarget, pass: { kind: 'emergency', location }, clickedAtMs });
    return done;
  }

  async #reach(call: LiveCall): Promise<boolean> {
    for (let waitedMs = 0; waitedMs < keepTryingMs; waitedMs += lookEveryMs) {
      const engine = this.#dependencies.engine();
      if (engine.isRegistered()) return true;
      // An INVITE needs no registration, only somebody who reads it.
      if (waitedMs >= registrationGraceMs && engine.isConnected()) return true;
      if (call.machine.state !== 'starting') return true;
      if (call.facts.notice === null) call.note({ notice: unreachable });
      if (waitedMs % kickEveryMs === 0) engine.checkConnection();
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
    return false;
  }
}
