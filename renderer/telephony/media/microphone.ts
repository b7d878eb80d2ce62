/**
 * The microphone: opened at the first need, then held warm until the phone signs out, because opening takes long, and
 * because WebRTC hides its own addresses from a page without the permission. Each call gets a clone, so that mute, hold
 * and the end of one call never touch another.
 */
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../../shared/contracts/core/result.ts';
import type { Processing } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import { SilenceWatch } from './silence-watch.ts';

export type MicrophoneState = PhoneSnapshot['audio']['microphone'];

/** Which device, as the system names it, and how its sound is processed. Null: whatever there is. */
export type MicrophoneWish = {
  deviceId: string | null;
  /** Another one behind the same `deviceId` means: the system's default has moved. */
  hardwareId: string | null;
  processing: Processing;
};

export type MicrophoneListener = {
  /** The state is another. */
  changed: () => void;
  /** The device was pulled, or the system took it away. */
  ended: () => void;
  /** About to be closed and opened again: whoever holds a clone lets go of it. */
  closing: () => void;
  /** Calls must take a new clone, for the old source is gone. */
  replaced: () => void;
};

const standardProcessing: Processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

export class Microphone {
  state: MicrophoneState = 'unknown';
  #wish: MicrophoneWish = { deviceId: null, hardwareId: null, processing: standardProcessing };
  #track: MediaStreamTrack | null = null;
  #opening: Promise<Result<MediaStreamTrack>> | null = null;
  #silence = new SilenceWatch();
  #listener: MicrophoneListener;

  constructor(listener: MicrophoneListener) {
    this.#listener = listener;
  }

  /** The id of the device in use, as the system names it; null while none is open. */
  get deviceId(): string | null {
    return this.isOpen ? (this.#track?.getSettings().deviceId ?? null) : null;
  }

  get isOpen(): boolean {
    return this.#track?.readyState === 'live';
  }

  /** A track for one call, silent until it is enabled. The caller stops it. */
  async take(): Promise<Result<MediaStreamTrack>> {
    const opened = await this.warmUp();
    if (!opened.ok) return opened;
    const track = opened.value.clone();
    track.enabled = false;
    return ok(track);
  }

  /** The same device with nothing taken out of its sound, not even what the speaker plays. The caller stops it. */
  async takeUnprocessed(): Promise<Result<MediaStreamTrack>> {
    const opened = await this.warmUp();
    if (!opened.ok) return opened;
    const { deviceId } = opened.value.getSettings();
    const [track] = await this.#capture({
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
      ...(deviceId === undefined ? {} : { deviceId }),
    }).then(
      (stream) => stream.getAudioTracks(),
      () => [],
    );
    return track ? ok(track) : failed(createProblem('phone/microphone-denied'));
  }

  /** Opens the microphone unless it is open. */
  warmUp(): Promise<Result<MediaStreamTrack>> {
    if (this.#track?.readyState === 'live') return Promise.resolve(ok(this.#track));
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /**
   * Changes device or processing. An open microphone changes at once, the new one before the old one goes, so that a
   * call is not without. Processing means opening anew too: Chromium's applyConstraints agrees and changes nothing.
   */
  async use(wish: MicrophoneWish): Promise<void> {
    const before = this.#wish;
    this.#wish = wish;
    await this.#opening;
    const isSame =
      before.deviceId === wish.deviceId &&
      before.hardwareId === wish.hardwareId &&
      JSON.stringify(before.processing) === JSON.stringify(wish.processing);
    if (this.#track === null || (isSame && this.isOpen)) return;
    const old = this.#track;
    this.#track = null;
    const opened = await this.warmUp();
    old.stop();
    if (opened.ok) this.#listener.replaced();
  }

  release(): void {
    this.#letGo();
    this.#set('unknown');
  }

  /** Told ten times a second how loud a call's open microphone is; finds out that it is dead, and tries to mend it. */
  observe(levelDb: number, nowMs: number): void {
    const news = this.#silence.hear(levelDb, nowMs);
    if (news?.type === 'silent' && this.state === 'ready') this.#set('silent');
    if (news?.type === 'heard' && this.state === 'silent') this.#set('ready');
    if (news?.type === 'reopen') void this.#reopen();
  }

  /** No call listens to the microphone now: silence means nothing. */
  rest(): void {
    this.#silence.rest();
  }

  async #open(): Promise<Result<MediaStreamTrack>> {
    const { deviceId, processing } = this.#wish;
    try {
      const stream = await this.#capture({
        ...processing,
        ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
      }).catch((error: unknown) => {
        // The wanted device is not there, or another program holds it: any microphone is better than none.
        if (deviceId === null || nameOf(error) === 'NotAllowedError') throw error;
        return this.#capture(processing);
      });
      const [track] = stream.getAudioTracks();
      if (!track) throw new DOMException('No audio track', 'NotFoundError');
      this.#track = track;
      track.addEventListener('ended', () => {
        if (this.#track === track) this.#listener.ended();
      });
      // Opening anew does not prove that a silent microphone speaks again.
      if (this.state !== 'silent') this.#set('ready');
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
    // Every clone holds the device open: only when all are gone does opening mean opening.
    this.#listener.closing();
    this.#letGo();
    const opened = await this.warmUp();
    if (opened.ok) this.#listener.replaced();
  }

  #letGo(): void {
    const track = this.#track;
    this.#track = null;
    track?.stop();
  }

  #set(state: MicrophoneState): void {
    if (state === this.state) return;
    this.state = state;
    this.#listener.changed();
  }
}

const nameOf = (error: unknown): string => (error instanceof Error || error instanceof DOMException ? error.name : '');
