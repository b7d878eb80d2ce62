/**
 * The phone's ears and mouth, and the one object of sound that the phone knows: the warm microphone, the speaker, the
 * ringer, the tones, the self-tests. It follows what is plugged in: a device that goes is replaced by the next best
 * within a second, in calls too and without a negotiation, one that comes back is used again, and both are said.
 */
import type { CallIncident } from '../../../shared/contracts/calls/calls.contract.ts';
import { processingOf } from '../../../shared/domain/telephony/microphone-processing.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { Settings } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneLevels, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import { AudioDevices } from './audio-devices.ts';
import {
  type AudioChoices,
  type AudioRole,
  type AudioRoute,
  changedRoles,
  noRoute,
  routeFor,
  sentenceAbout,
} from './audio-route.ts';
import { AudioTests } from './audio-tests.ts';
import { CallMedia } from './call-media.ts';
import { Microphone } from './microphone.ts';
import { SampleTap } from './sample-tap.ts';
import { SoundOutput } from './sound-output.ts';
import { Substitute } from './substitute.ts';
import { type EndOfCall, playTone, type SignalName, signalAtEnd, type ToneName } from './tones.ts';

export type AudioSettings = AudioChoices & Pick<Settings, 'processing'>;

type DeviceChange = Extract<CallIncident['kind'], 'microphone-changed' | 'speaker-changed'>;

export type AudioListener = {
  /** Devices, the microphone's state, the notice or a test are others. */
  changed: () => void;
  /** Calls that are up go on with another device; `words` say why. */
  deviceChanged: (kind: DeviceChange, words: string) => void;
};

/** What happened to a device is news for so long. */
const noticeForMs = 20_000;
/** Makers and words of telephone headsets: what looks like one may have buttons worth connecting. */
const headsetWords = /headset|jabra|poly|plantronics|epos|sennheiser|yealink|logitech zone|evolve|voyager|blackwire/i;
const roleWords: Readonly<Record<AudioRole, string>> = {
  microphone: 'The microphone',
  speaker: 'The speaker',
  ringer: 'The ringer',
};

export class PhoneAudio {
  readonly microphone: Microphone;
  readonly devices: AudioDevices;
  readonly tests: AudioTests;
  readonly output = new SoundOutput();
  #listener: AudioListener;
  #settings: AudioSettings = { microphone: null, speaker: null, ringer: null, processing: {} };
  #route: AudioRoute = noRoute;
  /** Devices have been listed with their names: what is missing from now on is missing. */
  #hasSeenDevices = false;
  #applying: Promise<void> = Promise.resolve();
  #calls = new Set<CallMedia>();
  #tone: { name: ToneName; stop: () => void } | null = null;
  #notice: string | null = null;
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: AudioListener) {
    this.#listener = listener;
    this.microphone = new Microphone({
      changed: listener.changed,
      // The list is asked for at once: the news of what was unplugged comes later than the end of the track.
      ended: () => void this.devices.refresh(),
      closing: () => {
        for (const call of this.#calls) call.closeMicrophone();
      },
      replaced: () => {
        for (const call of this.#calls) void call.renewMicrophone();
      },
    });
    this.devices = new AudioDevices(() => void this.#apply('devices'));
    this.tests = new AudioTests(
      {
        microphone: this.microphone,
        output: this.output,
        nameOf: (role) => this.#route[role]?.name ?? roleWords[role],
      },
      listener.changed,
    );
  }

  createCallMedia(): CallMedia {
    const media: CallMedia = new CallMedia({
      sinkId: this.sinkId,
      takeMicrophone: () => this.microphone.take(),
      released: () => void this.#calls.delete(media),
    });
    this.#calls.add(media);
    return media;
  }

  /** Something that can be sent in a call in place of the microphone; the caller closes it. */
  createSubstitute(): Substitute {
    return new Substitute(this.output.context);
  }

  /** What a far end sends, for whoever listens for a beep; the caller closes it. */
  tap(track: MediaStreamTrack, windowSamples: number): SampleTap {
    return new SampleTap(this.output.context, track, windowSamples);
  }

  /** A headset that is microphone and speaker at once, by its name; null when sound goes elsewhere. */
  get headsetName(): string | null {
    const { microphone, speaker } = this.#route;
    const name = microphone?.name ?? null;
    return name !== null && name === speaker?.name && headsetWords.test(name) ? name : null;
  }

  /** What somebody chose; takes effect at once, in calls too. */
  applySettings({ microphone, speaker, ringer, processing }: AudioSettings): Promise<void> {
    this.#settings = { microphone, speaker, ringer, processing };
    return this.#apply('settings');
  }

  /** Calls are up: the context runs, and no self-test disturbs them. */
  setBusy(isBusy: boolean): void {
    this.output.setNeeded('calls', isBusy);
    if (isBusy) this.tests.stop();
  }

  /** Switches to a tone, or to silence with null; the same tone again changes nothing. */
  play(name: ToneName | null): void {
    if (name === (this.#tone?.name ?? null)) return;
    this.#tone?.stop();
    this.#tone = null;
    if (name === null) return;
    this.#tone = { name, ...playTone(name, this.output.busOf(name === 'ring' ? 'ringer' : 'speaker')) };
  }

  /** A short tone that ends by itself. */
  signal(name: SignalName): void {
    const reason = `signal ${name}`;
    this.output.setNeeded(reason, true);
    playTone(name, this.output.busOf('speaker'), () => this.output.setNeeded(reason, false));
  }

  /** An own call is over: the agent hears it when it came to nothing. */
  callEnded(end: EndOfCall): void {
    const signal = signalAtEnd(end);
    if (signal) this.signal(signal);
  }

  /** Told the level that a call's open microphone sends now. */
  observe(inputDb: number): void {
    this.microphone.observe(inputDb, systemClock.now());
  }

  /** Levels for the meters while no call is up but a self-test runs; null when none does. */
  idleLevels(): PhoneLevels | null {
    const { levels } = this.tests;
    return levels && { callId: null, ...levels };
  }

  /** Where calls are heard. */
  get sinkId(): string {
    return this.#route.speaker?.deviceId ?? '';
  }

  /** The device that has this role now, as a person knows it. */
  nameOf(role: AudioRole): string | null {
    return this.#route[role]?.name ?? null;
  }

  snapshot(): PhoneSnapshot['audio'] {
    const idOf = (role: AudioRole): string | null => this.#route[role]?.deviceId ?? null;
    return {
      microphone: this.microphone.state,
      inputDeviceId: this.microphone.deviceId ?? idOf('microphone'),
      outputDeviceId: idOf('speaker'),
      ringerDeviceId: idOf('ringer'),
      devices: this.devices.list,
      notice: this.#notice,
      test: this.tests.current,
    };
  }

  /** One change after the other, the newest choice and list each time. */
  #apply(cause: 'settings' | 'devices'): Promise<void> {
    this.#applying = this.#applying.then(() => this.#applyNow(cause)).catch(() => {});
    return this.#applying;
  }

  async #applyNow(cause: 'settings' | 'devices'): Promise<void> {
    const isFirst = !this.#hasSeenDevices;
    const before = this.#route;
    const after = routeFor(this.#settings, this.devices.list);
    this.#route = after;
    this.#hasSeenDevices ||= this.devices.list.length > 0;
    const changed = changedRoles(before, after);
    const hasSpeakerMoved = changed.includes('speaker') && before.speaker?.deviceId === after.speaker?.deviceId;
    for (const call of this.#calls) call.setSink(this.sinkId, hasSpeakerMoved);
    await Promise.all([
      this.output.route({ speaker: sinkOf(after, 'speaker'), ringer: sinkOf(after, 'ringer') }),
      this.#applyMicrophone(),
    ]);
    if (cause === 'devices' && this.#hasSeenDevices) {
      const sentence = sentenceAbout(this.#settings, isFirst ? null : before, after);
      if (sentence !== null) this.#say(sentence);
      if (!isFirst) this.#tellCalls(changed, sentence);
    }
    this.#listener.changed();
  }

  async #applyMicrophone(): Promise<void> {
    const { microphone: placement } = this.#route;
    const wasMissing = this.microphone.state === 'missing';
    await this.microphone.use({
      deviceId: placement?.deviceId ?? null,
      hardwareId: placement?.hardwareId ?? null,
      processing: processingOf(placement?.name ?? '', this.#settings.processing, this.devices.list),
    });
    if (!wasMissing || !placement) return;
    const opened = await this.microphone.warmUp();
    if (opened.ok) for (const call of this.#calls) void call.renewMicrophone();
  }

  #tellCalls(changed: AudioRole[], sentence: string | null): void {
    for (const role of changed) {
      if (role === 'ringer' || sentence === null) continue;
      this.#listener.deviceChanged(role === 'microphone' ? 'microphone-changed' : 'speaker-changed', sentence);
    }
  }

  #say(sentence: string): void {
    this.#notice = sentence;
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => {
      this.#notice = null;
      this.#listener.changed();
    }, noticeForMs);
  }
}

const sinkOf = (route: AudioRoute, role: 'speaker' | 'ringer'): { sinkId: string; hardwareId: string } => ({
  sinkId: route[role]?.deviceId ?? '',
  hardwareId: route[role]?.hardwareId ?? '',
});
