/**
 * The microphone: opened at the first need, then held warm until the phone signs out, because opening takes long, and
 * because WebRTC hides its own addresses from a page without the permission. Each call gets a clone, so that mute, hold
 * and the end of one call never touch another.
 */
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../../shared/contracts/core/result.ts';
import type { PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';

export type MicrophoneState = PhoneSnapshot['audio']['microphone'];

/** Digital silence for this long is no quiet room but a dead microphone: a live one always has some noise. */
const deadAfterMs = 3000;
const deadBelowDb = -95;

export class Microphone {
  state: MicrophoneState = 'unknown';
  #deviceId: string | null = null;
  #track: MediaStreamTrack | null = null;
  #opening: Promise<Result<MediaStreamTrack>> | null = null;
  #silentSinceMs: number | null = null;
  #changed: () => void;
  #replaced: () => void;

  /** `changed`: the state is another. `replaced`: calls must take a new clone, for the old source is gone. */
  constructor({ changed, replaced }: { changed: () => void; replaced: () => void }) {
    this.#changed = changed;
    this.#replaced = replaced;
  }

  /** The id of the device in use, as the system names it. */
  get deviceId(): string | null {
    return this.#track?.getSettings().deviceId ?? null;
  }

  /** A track for one call, silent until it is enabled. The caller stops it. */
  async take(): Promise<Result<MediaStreamTrack>> {
    const opened = await this.warmUp();
    if (!opened.ok) return opened;
    const track = opened.value.clone();
    track.enabled = false;
    return ok(track);
  }

  /** Opens the microphone unless it is open. */
  warmUp(): Promise<Result<MediaStreamTrack>> {
    if (this.#track?.readyState === 'live') return Promise.resolve(ok(this.#track));
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async choose(deviceId: string | null): Promise<void> {
    if (deviceId === this.#deviceId) return;
    this.#deviceId = deviceId;
    if (this.#track) await this.#reopen();
  }

  release(): void {
    this.#letGo();
    this.#set('unknown');
  }

  /** Told ten times a second how loud a call's open microphone is; finds out that it is dead. */
  observe(levelDb: number, nowMs: number): void {
    if (levelDb > deadBelowDb) {
      this.#silentSinceMs = null;
      if (this.state === 'silent') this.#set('ready');
      return;
    }
    this.#silentSinceMs ??= nowMs;
    if (nowMs - this.#silentSinceMs >= deadAfterMs && this.state === 'ready') this.#set('silent');
  }

  /** No call listens to the microphone now: silence means nothing. */
  rest(): void {
    this.#silentSinceMs = null;
  }

  async #open(): Promise<Result<MediaStreamTrack>> {
    const processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const chosen = this.#deviceId === null ? null : { ...processing, deviceId: { exact: this.#deviceId } };
    try {
      const stream = await this.#capture(chosen ?? processing).catch((error: unknown) => {
        // The chosen device is not there now: any microphone is better than none.
        if (!chosen || nameOf(error) === 'NotAllowedError') throw error;
        return this.#capture(processing);
      });
      const [track] = stream.getAudioTracks();
      if (!track) throw new DOMException('No audio track', 'NotFoundError');
      this.#track = track;
      track.addEventListener('ended', () => {
        if (this.#track === track) void this.#reopen();
      });
      this.#set('ready');
      return ok(track);
    } catch (error) {
      const isMissing = ['NotFoundError', 'OverconstrainedError', 'NotReadableError'].includes(nameOf(error));
      this.#set(isMissing ? 'missing' : 'denied');
      const message = isMissing ? 'No microphone was found, or another program holds it.' : undefined;
      return failed(createProblem('phone/microphone-denied', message ? { message } : {}));
    }
  }

  #capture(audio: MediaTrackConstraints): Promise<MediaStream> {
    return navigator.mediaDevices.getUserMedia({ audio, video: false });
  }

  async #reopen(): Promise<void> {
    this.#letGo();
    const opened = await this.warmUp();
    if (opened.ok) this.#replaced();
  }

  #letGo(): void {
    const track = this.#track;
    this.#track = null;
    track?.stop();
  }

  #set(state: MicrophoneState): void {
    this.#silentSinceMs = null;
    if (state === this.state) return;
    this.state = state;
    this.#changed();
  }
}

const nameOf = (error: unknown): string => (error instanceof Error || error instanceof DOMException ? error.name : '');
