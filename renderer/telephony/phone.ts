/**
 * The phone: takes orders, holds the calls, says what is. It keeps the whole truth; windows only draw it.
 * An order that makes no sense now is answered with its problem and changes nothing.
 */
import type { PbxServices, PhoneToken } from '../../shared/contracts/telephony/telephony.contract.ts';
import { ok, type Result } from '../../shared/contracts/core/result.ts';
import { type Clock, isoNow } from '../../shared/domain/clock.ts';
import { type Settings, settingsSchema } from '../../shared/ipc/local-schemas.ts';
import type {
  Disturbance,
  Headset,
  PhoneLevels,
  PhoneOrder,
  PhoneSnapshot,
  QualityPoint,
} from '../../shared/ipc/phone-snapshot.ts';
import type { CallEngine, DtmfMethod, EngineListener, RegistrationStatus } from './call-engine.ts';
import type { CallRecorder } from './call-recorder.ts';
import type { PhoneLine } from './check-out/check-out.ts';
import type { PhoneAudio } from './media/phone-audio.ts';
import type { ToneName } from './media/tones.ts';
import { type Answer, done, refuse } from './phone/answers.ts';
import { CallList } from './phone/call-list.ts';
import { CallPlacement } from './phone/call-placement.ts';
import { Conferences } from './phone/conferences.ts';
import { EmergencyCalls } from './phone/emergency-calls.ts';
import { disturbanceWords } from './quality/incident-words.ts';
import { IncomingCalls } from './phone/incoming-calls.ts';
import { MessageDrops } from './phone/message-drops.ts';
import { Supervisions } from './phone/supervisions.ts';
import { Transfers } from './phone/transfers.ts';

export type PhoneDependencies = {
  clock: Clock;
  audio: PhoneAudio;
  recorder: Pick<CallRecorder, 'record'>;
  /** The snapshot is another now. */
  changed: () => void;
  /** A second of a live call, for the graph. */
  measured: (point: QualityPoint) => void;
  /** The headset as it is now. */
  headset: () => Headset;
  /** Orders that are about sound, headset and check-out and not about calls. */
  takeSoundOrder: (order: SoundOrder) => Answer | Promise<Answer>;
  createEngine: (listener: EngineListener) => CallEngine;
};

export type SoundOrder = Extract<
  PhoneOrder,
  { do: 'test-audio' | 'stop-audio-test' | 'connect-headset' | 'check-out' }
>;

export class Phone {
  #dependencies: PhoneDependencies;
  #engine: CallEngine;
  #calls: CallList;
  #incoming: IncomingCalls;
  #placement: CallPlacement;
  #emergencies: EmergencyCalls;
  #transfers: Transfers;
  #conferences: Conferences;
  #supervisions: Supervisions;
  #messageDrops: MessageDrops;
  #settings: Settings = settingsSchema.parse({});
  #registration: PhoneSnapshot['registration'];
  #voicemail: PhoneSnapshot['voicemail'] = null;
  #token: PhoneToken | null = null;
  #sequence = 0;

  constructor(dependencies: PhoneDependencies) {
    this.#dependencies = dependencies;
    const { clock, audio, recorder } = dependencies;
    this.#registration = { state: 'signed-out', since: isoNow(clock), reason: null, serverUrl: null, retryAt: null };
    const dtmfMethod = (): DtmfMethod => this.#settings.dtmf;
    const calls = new CallList({
      clock,
      recorder,
      audio,
      changed: () => this.#changed(),
      measured: dependencies.measured,
      dtmfMethod,
    });
    this.#calls = calls;
    const warmUpMicrophone = (): Promise<Result<unknown>> => audio.microphone.warmUp();
    const engine = (): CallEngine => this.#engine;
    const placement = new CallPlacement({ calls, engine, warmUpMicrophone });
    this.#placement = placement;
    this.#emergencies = new EmergencyCalls({
      clock,
      calls,
      engine,
      warmUpMicrophone,
      placement,
      isDoNotDisturb: () => this.#settings.doNotDisturb,
    });
    this.#incoming = new IncomingCalls({
      clock,
      calls,
      warmUpMicrophone,
      settings: () => this.#settings,
      isCallBackExpected: () => this.#emergencies.isCallBackExpected,
      signalAnswer: () => audio.signal('auto-answer'),
    });
    this.#transfers = new Transfers(calls);
    this.#conferences = new Conferences({ clock, calls, placement, roomAddress: (name) => this.#roomAddress(name) });
    this.#supervisions = new Supervisions({
      calls,
      placement,
      createSilence: () => audio.createSubstitute(),
      dtmfMethod,
    });
    this.#messageDrops = new MessageDrops({ calls, audio });
    this.#engine = dependencies.createEngine({
      registrationChanged: (status) => this.#registrationChanged(status),
      tokenChanged: (token) => {
        this.#token = token;
        dependencies.changed();
      },
      signallingLost: () => calls.tellAll({ type: 'signalling-lost' }),
      signallingRestored: () => calls.tellAll({ type: 'signalling-restored' }),
      incoming: (call, caller) => this.#incoming.take(call, caller),
      messagesWaiting: (waiting) => {
        this.#voicemail = waiting;
        dependencies.changed();
      },
    });
  }

  get hasLiveCall(): boolean {
    return this.#calls.live.length > 0;
  }

  /** What the check-out looks at of the connection. */
  get line(): PhoneLine {
    const { state, reason } = this.#registration;
    const echo = this.#token?.services.echo ?? null;
    const sipTarget = this.#token && echo !== null ? `sip:${echo}@${this.#token.sip.domain}` : null;
    return {
      isRegistered: state === 'registered',
      reason,
      roundTripMs: () => this.#engine.roundTripMs(),
      iceServers: (this.#token?.ice_servers ?? []).flatMap(iceServersOf),
      dialEcho:
        sipTarget === null
          ? null
          : (listener) =>
              this.#engine.dial(
                { sipTarget, pass: { kind: 'internal' }, clickedAtMs: this.#dependencies.clock.now() },
                listener,
              ),
    };
  }

  async take(order: PhoneOrder): Promise<Answer> {
    switch (order.do) {
      case 'dial':
        return this.#placement.dial(order);
      case 'dial-internal':
        return this.#placement.dialInternal(order);
      case 'pick-up':
        return this.#placement.pickUp(order);
      case 'dial-emergency':
        return this.#emergencies.dial(order);
      case 'supervise':
        return this.#supervisions.supervise(order);
      case 'set-supervision-mode':
        return this.#supervisions.setMode(order);
      case 'answer':
        return this.#incoming.answer(order.callId);
      case 'hang-up':
        return this.#hangUp(order.callId);
      case 'set-muted':
        return this.#calls.tell(order.callId, { type: 'set-muted', isMuted: order.isMuted });
      case 'set-held':
        return order.isHeld ? this.#calls.tell(order.callId, { type: 'set-held', isHeld: true }) : this.#resume(order);
      case 'switch-to':
        return this.#switchTo(order.callId);
      case 'send-dtmf':
        return this.#calls.tell(order.callId, { type: 'send-dtmf', tones: order.tones });
      case 'transfer':
        return this.#transfers.transfer(order);
      case 'complete-transfer':
        return this.#transfers.complete(order);
      case 'merge':
        return this.#conferences.merge(order);
      case 'drop-message':
        return this.#messageDrops.drop(order);
      case 'cancel-message-drop':
        return this.#messageDrops.cancel(order.callId);
      case 'dismiss':
        return this.#calls.dismiss(order.callId);
      case 'register':
      case 'unregister':
      case 'reconnect':
        return this.#connect(order.do);
      case 'check-connection':
        this.#noteCause(order.why);
        return this.#connect(order.do);
      case 'test-audio':
      case 'stop-audio-test':
      case 'connect-headset':
      case 'check-out':
        break;
    }
    return this.#dependencies.takeSoundOrder(order);
  }

  /** What the person chose takes effect at once, in calls too. */
  async applySettings(settings: Settings): Promise<void> {
    const { audio, changed } = this.#dependencies;
    this.#settings = settings;
    await audio.applySettings(settings);
    changed();
  }

  snapshot(): PhoneSnapshot {
    this.#sequence += 1;
    return {
      sequence: this.#sequence,
      registration: this.#registration,
      calls: this.#calls.all.map((call) => call.toSnapshot()),
      audio: this.#dependencies.audio.snapshot(),
      headset: this.#dependencies.headset(),
      voicemail: this.#voicemail,
      isPractice: this.#token?.is_practice ?? false,
      services: servicesOf(this.#token?.services ?? null),
    };
  }

  /** Ten times a second: levels of the call that is heard, null when none is. */
  levels(): PhoneLevels | null {
    const { audio } = this.#dependencies;
    const heard = this.#calls.all.find((call) => call.audio.isFarEndHeard);
    if (!heard) {
      audio.microphone.rest();
      return null;
    }
    const levels = heard.levels();
    if (heard.audio.microphone === 'open') audio.observe(levels.inputDb);
    else audio.microphone.rest();
    this.#supervisions.settle();
    return { callId: heard.identity.callId, ...levels };
  }

  /** Once a second. */
  async tick(): Promise<void> {
    await Promise.all(this.#calls.live.map((call) => call.tick()));
  }

  /** A track for a new call. An emergency call goes without a microphone if there is none: who is called can be heard. */
  async takeMicrophone(): Promise<Result<MediaStreamTrack>> {
    const { audio } = this.#dependencies;
    const taken = await audio.microphone.take();
    const isEmergency = this.#calls.live.some((call) => call.identity.kind === 'emergency');
    return taken.ok || !isEmergency ? taken : ok(audio.createSubstitute().track);
  }

  /** A device went or came in a call. */
  deviceChanged(kind: 'microphone-changed' | 'speaker-changed', words: string): void {
    for (const call of this.#calls.live) call.deviceChanged(kind, words);
  }

  /** The page goes away: calls end truthfully while there is a moment left. */
  close(): void {
    this.#calls.tellAll({ type: 'failed', reason: 'Deskline was closed' });
  }

  #noteCause(why: Disturbance | null): void {
    if (why === null) return;
    for (const call of this.#calls.live) call.noteCause(disturbanceWords[why]);
  }

  async #connect(how: 'register' | 'unregister' | 'reconnect' | 'check-connection'): Promise<Answer> {
    const { microphone, devices } = this.#dependencies.audio;
    if (how === 'register') {
      void microphone.warmUp().then(() => devices.refresh());
      this.#engine.register();
    } else if (how === 'unregister') {
      this.#calls.tellAll({ type: 'hang-up' });
      await this.#engine.unregister();
      microphone.release();
    } else if (how === 'reconnect' && this.#registration.state === 'signed-out') return refuse('phone/not-registered');
    else this.#engine.checkConnection();
    return done;
  }

  /** Who is in a conference is left with it: this phone has no other way to that far end any more. */
  #hangUp(callId: string): Answer {
    const conference = this.#conferences.conferenceOf(callId);
    return this.#calls.tell(conference?.identity.callId ?? callId, { type: 'hang-up' });
  }

  #resume({ callId }: { callId: string }): Answer {
    const conference = this.#conferences.conferenceOf(callId);
    const id = conference?.identity.callId ?? callId;
    this.#calls.holdOthers(id);
    return this.#calls.tell(id, { type: 'set-held', isHeld: false });
  }

  async #switchTo(callId: string): Promise<Answer> {
    if (this.#calls.find(callId)?.machine.state === 'incoming') return this.#incoming.answer(callId);
    const isTalking = this.#calls.talking(callId) ?? this.#conferences.conferenceOf(callId);
    return isTalking ? this.#resume({ callId }) : refuse('phone/no-such-call');
  }

  #roomAddress(name: string): string | null {
    const prefix = this.#token?.services.conference_prefix ?? null;
    return this.#token && prefix !== null ? `sip:${prefix}${name}@${this.#token.sip.domain}` : null;
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
    this.#transfers.settle();
    this.#conferences.settle();
    this.#supervisions.settle();
    this.#messageDrops.settle();
    this.#calls.forgetOld();
    audio.setBusy(this.hasLiveCall);
    audio.play(this.#tone());
    changed();
  }

  #tone(): ToneName | null {
    const { live } = this.#calls;
    const isRinging = live.some((call) => call.audio.tone === 'ring' && !this.#incoming.answersItself(call));
    if (isRinging) return live.some((call) => call.machine.wasAnswered) ? 'call-waiting' : 'ring';
    return live.some((call) => call.audio.tone === 'ringback') ? 'ringback' : null;
  }
}

/** One for each address: each is looked at by itself. */
const iceServersOf = ({ urls, username, credential }: PhoneToken['ice_servers'][number]): PhoneLine['iceServers'] =>
  urls.map((url) => ({
    url,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }));

const servicesOf = (services: PbxServices | null): PhoneSnapshot['services'] => ({
  canPark: services?.park_prefix != null,
  canConference: services?.conference_prefix != null,
  canSupervise: services?.supervise_prefix != null,
  canRecord: services?.can_record ?? false,
  hasVoicemail: services?.voicemail != null,
  hasQueues: services?.has_queues ?? false,
});
