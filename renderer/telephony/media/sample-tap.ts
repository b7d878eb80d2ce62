/** The newest samples of a track, for whoever asks often enough. Chromium delivers a remote track only while an element plays it too. */
export class SampleTap {
  readonly sampleRate: number;
  #source: MediaStreamAudioSourceNode;
  #analyser: AnalyserNode;
  #context: AudioContext;

  /** `windowSamples` is a power of two, 32 to 32768: how many samples `read` gives. */
  constructor(context: AudioContext, track: MediaStreamTrack, windowSamples: number) {
    this.#context = context;
    this.sampleRate = context.sampleRate;
    this.#analyser = new AnalyserNode(context, { fftSize: windowSamples, smoothingTimeConstant: 0 });
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
  }

  /** Milliseconds of sound that the context has processed. */
  get atMs(): number {
    return this.#context.currentTime * 1000;
  }

  /** Fills the array, which has the window's size, with the newest samples, oldest first. */
  read(samples: Float32Array<ArrayBuffer>): void {
    this.#analyser.getFloatTimeDomainData(samples);
  }

  close(): void {
    this.#source.disconnect();
    this.#analyser.disconnect();
  }
}
