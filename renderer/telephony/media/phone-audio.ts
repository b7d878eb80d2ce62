/** The phone's ears and mouth: one AudioContext for the app, the warm microphone, the chosen devices, the tones. */
import { systemClock } from '../../../shared/domain/clock.ts';
import type { Settings } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import { AudioDevices } from './audio-devices.ts';
import { CallMedia } from './call-media.ts';
import { Microphone } from './microphone.ts';
import { SampleTap } from './sample-tap.ts';
import { Substitute } from './substitute.ts';
import { type ToneName, Tones } from './tones.ts';

declare global {
  /** W3C Web Audio API 1.1; TypeScript's DOM library does not have it yet. */
  interface AudioContext {
    setSinkId: (sinkId: string) => Promise<void>;
  }
}

export class PhoneAudio {
  readonly microphone: Microphone;
  readonly devices: AudioDevices;
  #context = new AudioContext({ latencyHint: 'interactive' });
  #tones = new Tones(this.#context);
  #inputDeviceId: string | null = null;
  #outputDeviceId: string | null = null;

  /** `changed`: devices or the microphone's state are others. `microphoneReplaced`: calls need a new track. */
  constructor({ changed, microphoneReplaced }: { changed: () => void; microphoneReplaced: () => void }) {
    this.microphone = new Microphone({ changed, replaced: microphoneReplaced });
    this.devices = new AudioDevices(() => {
      // A microphone was plugged in where there was none.
      if (this.microphone.state === 'missing') void this.microphone.warmUp();
      changed();
    });
  }

  createCallMedia(): CallMedia {
    return new CallMedia(this.#context, this.#outputDeviceId ?? '');
  }

  /** Something that can be sent in a call in place of the microphone; the caller closes it. */
  createSubstitute(): Substitute {
    return new Substitute(this.#context);
  }

  /** What a far end sends, for whoever listens for a beep; the caller closes it. */
  tap(track: MediaStreamTrack, windowSamples: number): SampleTap {
    return new SampleTap(this.#context, track, windowSamples);
  }

  /** The devices somebody chose. Open microphones change at once; the caller tells the calls about the speaker. */
  async applySettings({ microphone, speaker }: Pick<Settings, 'microphone' | 'speaker'>): Promise<void> {
    this.#inputDeviceId = microphone?.id ?? null;
    this.#outputDeviceId = speaker?.id ?? null;
    await Promise.all([this.microphone.choose(this.#inputDeviceId), this.#setSink()]);
  }

  /** An idle phone costs no processor time: the context runs only while something sounds or is measured. */
  setBusy(isBusy: boolean): void {
    if (isBusy && this.#context.state === 'suspended') void this.#context.resume();
    if (!isBusy && this.#context.state === 'running') void this.#context.suspend();
  }

  play(tone: ToneName | null): void {
    this.#tones.play(tone);
  }

  /** Told the level that a call's open microphone sends now. */
  observe(inputDb: number): void {
    this.microphone.observe(inputDb, systemClock.now());
  }

  get sinkId(): string {
    return this.#outputDeviceId ?? '';
  }

  snapshot(): PhoneSnapshot['audio'] {
    return {
      microphone: this.microphone.state,
      inputDeviceId: this.#inputDeviceId,
      outputDeviceId: this.#outputDeviceId,
      ringerDeviceId: null,
      devices: this.devices.list,
      notice: null,
      test: null,
    };
  }

  async #setSink(): Promise<void> {
    // A speaker that is not there: tones stay on the one in use.
    await this.#context.setSinkId(this.sinkId).catch(() => {});
  }
}
