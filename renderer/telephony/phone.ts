/**
 * The phone: takes orders, holds the calls, says what is. It keeps the whole truth; windows only draw it.
 * An order that makes no sense now is answered with its problem and changes nothing.
 */
import { createProblem, type Problem } from '../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../shared/contracts/core/result.ts';
import { type Clock, isoNow } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import type { PbxServices } from '../../shared/contracts/telephony/telephony.contract.ts';
import type { Settings } from '../../shared/ipc/local-schemas.ts';
import type { Headset, PhoneLevels, PhoneOrder, PhoneSnapshot } from '../../shared/ipc/phone-snapshot.ts';
import type { CallEngine, EngineCall, EngineCallEvent, EngineListener, RegistrationStatus } from './call-engine.ts';
import { type MachineEvent, startIncoming, startOutgoing, type Step } from './call-machine.ts';
import type { Caller, CallRecorder } from './call-recorder.ts';
import { type CallIdentity, LiveCall } from './live-call.ts';
import type { PhoneAudio } from './media/phone-audio.ts';

export type PhoneDependencies = {
  clock: Clock;
  audio: PhoneAudio;
  recorder: Pick<CallRecorder, 'record'>;
  /** The snapshot is another now. */
  changed: () => void;
  /** The headset as it is now. */
  headset: () => Headset;
  /** Orders that are about sound, headset and check-out and not about calls. */
  takeSoundOrder: (order: SoundOrder) => Promise<Answer>;
  createEngine: (listener: EngineListener) => CallEngine;
};

export type Answer = Result<null>;
export type SoundOrder = Extract<
  PhoneOrder,
  { do: 'test-audio' | 'stop-audio-test' | 'connect-headset' | 'check-out' }
>;
type DialOrder = Extract<PhoneOrder, { do: 'dial' }>;

const done: Answer = ok(null);
const refuse = (code: Problem['code'], message?: string): Answer =>
  failed(createProblem(code, message === undefined ? {} : { message }));

/** Ended calls that nobody dismissed: more than these are not kept. */
const mostEndedCalls = 10;
/** A call that nobody answered needs no wrap-up when it came in: it is shown this long. */
const missedForMs = 5000;
const e164 = /^\+[1-9]\d{1,14}$/;

export class Phone {
  #dependencies: PhoneDependencies;
  #engine: CallEngine;
  #calls: LiveCall[] = [];
  #registration: PhoneSnapshot['registration'];
  #isPractice = false;
  #services: PhoneSnapshot['services'] = servicesOf(null);
  #sequence = 0;

  constructor(dependencies: PhoneDependencies) {
    this.#dependencies = dependencies;
    this.#registration = {
      state: 'signed-out',
      since: isoNow(dependencies.clock),
      reason: null,
      serverUrl: null,
      retryAt: null,
    };
    this.#engine = dependencies.createEngine({
      registrationChanged: (status) => this.#registrationChanged(status),
      tokenChanged: (token) => {
        this.#isPractice = token.is_practice;
        this.#services = servicesOf(token.services);
        dependencies.changed();
      },
      signallingLost: () => this.#tellAll({ type: 'signalling-lost' }),
      signallingRestored: () => this.#tellAll({ type: 'signalling-restored' }),
      incoming: (call, caller) => this.#incoming(call, caller),
    });
  }

  get hasLiveCall(): boolean {
    return this.#live.length > 0;
  }

  async take(order: PhoneOrder): Promise<Answer> {
    switch (order.do) {
      case 'dial':
        return this.#dial(order);
      case 'register':
        void this.#dependencies.audio.microphone.warmUp().then(() => this.#dependencies.audio.devices.refresh());
        this.#engine.register();
        return done;
      case 'unregister':
        this.#tellAll({ type: 'hang-up' });
        await this.#engine.unregister();
        this.#dependencies.audio.microphone.release();
        return done;
      case 'check-connection':
        this.#engine.checkConnection();
        return done;
      case 'answer':
        return this.#answer(order.callId);
      case 'hang-up':
        return this.#tell(order.callId, { type: 'hang-up' });
      case 'set-muted':
        return this.#tell(order.callId, { type: 'set-muted', isMuted: order.isMuted });
      case 'set-held':
        if (!order.isHeld) this.#holdOthers(order.callId);
        return this.#tell(order.callId, { type: 'set-held', isHeld: order.isHeld });
      case 'send-dtmf':
        return this.#tell(order.callId, { type: 'send-dtmf', tones: order.tones });
      case 'dismiss':
        return this.#dismiss(order.callId);
      case 'test-audio':
      case 'stop-audio-test':
      case 'connect-headset':
      case 'check-out':
        return this.#dependencies.takeSoundOrder(order);
      case 'dial-internal':
      case 'dial-emergency':
      case 'supervise':
      case 'set-supervision-mode':
      case 'transfer':
      case 'complete-transfer':
      case 'merge':
      case 'switch-to':
      case 'drop-message':
      case 'cancel-message-drop':
      case 'reconnect':
        break;
    }
    return refuse('phone/not-offered');
  }

  /** What the person chose takes effect at once, in calls too. */
  async applySettings(settings: Settings): Promise<void> {
    const { audio, changed } = this.#dependencies;
    await audio.applySettings(settings);
    changed();
  }

  snapshot(): PhoneSnapshot {
    this.#sequence += 1;
    return {
      sequence: this.#sequence,
      registration: this.#registration,
      calls: this.#calls.map((call) => call.toSnapshot()),
      audio: this.#dependencies.audio.snapshot(),
      headset: this.#dependencies.headset(),
      voicemail: null,
      isPractice: this.#isPractice,
      services: this.#services,
    };
  }

  /** Ten times a second: levels of the call that is heard, null when none is. */
  levels(): PhoneLevels | null {
    const { audio } = this.#dependencies;
    const heard = this.#calls.find((call) => call.audio.isFarEndHeard);
    if (!heard) {
      audio.microphone.rest();
      return null;
    }
    const levels = heard.levels();
    if (heard.audio.microphone === 'open') audio.observe(levels.inputDb);
    else audio.microphone.rest();
    return { callId: heard.identity.callId, ...levels };
  }

  /** Once a second. */
  async tick(): Promise<void> {
    await Promise.all(this.#live.map((call) => call.tick()));
  }

  /** The page goes away: calls end truthfully while there is a moment left. */
  close(): void {
    this.#tellAll({ type: 'failed', reason: 'Deskline was closed' });
  }

  get #live(): LiveCall[] {
    return this.#calls.filter((call) => !call.isOver);
  }

  async #dial(order: DialOrder): Promise<Answer> {
    const { callId, remoteNumber, remoteName, accountId } = order;
    if (this.#find(callId)) return refuse('calls/already-ended', 'This call was already placed.');
    const { consultationFor } = order;
    const identity = { callId, kind: 'consumer', remoteNumber, remoteName, accountId, consultationFor } as const;
    const call = this.#add(identity, startOutgoing());
    const stop = (code: Problem['code'], reason: string): Answer => {
      call.dispatch({ type: 'failed', reason });
      return refuse(code);
    };
    if (!this.#engine.isRegistered()) return stop('phone/not-registered', 'The phone is not connected');
    this.#holdOthers(callId);
    const microphone = await this.#dependencies.audio.microphone.warmUp();
    if (!microphone.ok) return stop('phone/microphone-denied', microphone.problem.message);
    if (call.machine.state !== 'starting') return done;
    const engineCall = this.#engine.dial(order, (event) => call.dispatch(event));
    call.attach(engineCall);
    engineCall.begin();
    return done;
  }

  async #answer(callId: string): Promise<Answer> {
    const microphone = await this.#dependencies.audio.microphone.warmUp();
    if (!microphone.ok) return failed(microphone.problem);
    const call = this.#find(callId);
    if (call?.machine.state !== 'incoming') return refuse('phone/no-such-call');
    this.#holdOthers(callId);
    return this.#tell(callId, { type: 'answer' });
  }

  #incoming(engineCall: EngineCall, caller: { number: string; name: string | null }): (event: EngineCallEvent) => void {
    const callId = createId(this.#dependencies.clock);
    const known: Caller = {
      phone_number: e164.test(caller.number) ? caller.number : null,
      display_name: caller.name?.slice(0, 120) ?? null,
    };
    const identity: CallIdentity = {
      callId,
      kind: known.phone_number === null ? 'colleague' : 'consumer',
      remoteNumber: caller.number,
      remoteName: caller.name,
      accountId: null,
      consultationFor: null,
    };
    const call = this.#add(identity, startIncoming(), known);
    call.attach(engineCall);
    this.#changed();
    return (event) => call.dispatch(event);
  }

  #add(identity: CallIdentity, start: Step, caller?: Caller): LiveCall {
    const { audio, clock, recorder } = this.#dependencies;
    const call: LiveCall = new LiveCall(identity, start, {
      clock,
      media: audio.createCallMedia(),
      record: (event) => {
        recorder.record(identity.callId, event, caller);
        if (event.type === 'ended') audio.callEnded({ ...call.toSnapshot(), wasHeard: call.media.wasHeard });
      },
      changed: () => this.#changed(),
    });
    this.#calls.push(call);
    this.#changed();
    return call;
  }

  #dismiss(callId: string): Answer {
    const call = this.#find(callId);
    if (!call) return refuse('phone/no-such-call');
    if (!call.isOver) return refuse('ipc/invalid-payload', 'This call is still going on.');
    this.#calls = this.#calls.filter((each) => each !== call);
    this.#changed();
    return done;
  }

  #find(callId: string): LiveCall | undefined {
    return this.#calls.find((call) => call.identity.callId === callId);
  }

  #tell(callId: string, event: MachineEvent): Answer {
    const call = this.#find(callId);
    if (!call || call.isOver) return refuse('phone/no-such-call');
    call.dispatch(event);
    return done;
  }

  #tellAll(event: MachineEvent): void {
    for (const call of this.#live) call.dispatch(event);
  }

  /** Only one call is talked in: the others wait on hold. */
  #holdOthers(callId: string): void {
    for (const call of this.#live) {
      if (call.identity.callId !== callId) call.dispatch({ type: 'set-held', isHeld: true });
    }
  }

  #registrationChanged({ state, reason, serverUrl, retryAtMs }: RegistrationStatus): void {
    const { clock, changed } = this.#dependencies;
    const since = state === this.#registration.state ? this.#registration.since : isoNow(clock);
    const retryAt = retryAtMs === null ? null : new Date(retryAtMs).toISOString();
    this.#registration = { state, since, reason, serverUrl, retryAt };
    changed();
  }

  #changed(): void {
    const { audio, changed } = this.#dependencies;
    this.#forgetOld();
    audio.setBusy(this.hasLiveCall);
    audio.play(this.#tone());
    changed();
  }

  #tone(): 'ring' | 'ringback' | 'call-waiting' | null {
    const tones = this.#live.map((call) => call.audio.tone);
    if (!tones.includes('ring')) return tones.includes('ringback') ? 'ringback' : null;
    return this.#live.some((call) => call.machine.wasAnswered) ? 'call-waiting' : 'ring';
  }

  #forgetOld(): void {
    const over = this.#calls.filter((call) => call.isOver);
    const forgotten = new Set(over.slice(0, Math.max(0, over.length - mostEndedCalls)));
    if (forgotten.size > 0) this.#calls = this.#calls.filter((call) => !forgotten.has(call));
    for (const call of over) {
      if (call.machine.direction === 'inbound' && !call.machine.wasAnswered) this.#forgetLater(call);
    }
  }

  #forgetting = new WeakSet<LiveCall>();

  #forgetLater(call: LiveCall): void {
    if (this.#forgetting.has(call)) return;
    this.#forgetting.add(call);
    setTimeout(() => {
      this.#calls = this.#calls.filter((each) => each !== call);
      this.#dependencies.changed();
    }, missedForMs);
  }
}

const servicesOf = (services: PbxServices | null): PhoneSnapshot['services'] => ({
  canPark: services?.park_prefix != null,
  canConference: services?.conference_prefix != null,
  canSupervise: services?.supervise_prefix != null,
  canRecord: services?.can_record ?? false,
  hasVoicemail: services?.voicemail != null,
  hasQueues: services?.has_queues ?? false,
});
