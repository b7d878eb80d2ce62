/** One call as the phone holds it: its machine, its engine call, its sound; it carries out what the machine wants done. */
import { type CallEvent, callEventSchema } from '../../shared/contracts/calls/calls.contract.ts';
import { type Clock, isoNow } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import type { PhoneCall } from '../../shared/ipc/phone-snapshot.ts';
import type { EngineCall } from './call-engine.ts';
import {
  audioOf,
  type CallAudio,
  type CallMachine,
  type Effect,
  type MachineEvent,
  type Step,
  step,
} from './call-machine.ts';
import type { CallMedia } from './media/call-media.ts';

export type CallIdentity = Pick<
  PhoneCall,
  'callId' | 'kind' | 'remoteNumber' | 'remoteName' | 'accountId' | 'consultationFor'
>;

export type LiveCallMedia = Pick<CallMedia, 'apply' | 'levels' | 'quality' | 'release' | 'sample' | 'wasHeard'>;

export type LiveCallDependencies = {
  clock: Clock;
  media: LiveCallMedia;
  record: (event: CallEvent) => void;
  changed: () => void;
};

/** A hang-up that nobody confirms is over after this. */
const endingTimeoutMs = 4000;
const qualityEverySeconds = 10;
/** So many seconds without a packet are a loss and no breath. */
const mediaLostAfterSeconds = 3;

export class LiveCall {
  readonly identity: CallIdentity;
  readonly startedAt: string;
  #machine: CallMachine;
  #engineCall: EngineCall | null = null;
  #dependencies: LiveCallDependencies;
  #answeredAt: string | null = null;
  #endedAt: string | null = null;
  #seconds = 0;
  #endingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(identity: CallIdentity, start: Step, dependencies: LiveCallDependencies) {
    this.identity = identity;
    this.#dependencies = dependencies;
    this.startedAt = isoNow(dependencies.clock);
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

  dispatch(event: MachineEvent): void {
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
    return this.#dependencies.media.levels();
  }

  get media(): LiveCallMedia {
    return this.#dependencies.media;
  }

  /** Once a second while the call is up: statistics, the media watchdog, the quality event. */
  async tick(): Promise<void> {
    const { media } = this.#dependencies;
    if (this.#machine.state !== 'active') return media.quality.reset();
    await media.sample();
    if (media.quality.silentSeconds >= mediaLostAfterSeconds) this.dispatch({ type: 'media-lost' });
    else if (media.quality.silentSeconds === 0) this.dispatch({ type: 'media-restored' });
    this.#seconds += 1;
    const { quality } = media.quality;
    if (quality && this.#seconds % qualityEverySeconds === 0) this.#record('quality', { quality });
    if (quality) this.#dependencies.changed();
  }

  toSnapshot(): PhoneCall {
    const { direction, state, isMuted, isReconnecting, outcome } = this.#machine;
    return {
      ...this.identity,
      direction,
      state,
      isReconnecting,
      startedAt: this.startedAt,
      answeredAt: this.#answeredAt,
      endedAt: this.#endedAt,
      isMuted,
      isHeld: state === 'held',
      sipStatus: outcome?.sipStatus ?? null,
      endReason: outcome?.endReason ?? null,
      endedBy: outcome?.endedBy ?? null,
      quality: state === 'active' ? this.#dependencies.media.quality.quality : null,
      isHeldByRemote: false,
      transfer: null,
      mergedInto: null,
      supervision: null,
      messageDrop: null,
      incidents: [],
      trouble: null,
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
        this.#engineCall?.sendDtmf(effect.tones);
        return;
      case 'record':
        return this.#recordStep(effect.type);
      case 'await-end':
        this.#endingTimer = setTimeout(() => this.dispatch({ type: 'ending-timeout' }), endingTimeoutMs);
        return;
      case 'release':
        clearTimeout(this.#endingTimer);
        this.#engineCall?.hangUp();
        return this.#dependencies.media.release();
    }
  }

  #recordStep(type: CallEvent['type']): void {
    const { outcome } = this.#machine;
    if (type === 'answered') this.#answeredAt = isoNow(this.#dependencies.clock);
    if (type === 'ended') this.#endedAt = isoNow(this.#dependencies.clock);
    this.#record(type, type === 'ended' && outcome ? { sip_status: outcome.sipStatus, ended_by: outcome.endedBy } : {});
  }

  #record(type: CallEvent['type'], extras: Partial<CallEvent>): void {
    const { clock, record } = this.#dependencies;
    record(callEventSchema.parse({ id: createId(clock), at: isoNow(clock), type, ...extras }));
  }

  #applyAudio(): void {
    if (this.isOver) return;
    const connection = this.#engineCall?.peerConnection() ?? null;
    void this.#dependencies.media.apply(this.audio, connection).catch(() => {
      // The connection closed under us; the engine tells the end of the call itself.
    });
  }
}
