/** How loud something is, in dBFS of the last 100 ms; -100 stands for silence. */

declare global {
  /** W3C MediaStreamTrack Insertable Media Processing; Chromium has it for sound in windows, TypeScript's DOM library not. */
  class MediaStreamTrackProcessor {
    constructor(init: { track: MediaStreamTrack });
    readonly readable: ReadableStream<AudioData>;
  }
}

export const silenceDb = -100;
const windowSeconds = 0.1;
/** Longer than a busy page makes samples wait. */
const freshForMs = 500;

/** Level of samples between -1 and 1 as dBFS (a full-scale square wave is 0), never below -100. */
export function levelOf(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  if (power === 0) return silenceDb;
  return Math.max(silenceDb, Number((10 * Math.log10(power / samples.length)).toFixed(1)));
}

/** Loudest 100 ms of a recording, dBFS. */
export function loudestOf(samples: Float32Array, sampleRateHz: number): number {
  const window = Math.max(1, Math.round(windowSeconds * sampleRateHz));
  let loudest = silenceDb;
  for (let start = 0; start + window <= samples.length; start += window)
    loudest = Math.max(loudest, levelOf(samples.subarray(start, start + window)));
  return loudest;
}

/** Power of one frequency as dBFS of a sine of that frequency (Goertzel's algorithm): hears a tone through speech and noise. */
export function toneLevelOf(samples: Float32Array, sampleRateHz: number, toneHz: number): number {
  const turn = (2 * Math.PI * toneHz) / sampleRateHz;
  const factor = 2 * Math.cos(turn);
  let [last, beforeLast] = [0, 0];
  for (const sample of samples) [last, beforeLast] = [sample + factor * last - beforeLast, last];
  const power = last * last + beforeLast * beforeLast - factor * last * beforeLast;
  // A sine of amplitude a has the power a²n²/4 here and the level a²/2.
  const level = (2 * power) / (samples.length * samples.length);
  return level === 0 ? silenceDb : Math.max(silenceDb, Number((10 * Math.log10(level)).toFixed(1)));
}

/** Listens at a place of the audio graph. */
export class LevelTap {
  readonly node: AnalyserNode;
  #samples: Float32Array<ArrayBuffer>;

  constructor(context: AudioContext) {
    this.node = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
    this.#samples = new Float32Array(this.node.fftSize);
  }

  read(): number {
    return levelOf(this.#newest());
  }

  readTone(toneHz: number): number {
    return toneLevelOf(this.#newest(), this.node.context.sampleRate, toneHz);
  }

  #newest(): Float32Array {
    this.node.getFloatTimeDomainData(this.#samples);
    return this.#samples.subarray(-Math.round(windowSeconds * this.node.context.sampleRate));
  }
}

/**
 * Listens to a track, and lets go of it when it is closed or the track ends. Not through the AudioContext: Chromium keeps
 * each of its MediaStreamAudioSourceNodes, connected or not, for as long as the context lives, two for every call.
 * Chromium delivers a remote track only while an element plays it too.
 */
export class LevelMeter {
  readonly track: MediaStreamTrack;
  #reader: ReadableStreamDefaultReader<AudioData>;
  /** The newest samples, each new one in the place of the oldest. */
  #ring = new Float32Array(0);
  #next = 0;
  #sampleRateHz = 0;
  #heardAtMs = Number.NEGATIVE_INFINITY;

  constructor(track: MediaStreamTrack) {
    this.track = track;
    this.#reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    void this.#listen();
  }

  /** Level of the last 100 ms, dBFS. */
  read(): number {
    return this.#isFresh ? levelOf(this.#ring) : silenceDb;
  }

  readTone(toneHz: number): number {
    if (!this.#isFresh) return silenceDb;
    const inOrder = new Float32Array(this.#ring.length);
    inOrder.set(this.#ring.subarray(this.#next));
    inOrder.set(this.#ring.subarray(0, this.#next), this.#ring.length - this.#next);
    return toneLevelOf(inOrder, this.#sampleRateHz, toneHz);
  }

  close(): void {
    this.#reader.cancel().catch(() => {});
  }

  /** A track that delivers nothing any more is silent, whatever it delivered last. */
  get #isFresh(): boolean {
    return performance.now() - this.#heardAtMs < freshForMs;
  }

  async #listen(): Promise<void> {
    for (;;) {
      const { value: data } = await this.#reader.read();
      if (!data) return;
      this.#take(data);
      data.close();
    }
  }

  #take(data: AudioData): void {
    const { sampleRate, numberOfFrames } = data;
    if (sampleRate !== this.#sampleRateHz) {
      this.#sampleRateHz = sampleRate;
      this.#ring = new Float32Array(Math.round(windowSeconds * sampleRate));
      this.#next = 0;
    }
    const samples = new Float32Array(numberOfFrames);
    data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    for (const sample of samples) {
      this.#ring[this.#next] = sample;
      this.#next = (this.#next + 1) % this.#ring.length;
    }
    this.#heardAtMs = performance.now();
  }
}
