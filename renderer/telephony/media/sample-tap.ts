/**
 * The newest samples of a track, for whoever asks often enough. Lets go of the track when it is closed or the track ends.
 *
 * Not through the AudioContext: Chromium keeps each of its MediaStreamAudioSourceNodes, connected or not, for as long as the
 * context lives. Chromium delivers a remote track only while an element plays it too.
 */
declare global {
  /** W3C MediaStreamTrack Insertable Media Processing; Chromium has it for sound in windows, TypeScript's DOM library not. */
  class MediaStreamTrackProcessor {
    constructor(init: { track: MediaStreamTrack });
    readonly readable: ReadableStream<AudioData>;
  }
}

/** Longer than a busy page makes samples wait. */
const freshForMs = 500;

export class SampleTap {
  /** 0 until the first sound came. */
  sampleRateHz = 0;
  #windowOf: (sampleRateHz: number) => number;
  #reader: ReadableStreamDefaultReader<AudioData>;
  /** Each new sample in the place of the oldest. */
  #ring = new Float32Array(0);
  #next = 0;
  #heardSamples = 0;
  #heardAtMs = Number.NEGATIVE_INFINITY;

  /** `windowOf` says how many samples are kept at a sample rate. */
  constructor(track: MediaStreamTrack, windowOf: (sampleRateHz: number) => number) {
    this.#windowOf = windowOf;
    this.#reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    void this.#listen();
  }

  /** False once the track has delivered nothing for half a second, and before its first sound. */
  get isFresh(): boolean {
    return performance.now() - this.#heardAtMs < freshForMs;
  }

  /** Milliseconds of sound since the tap was opened. */
  get heardMs(): number {
    return this.sampleRateHz === 0 ? 0 : (this.#heardSamples * 1000) / this.sampleRateHz;
  }

  /** The window, oldest sample first; zeros stand for what has not come yet. */
  newest(): Float32Array<ArrayBuffer> {
    const inOrder = new Float32Array(this.#ring.length);
    inOrder.set(this.#ring.subarray(this.#next));
    inOrder.set(this.#ring.subarray(0, this.#next), this.#ring.length - this.#next);
    return inOrder;
  }

  close(): void {
    this.#reader.cancel().catch(() => {});
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
    if (sampleRate !== this.sampleRateHz) {
      this.sampleRateHz = sampleRate;
      this.#ring = new Float32Array(this.#windowOf(sampleRate));
      this.#next = 0;
      this.#heardSamples = 0;
    }
    const samples = new Float32Array(numberOfFrames);
    data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    for (const sample of samples) {
      this.#ring[this.#next] = sample;
      this.#next = (this.#next + 1) % this.#ring.length;
    }
    this.#heardSamples += numberOfFrames;
    this.#heardAtMs = performance.now();
  }
}
