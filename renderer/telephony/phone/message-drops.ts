/**
 * Leaves a recorded message on a voicemail: waits for the beep, plays the recording into the call in place of the microphone,
 * hangs up. Promise: the microphone is off from the order to the end; whoever takes the call back does so by cancelling.
 *
 *   ordered ──► waiting-for-beep ──beep heard──► playing ──over──► hung up
 *      └── after the beep already ───────────────►┘
 *   waiting, playing ──cancel | hold──► the agent is in the call again
 *   waiting ──90 s without a beep──► the same, and said
 */
import type { PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import type { LiveCall } from '../live-call.ts';
import type { PhoneAudio } from '../media/phone-audio.ts';
import { BeepDetector, beepWindowSamples } from '../message-drop/beep-detector.ts';
import { type Answer, done, refuse } from './answers.ts';
import type { CallList } from './call-list.ts';

export type MessageDropDependencies = {
  calls: CallList;
  audio: Pick<PhoneAudio, 'createSubstitute' | 'tap'>;
};

type Drop = { call: LiveCall; stop: AbortController };

const listenEveryMs = 20;
const beepWithinMs = 90_000;
/** What was played is still on its way for a moment. */
const tailMs = 400;
const noBeep = 'No beep was heard, so the message was not left. You are in the call again.';
const decodeBase64 = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)).buffer;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class MessageDrops {
  #dependencies: MessageDropDependencies;
  #drops: Drop[] = [];

  constructor(dependencies: MessageDropDependencies) {
    this.#dependencies = dependencies;
  }

  async drop({ callId, wavBase64, isAfterBeep }: Extract<PhoneOrder, { do: 'drop-message' }>): Promise<Answer> {
    const call = this.#dependencies.calls.talking(callId);
    if (!call) return refuse('phone/no-such-call');
    const isPossible = (): boolean => call.machine.state === 'active' && call.facts.messageDrop === null;
    if (!isPossible() || call.facts.supervision) return refuse('phone/not-possible-now');
    const substitute = this.#dependencies.audio.createSubstitute();
    let recording: AudioBuffer;
    try {
      recording = await substitute.decode(decodeBase64(wavBase64));
    } catch {
      substitute.close();
      return refuse('phone/not-possible-now', 'This recording cannot be played.');
    }
    if (!isPossible()) {
      substitute.close();
      return refuse('phone/not-possible-now');
    }
    const drop = { call, stop: new AbortController() };
    this.#drops.push(drop);
    const { signal } = drop.stop;
    signal.addEventListener('abort', () => substitute.close());
    call.dispatch({ type: 'set-replaced', isReplaced: true });
    call.note({ messageDrop: isAfterBeep ? 'playing' : 'waiting-for-beep', notice: null });
    await call.media.setSubstitute(substitute.track);
    void this.#leave(drop, isAfterBeep, () => substitute.play(recording));
    return done;
  }

  cancel(callId: string): Answer {
    const drop = this.#drops.find(({ call }) => call.identity.callId === callId);
    if (!drop) return refuse('phone/not-possible-now');
    this.#end(drop, null);
    return done;
  }

  /** After each change: a call that is over or on hold gets no message. */
  settle(): void {
    for (const drop of this.#drops) if (drop.call.machine.state !== 'active') this.#end(drop, null);
  }

  async #leave(drop: Drop, isAfterBeep: boolean, play: () => Promise<boolean>): Promise<void> {
    const { call, stop } = drop;
    const hasBeeped = isAfterBeep || (await this.#beep(call, stop.signal));
    if (stop.signal.aborted) return;
    if (!hasBeeped) return this.#end(drop, noBeep);
    call.note({ messageDrop: 'playing' });
    const isWhole = await play();
    if (isWhole) await sleep(tailMs);
    if (stop.signal.aborted) return;
    call.dispatch({ type: 'hang-up' });
  }

  /** True once a beep is over; false when none came in time. */
  async #beep(call: LiveCall, signal: AbortSignal): Promise<boolean> {
    const track = call.media.heardTrack;
    if (!track) return false;
    const tap = this.#dependencies.audio.tap(track, beepWindowSamples);
    const detector = new BeepDetector(tap.sampleRate);
    const samples = new Float32Array(beepWindowSamples);
    try {
      for (const startMs = tap.atMs; !signal.aborted && tap.atMs - startMs < beepWithinMs; await sleep(listenEveryMs)) {
        tap.read(samples);
        if (detector.hear(samples, tap.atMs)) return true;
      }
      return false;
    } finally {
      tap.close();
    }
  }

  #end(drop: Drop, notice: string | null): void {
    if (drop.stop.signal.aborted) return;
    this.#drops = this.#drops.filter((each) => each !== drop);
    drop.stop.abort();
    const { call } = drop;
    void call.media.setSubstitute(null);
    call.dispatch({ type: 'set-replaced', isReplaced: false });
    call.note({ messageDrop: null, notice });
  }
}
