/**
 * Calls that come in: they ring, are refused while nobody wants to be disturbed, answer themselves after a tone when the person
 * or the phone system says so, or take the place of a call of ours (RFC 3891).
 */
import type { Result } from '../../../shared/contracts/core/result.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { Settings } from '../../../shared/ipc/local-schemas.ts';
import type { EngineCall, EngineCallEvent, IncomingCaller } from '../call-engine.ts';
import { startIncoming } from '../call-machine.ts';
import type { CallIdentity, LiveCall } from '../live-call.ts';
import { type Answer, refuse } from './answers.ts';
import type { CallList } from './call-list.ts';

export type IncomingDependencies = {
  clock: Clock;
  calls: CallList;
  settings: () => Pick<Settings, 'autoAnswer' | 'doNotDisturb'>;
  isCallBackExpected: () => boolean;
  warmUpMicrophone: () => Promise<Result<unknown>>;
  /** The tone before a call answers itself. */
  signalAnswer: () => void;
};

type Handover = { old: LiveCall; wasHeld: boolean };

const busyHereStatus = 486;
/** The person hears that somebody will be there in a moment. */
const toneBeforeAnswerMs = 500;
const e164 = /^\+[1-9]\d{1,14}$/;
const withheld = /^(anonymous|unknown|restricted|private|unavailable|withheld)$/i;

/** Somebody outside, so that the call is a contact in the sense of the law; a withheld number is nobody inside. */
function isFromOutside({ number, host }: Pick<IncomingCaller, 'number' | 'host'>): boolean {
  return (
    e164.test(number) || /^\d{7,15}$/.test(number) || withheld.test(number) || /(^|\.)anonymous\.invalid$/i.test(host)
  );
}

export class IncomingCalls {
  #dependencies: IncomingDependencies;
  /** Calls that are about to answer themselves: they do not ring. */
  #answering = new Set<LiveCall>();

  constructor(dependencies: IncomingDependencies) {
    this.#dependencies = dependencies;
  }

  take(engineCall: EngineCall, caller: IncomingCaller): (event: EngineCallEvent) => void {
    const { calls, settings, isCallBackExpected } = this.#dependencies;
    const call = calls.add(this.#identify(caller), startIncoming(), { engineCall, caller: knownCaller(caller) });
    const handover = this.#handover(caller.replaces);
    if (handover) void this.#takeOver(call);
    else if (settings().doNotDisturb && !isCallBackExpected()) {
      call.dispatch({ type: 'refuse', sipStatus: busyHereStatus, endReason: 'Do not disturb was on' });
    } else if (this.#mayAnswerItself(call, caller)) this.#answerSoon(call);
    return (event) => {
      call.dispatch(event);
      if (event.type === 'answered' && handover) this.#complete(call, handover);
    };
  }

  async answer(callId: string): Promise<Answer> {
    const { calls, warmUpMicrophone } = this.#dependencies;
    const microphone = await warmUpMicrophone();
    if (!microphone.ok) return failed(microphone.problem);
    const call = calls.find(callId);
    if (call?.machine.state !== 'incoming') return refuse('phone/no-such-call');
    calls.holdOthers(callId);
    return calls.tell(callId, { type: 'answer' });
  }

  /** This call is about to be answered by itself. */
  answersItself(call: LiveCall): boolean {
    return this.#answering.has(call);
  }

  #identify(caller: IncomingCaller): CallIdentity {
    return {
      callId: createId(this.#dependencies.clock),
      kind: isFromOutside(caller) ? 'consumer' : 'colleague',
      remoteNumber: caller.number,
      remoteName: caller.name,
      accountId: null,
      consultationFor: null,
    };
  }

  /** Never into another call: whoever talks or is called there decides themselves. */
  #mayAnswerItself(call: LiveCall, { asksForAutoAnswer }: IncomingCaller): boolean {
    const { calls, settings } = this.#dependencies;
    const { autoAnswer } = settings();
    if (autoAnswer === 'off' || (autoAnswer === 'queue' && !asksForAutoAnswer)) return false;
    return calls.live.every((each) => each === call);
  }

  #answerSoon(call: LiveCall): void {
    this.#answering.add(call);
    this.#dependencies.signalAnswer();
    call.note({});
    setTimeout(() => {
      this.#answering.delete(call);
      // Somebody began a call meanwhile: this one rings on like any other.
      if (this.#dependencies.calls.live.every((each) => each === call)) void this.answer(call.identity.callId);
      else call.note({});
    }, toneBeforeAnswerMs);
  }

  #handover(replaces: EngineCall | null): Handover | null {
    const old = replaces ? this.#dependencies.calls.live.find((call) => call.engineCall === replaces) : undefined;
    return old ? { old, wasHeld: old.machine.state === 'held' } : null;
  }

  async #takeOver(call: LiveCall): Promise<void> {
    this.#answering.add(call);
    call.note({});
    await this.#dependencies.warmUpMicrophone();
    call.dispatch({ type: 'answer' });
    this.#answering.delete(call);
  }

  #complete(call: LiveCall, { old, wasHeld }: Handover): void {
    if (wasHeld) call.dispatch({ type: 'set-held', isHeld: true });
    const name = call.identity.remoteName ?? call.identity.remoteNumber;
    old.dispatch({ type: 'handed-over', endReason: `The other side connected you with ${name}` });
  }
}

const knownCaller = ({ number, name }: IncomingCaller) => ({
  phone_number: e164.test(number) ? number : null,
  display_name: name?.slice(0, 120) ?? null,
});
