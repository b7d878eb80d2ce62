/** The calls of this phone: live ones, and ended ones until somebody has seen that they are over. One is talked in, the others wait. */
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { DtmfMethod, EngineCall } from '../call-engine.ts';
import type { Caller, CallState, QualityPoint } from '../../../shared/ipc/phone-snapshot.ts';
import type { MachineEvent, Step } from '../call-machine.ts';
import type { CallRecorder } from '../call-recorder.ts';
import { type CallIdentity, LiveCall } from '../live-call.ts';
import type { PhoneAudio } from '../media/phone-audio.ts';
import { type Answer, done, refuse } from './answers.ts';

export type CallListDependencies = {
  clock: Clock;
  audio: Pick<PhoneAudio, 'createCallMedia' | 'callEnded'>;
  recorder: Pick<CallRecorder, 'record'>;
  changed: () => void;
  /** A second of a live call, for the graph. */
  measured: (point: QualityPoint) => void;
  dtmfMethod: () => DtmfMethod;
};

/** Ended calls that nobody dismissed: more than these are not kept. */
const mostEndedCalls = 10;
/** A call that nobody answered needs no wrap-up when it came in: it is shown this long. */
const missedForMs = 5000;
const talkingStates: readonly CallState[] = ['active', 'held'];

type Origin = {
  /** Of a call that came in: the server learns of it by its first events. */
  caller?: Caller;
  engineCall?: EngineCall;
  /** Nothing happened to the consumer before the answer. */
  isRecordedOnceAnswered?: boolean;
};

export class CallList {
  #dependencies: CallListDependencies;
  #calls: LiveCall[] = [];
  #forgetting = new WeakSet<LiveCall>();

  constructor(dependencies: CallListDependencies) {
    this.#dependencies = dependencies;
  }

  get all(): readonly LiveCall[] {
    return this.#calls;
  }

  get live(): LiveCall[] {
    return this.#calls.filter((call) => !call.isOver);
  }

  find(callId: string): LiveCall | undefined {
    return this.#calls.find((call) => call.identity.callId === callId);
  }

  /** A call that has been answered and goes on between the two ends. */
  talking(callId: string): LiveCall | undefined {
    const call = this.find(callId);
    return call && talkingStates.includes(call.machine.state) ? call : undefined;
  }

  add(identity: CallIdentity, start: Step, origin: Origin = {}): LiveCall {
    const { clock, audio, recorder, changed, measured, dtmfMethod } = this.#dependencies;
    const call: LiveCall = new LiveCall(
      identity,
      start,
      {
        clock,
        media: audio.createCallMedia(),
        record: (event) => {
          if (!origin.isRecordedOnceAnswered || call.machine.wasAnswered)
            recorder.record(identity.callId, event, origin.caller);
          if (event.type === 'ended') audio.callEnded({ ...call.toSnapshot(), wasHeard: call.media.wasHeard });
        },
        changed,
        measured: (quality) => measured({ ...quality, callId: identity.callId, at: isoNow(clock) }),
        dtmfMethod,
        engineCallOf: (callId) => this.find(callId)?.engineCall ?? null,
      },
      origin.engineCall,
    );
    this.#calls.push(call);
    changed();
    return call;
  }

  tell(callId: string, event: MachineEvent): Answer {
    const call = this.find(callId);
    if (!call || call.isOver) return refuse('phone/no-such-call');
    call.dispatch(event);
    return done;
  }

  tellAll(event: MachineEvent): void {
    for (const call of this.live) call.dispatch(event);
  }

  /** Only one call is talked in: the others wait on hold. */
  holdOthers(callId: string): void {
    for (const call of this.live) {
      if (call.identity.callId !== callId) call.dispatch({ type: 'set-held', isHeld: true });
    }
  }

  dismiss(callId: string): Answer {
    const call = this.find(callId);
    if (!call) return refuse('phone/no-such-call');
    if (!call.isOver) return refuse('phone/not-possible-now', 'This call is still going on.');
    this.#remove(call);
    return done;
  }

  /** After each change: what is over and needs nobody goes. */
  forgetOld(): void {
    const over = this.#calls.filter((call) => call.isOver);
    const forgotten = new Set(over.slice(0, Math.max(0, over.length - mostEndedCalls)));
    if (forgotten.size > 0) this.#calls = this.#calls.filter((call) => !forgotten.has(call));
    for (const call of over) {
      if (call.machine.direction === 'inbound' && !call.machine.wasAnswered) this.#forgetLater(call);
    }
  }

  #forgetLater(call: LiveCall): void {
    if (this.#forgetting.has(call)) return;
    this.#forgetting.add(call);
    setTimeout(() => this.#remove(call), missedForMs);
  }

  #remove(call: LiveCall): void {
    this.#calls = this.#calls.filter((each) => each !== call);
    this.#dependencies.changed();
  }
}
