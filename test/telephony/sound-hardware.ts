/**
 * Microphones and loudspeakers that a test can plug in and pull out, in the place of a page's own: each microphone
 * sings a note of its own (or is dead), each loudspeaker is one of Chromium's fake ones, so that moving a sound there is
 * real. It is put into the page by the test; the app knows nothing of it. Also counts contexts and questions.
 */
import type { Page } from '@playwright/test';

type Device = { name: string; usb?: string; kind: 'audioinput' | 'audiooutput'; group: string; hz?: number | null };

/** Microphones: what they sing; `usb`: the numbers of vendor and product. Loudspeakers: Chromium's fake ones, by number. */
export const hardware = {
  headsetMicrophone: { name: 'Jabra Evolve2 65', usb: '0b0e:030c', kind: 'audioinput', group: 'jabra', hz: 660 },
  builtInMicrophone: { name: 'Built-in Audio', kind: 'audioinput', group: 'built-in', hz: 440 },
  deadMicrophone: { name: 'Dead Microphone', kind: 'audioinput', group: 'dead', hz: null },
  headsetSpeaker: { name: 'Jabra Evolve2 65', usb: '0b0e:030c', kind: 'audiooutput', group: 'jabra' },
  builtInSpeaker: { name: 'Built-in Audio', kind: 'audiooutput', group: 'built-in' },
} as const satisfies Record<string, Device>;
export type HardwareName = keyof typeof hardware;

/** What the page's sound looks like from outside. */
export type SoundView = {
  contexts: { made: number; running: boolean; sinkName: string };
  /** Elements that play now, with the loudspeaker they play on and how loud. */
  playing: { sinkName: string; levelDb: number }[];
  /** Frequencies of the notes the page has sounded so far, in hertz. */
  notes: number[];
  enumerations: number;
  /** Processing and device of each microphone opened so far, newest last. */
  opened: { name: string; echoCancellation: unknown; noiseSuppression: unknown; autoGainControl: unknown }[];
  /** Microphone tracks, clones too, that are live. */
  liveTracks: number;
};

export type SoundHardware = {
  plug: (name: HardwareName) => void;
  unplug: (name: HardwareName) => void;
  setDefault: (kind: Device['kind'], name: HardwareName) => void;
  /** A dead microphone speaks again, a live one dies. */
  setHz: (name: HardwareName, hz: number | null) => void;
  view: () => Promise<SoundView>;
};

declare global {
  var soundHardware: SoundHardware;
  /** W3C mediacapture-transform, as Chromium has it. */
  class MediaStreamTrackGenerator extends MediaStreamTrack {
    constructor(init: { kind: 'audio' });
    readonly writable: WritableStream<AudioData>;
  }
  interface AudioContext {
    readonly sinkId: string;
  }
}

/** Runs in the page, before the page's own script. */
export function installSoundHardware(devices: Record<string, Device>): void {
  type Source = { name: string; track: MediaStreamTrack; end: () => void };
  type MediaDevice = { deviceId: string; kind: Device['kind']; label: string; groupId: string };
  const real = {
    enumerate: navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices),
    getUserMedia: navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices),
  };
  const hz = new Map(Object.entries(devices).map(([name, device]) => [name, device.hz ?? null]));
  const plugged = new Set(Object.keys(devices).filter((name) => name !== 'deadMicrophone'));
  const defaults = { audioinput: 'builtInMicrophone', audiooutput: 'builtInSpeaker' };
  const sources: Source[] = [];
  const tracks: MediaStreamTrack[] = [];
  const opened: SoundView['opened'] = [];
  let enumerations = 0;
  let sinks: Promise<MediaDeviceInfo[]> | undefined;

  /** Chromium's own fake loudspeakers, once: sinks are asked for by their real ids. */
  const realSinks = (): Promise<MediaDeviceInfo[]> => {
    sinks ??= (async () => {
      const stream = await real.getUserMedia({ audio: true });
      const found = await real.enumerate();
      for (const track of stream.getTracks()) track.stop();
      return found.filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== 'default');
    })();
    return sinks;
  };
  const sinkOrder = ['headsetSpeaker', 'builtInSpeaker'];
  const idOf = async (name: string): Promise<string> =>
    devices[name]?.kind === 'audioinput'
      ? `id-${name}`
      : ((await realSinks())[sinkOrder.indexOf(name)]?.deviceId ?? '');

  /** Chromium appends the numbers of a USB device. */
  const labelOf = (device: Device): string => device.name + (device.usb ? ` (${device.usb})` : '');
  const list = async (): Promise<MediaDevice[]> => {
    const found: MediaDevice[] = [];
    for (const kind of ['audioinput', 'audiooutput'] as const) {
      const names = [...plugged].filter((name) => devices[name]?.kind === kind);
      const standard = names.includes(defaults[kind]) ? defaults[kind] : names[0];
      if (standard === undefined) continue;
      const usual = devices[standard];
      if (!usual) continue;
      found.push({ deviceId: 'default', kind, label: `Default - ${labelOf(usual)}`, groupId: usual.group });
      for (const name of names) {
        const device = devices[name];
        if (device) found.push({ deviceId: await idOf(name), kind, label: labelOf(device), groupId: device.group });
      }
    }
    return found;
  };

  /** A track that sings, in frames of 10 ms. */
  const sing = (name: string): Source => {
    const generator = new MediaStreamTrackGenerator({ kind: 'audio' });
    const writer = generator.writable.getWriter();
    const rate = 48_000;
    const frame = rate / 100;
    const began = performance.now();
    let written = 0;
    const timer = setInterval(() => {
      while (written * 10 < performance.now() - began) {
        const note = hz.get(name) ?? null;
        const turn = note === null ? 0 : (2 * Math.PI * note) / rate;
        const from = written * frame;
        const samples = new Float32Array(frame).map((_, index) => 0.3 * Math.sin(turn * (from + index)));
        const timestamp = written * 10_000;
        written += 1;
        void writer
          .write(
            new AudioData({
              format: 'f32-planar',
              sampleRate: rate,
              numberOfFrames: frame,
              numberOfChannels: 1,
              timestamp,
              data: samples,
            }),
          )
          .catch(() => clearInterval(timer));
      }
    }, 10);
    const end = (): void => {
      clearInterval(timer);
      void writer.close().catch(() => {});
    };
    return { name, track: generator, end };
  };

  const follow = (track: MediaStreamTrack, settings: MediaTrackSettings): MediaStreamTrack => {
    tracks.push(track);
    const clone = track.clone.bind(track);
    Object.assign(track, { getSettings: () => settings, clone: () => follow(clone(), settings) });
    return track;
  };

  navigator.mediaDevices.enumerateDevices = async () => {
    enumerations += 1;
    return (await list()).map((device) => ({ ...device, toJSON: () => device }));
  };
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const audio = typeof wanted?.audio === 'object' ? wanted.audio : {};
    const asked = audio.deviceId;
    const exact = typeof asked === 'object' && !Array.isArray(asked) ? asked.exact : undefined;
    const inputs = (await list()).filter(({ kind }) => kind === 'audioinput');
    const id = exact ?? (typeof asked === 'string' ? asked : 'default');
    const found = inputs.find(({ deviceId }) => deviceId === id) ?? (exact === undefined ? inputs[0] : undefined);
    if (inputs.length === 0) throw new DOMException('Requested device not found', 'NotFoundError');
    if (!found) throw new DOMException('No such device', 'OverconstrainedError');
    const name = Object.keys(devices).find(
      (each) => devices[each]?.kind === 'audioinput' && devices[each].group === found.groupId,
    );
    const source = sing(name ?? '');
    const { echoCancellation, noiseSuppression, autoGainControl } = audio;
    opened.push({ name: devices[name ?? '']?.name ?? '', echoCancellation, noiseSuppression, autoGainControl });
    sources.push(source);
    return new MediaStream([follow(source.track, { deviceId: found.deviceId, groupId: found.groupId })]);
  };

  const contexts: AudioContext[] = [];
  const Context = globalThis.AudioContext;
  globalThis.AudioContext = class extends Context {
    constructor(...parts: ConstructorParameters<typeof Context>) {
      super(...parts);
      contexts.push(this);
    }
  };
  const notes: number[] = [];
  const Oscillator = globalThis.OscillatorNode;
  globalThis.OscillatorNode = class extends Oscillator {
    constructor(...parts: ConstructorParameters<typeof Oscillator>) {
      super(...parts);
      notes.push(this.frequency.value);
    }
  };
  const elements: HTMLAudioElement[] = [];
  const Element = globalThis.Audio;
  globalThis.Audio = class extends Element {
    constructor() {
      super();
      elements.push(this);
    }
  };

  const { mediaDevices } = navigator;
  const changed = (): void => void mediaDevices.dispatchEvent(new Event('devicechange'));
  const nameOfSink = async (sinkId: string): Promise<string> => {
    const at = (await realSinks()).findIndex(({ deviceId }) => deviceId === sinkId);
    return at < 0 ? 'default' : (devices[sinkOrder[at] ?? '']?.name ?? '');
  };
  const levelOf = async (element: HTMLAudioElement): Promise<number> => {
    const [context] = contexts;
    if (!context || !(element.srcObject instanceof MediaStream) || element.volume === 0) return -100;
    const analyser = new AnalyserNode(context, { fftSize: 8192 });
    const source = context.createMediaStreamSource(element.srcObject);
    source.connect(analyser);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const samples = new Float32Array(4800);
    analyser.getFloatTimeDomainData(samples);
    source.disconnect();
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    return power === 0 ? -100 : 10 * Math.log10(power);
  };

  globalThis.soundHardware = {
    plug: (name) => {
      plugged.add(name);
      changed();
    },
    unplug: (name) => {
      plugged.delete(name);
      for (const source of sources) if (source.name === name) source.end();
      changed();
    },
    setDefault: (kind, name) => {
      defaults[kind] = name;
      changed();
    },
    setHz: (name, note) => void hz.set(name, note),
    view: async () => ({
      contexts: {
        made: contexts.length,
        running: contexts[0]?.state === 'running',
        sinkName: await nameOfSink(contexts[0]?.sinkId ?? ''),
      },
      playing: await Promise.all(
        elements
          .filter(({ paused }) => !paused)
          .map(async (element) => ({ sinkName: await nameOfSink(element.sinkId), levelDb: await levelOf(element) })),
      ),
      notes,
      enumerations,
      opened,
      liveTracks: tracks.filter(({ readyState }) => readyState === 'live').length,
    }),
  };
}

/** The other end of it, in the test. */
export class TestHardware {
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  plug(...names: HardwareName[]): Promise<void> {
    return this.#page.evaluate((all) => all.forEach((name) => soundHardware.plug(name)), names);
  }

  unplug(...names: HardwareName[]): Promise<void> {
    return this.#page.evaluate((all) => all.forEach((name) => soundHardware.unplug(name)), names);
  }

  setDefault(kind: Device['kind'], name: HardwareName): Promise<void> {
    return this.#page.evaluate(([of, to]) => soundHardware.setDefault(of, to), [kind, name] as const);
  }

  setHz(name: HardwareName, hz: number | null): Promise<void> {
    return this.#page.evaluate(([of, to]) => soundHardware.setHz(of, to), [name, hz] as const);
  }

  view(): Promise<SoundView> {
    return this.#page.evaluate(() => soundHardware.view());
  }
}
