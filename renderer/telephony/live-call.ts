/** One call as the phone holds it: its machine, its engine call, its sound; it carries out what the machine wants done. */
import { type CallEvent, callEventSchema } from '../../shared/contracts/calls/calls.contract.ts';
import { type Clock, isoNow } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import type { PhoneCall } from '../../shared/ipc/phone-snapshot.ts';
import type { DtmfMethod, EngineCall } from './call-engine.ts';
import { audioOf, type CallAudio } from './call-audio.ts';
import { type CallMachine, type Effect, type MachineEvent, type Step, step } from './call-machine.ts';
import type { CallMedia } from './media/call-media.ts';
import { silenceDb } from './media/level-meter.ts';
import { CallWatch } from './quality/call-watch.ts';

export type CallIdentity = Pick<
  PhoneCall,
  'callId' | 'kind' | 'remoteNumber' | 'remoteName' | 'accountId' | 'consultationFor'
>;

export type LiveCallMedia = Pick<
  CallMedia,
  'apply' | 'heardTrack' | 'levels' | 'quality' | 'release' | 'sample' | 'setSubstitute' | 'wasHeard'
>;

export type LiveCallDependencies = {
  /** Steady while a call is up: see shared/domain/steady-clock.ts. */
  clock: Clock;
  media: LiveCallMedia;
  record: (event: CallEvent) => void;
  changed: () => void;
  /** What this second of the call measured, for the graph. */
  measured: (quality: NonNullable<PhoneCall['quality']>) => void;
  dtmfMethod: () => DtmfMethod;
  /** The session of another call of this phone, for a transfer to it. */
  engineCallOf: (callId: string) => EngineCall | null;
};

/** What the phone knows of a call beside its machine. */
export type CallFacts = Pick<PhoneCall, 'supervision' | 'messageDrop' | 'mergedInto'> & {
  /** Something the person must know about this call now, in one plain sentence. */
  notice: string | null;
};

/** A hang-up that nobody confirms is over after this. */
const endingTimeoutMs = 4000;
const qualityEverySeconds = 10;
/** As many of the last incidents as a person reads. */
const mostShownIncidents = 5;

export class LiveCall {
  readonly identity: CallIdentity;
  readonly startedAt: string;
  #machine: CallMachine;
  #engineCall: EngineCall | null;
  #facts: CallFacts = { supervision: null, messageDrop: null, mergedInto: null, notice: null };
  #isCallIdTold = false;
  #watch: CallWatch;
  /** Loudest 100 ms that the microphone sent since the last second, dBFS; null while it was not open. */
  #sentDb: number | null = null;
  #dependencies: LiveCallDependencies;
  #answeredAt: string | null = null;
  #endedAt: string | null = null;
  #seconds = 0;
  #endingTimer: ReturnType<typeof setTimeout> | undefined;

  /** A call that came in has its session from the start; one that is placed gets it with `attach`. */
  constructor(
    identity: CallIdentity,
    start: Step,
    dependencies: LiveCallDependencies,
    engineCall: EngineCall | null = null,
  ) {
    this.identity = identity;
    this.#engineCall = engineCall;
    this.#dependencies = dependencies;
    this.startedAt = isoNow(dependencies.clock);
    this.#watch = new CallWatch({
      monotonicMs: () => dependencies.clock.now(),
      dispatch: (event) => this.#advance(event),
      incidentClosed: (incident) => this.#record('incident', { incident }),
    });
    this.#machine = start.call;
    for (const effect of start.effects) this.#carryOut(effect);
  }

  get machine(): CallMachine {
    return this.#machine;
  }

  get isOver(): boolean {
    return this.#machine.state === 'ended';
  }

  /** The call now has a session of its own. */
  attach(engineCall: EngineCall): void {
    this.#engineCall = engineCall;
  }

  get engineCall(): EngineCall | null {
    return this.#engineCall;
  }

  get facts(): CallFacts {
    return this.#facts;
  }

  note(facts: Partial<CallFacts>): void {
    this.#facts = { ...this.#facts, ...facts };
    this.#dependencies.changed();
  }

  dispatch(event: MachineEvent): void {
    const isTalking = this.#machine.state === 'active' || this.#machine.state === 'held';
    if (isTalking && event.type === 'signalling-lost') this.#watch.signallingLost();
    if (isTalking && event.type === 'path-broken') this.#watch.pathBroken();
    this.#advance(event);
    if (event.type === 'signalling-restored') this.#watch.signallingRestored();
  }

  /** Something that explains what breaks around now, in plain words: `Wi-Fi changed`. */
  noteCause(words: string): void {
    this.#watch.noteCause(words);
  }

  deviceChanged(kind: 'microphone-changed' | 'speaker-changed', words: string): void {
    if (this.#machine.wasAnswered && !this.isOver) this.#watch.deviceChanged(kind, words);
  }

  #advance(event: MachineEvent): void {
    const before = this.#machine;
    const { call, effects } = step(before, event);
    this.#machine = call;
    // The sound first: nobody is heard a moment longer because of what else is to be done.
    this.#applyAudio();
    for (const effect of effects) this.#carryOut(effect);
    if (call !== before) this.#dependencies.changed();
  }

  get audio(): CallAudio {
    return audioOf(this.#machine);
  }

  levels(): { inputDb: number; outputDb: number } {
    const levels = this.#dependencies.media.levels();
    if (this.audio.microphone === 'open' && this.#facts.messageDrop === null) {
      this.#sentDb = Math.max(this.#sentDb ?? silenceDb, levels.inputDb);
    }
    return levels;
  }

  get media(): LiveCallMedia {
    return this.#dependencies.media;
  }

  /** Once a second while the call is up: statistics, the watch over its sound, the quality event. */
  async tick(): Promise<void> {
    const { media, measured, changed } = this.#dependencies;
    const { state, isHeldByRemote } = this.#machine;
    const sentDb = this.#sentDb;
    this.#sentDb = null;
    if (state !== 'active') {
      this.#watch.rest();
      return media.quality.reset();
    }
    const sample = await media.sample();
    const { quality } = media.quality;
    const figures = sample ?? ({ packetsReceived: 0, lastPacketAgoMs: null, connectionState: 'new' } as const);
    const { packetsReceived, lastPacketAgoMs, connectionState } = figures;
    const second = { isQuietExpected: isHeldByRemote, packetsReceived, lastPacketAgoMs, connectionState, sentDb };
    this.#watch.second(second, quality);
    this.#seconds += 1;
    if (quality && this.#seconds % qualityEverySeconds === 0) this.#record('quality', { quality });
    if (quality) measured(quality);
    changed();
  }

  toSnapshot(): PhoneCall {
    const { direction, state, isMuted, isReconnecting, isHeldByRemote, transfer, outcome } = this.#machine;
    const { notice, ...facts } = this.#facts;
    return {
      ...this.identity,
      ...facts,
      direction,
      state,
      isReconnecting,
      startedAt: this.startedAt,
      answeredAt: this.#answeredAt,
      endedAt: this.#endedAt,
      isMuted,
      isHeld: state === 'held',
      isHeldByRemote,
      transfer,
      sipStatus: outcome?.sipStatus ?? null,
      endReason: outcome?.endReason ?? null,
      endedBy: outcome?.endedBy ?? null,
      quality: state === 'active' ? this.#dependencies.media.quality.quality : null,
      incidents: this.#watch.incidents.slice(-mostShownIncidents),
      trouble: this.isOver ? null : (notice ?? this.#watch.trouble),
    };
  }

  #carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'accept':
        return this.#engineCall?.begin();
      case 'hang-up':
        if (this.#engineCall) this.#engineCall.hangUp();
        else queueMicrotask(() => this.dispatch({ type: 'terminated' }));
        return;
      case 'renegotiate':
        return this.#engineCall?.renegotiate(effect);
      case 'send-dtmf':
        return void this.#engineCall?.sendDtmf(effect.tones, this.#dependencies.dtmfMethod());
      case 'refer':
        return this.#refer(effect);
      case 'record':
        return this.#recordStep(effect.type);
      case 'await-end':
        this.#endingTimer = setTimeout(() => this.dispatch({ type: 'ending-timeout' }), endingTimeoutMs);
        return;
      case 'release-media':
        return this.#dependencies.media.release();
      case 'release':
        clearTimeout(this.#endingTimer);
        this.#engineCall?.hangUp();
        return this.#dependencies.media.release();
    }
  }

  #refer({ attempt, to }: Extract<Effect, { do: 'refer' }>): void {
    if ('sipTarget' in to) return this.#engineCall?.refer({ attempt, to });
    const replaces = this.#dependencies.engineCallOf(to.consultationCallId);
    if (replaces) this.#engineCall?.refer({ attempt, to: { replaces } });
    else this.dispatch({ type: 'transfer-refused', attempt, sipStatus: null });
  }

  #recordStep(type: CallEvent['type']): void {
    const { outcome } = this.#machine;
    if (type === 'answered') this.#answeredAt = isoNow(this.#dependencies.clock);
    if (type === 'ended') this.#closeWatch();
    this.#record(type, type === 'ended' && outcome ? { sip_status: outcome.sipStatus, ended_by: outcome.endedBy } : {});
  }

  /** What is still wrong lasted to the end; how the whole call sounded comes right before it. */
  #closeWatch(): void {
    this.#endedAt = isoNow(this.#dependencies.clock);
    const summary = this.#watch.end();
    if (summary) this.#record('quality-summary', { summary });
  }

  #record(type: CallEvent['type'], extras: Partial<CallEvent>): void {
    const { clock, record } = this.#dependencies;
    const sipCallId = this.#isCallIdTold ? null : (this.#engineCall?.sipCallId?.slice(0, 200) ?? null);
    this.#isCallIdTold ||= sipCallId !== null;
    const event = { id: createId(clock), at: isoNow(clock), type, sip_call_id: sipCallId, ...extras };
    record(callEventSchema.parse(event));
  }

  #applyAudio(): void {
    if (this.isOver || this.#machine.state === 'merged') return;
    const connection = this.#engineCall?.peerConnection() ?? null;
    void this.#dependencies.media.apply(this.audio, connection).catch(() => {
      // The connection closed under us; the engine tells the end of the call itself.
    });
  }
}
