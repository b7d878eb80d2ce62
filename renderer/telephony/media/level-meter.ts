/** How loud a track is, in dBFS of the last 100 ms; -100 stands for silence. */
export const silenceDb = -100;
const windowSeconds = 0.1;

/** Level of samples between -1 and 1 as dBFS (a full-scale square wave is 0), never below -100. */
export function levelOf(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  if (power === 0) return silenceDb;
  return Math.max(silenceDb, Number((10 * Math.log10(power / samples.length)).toFixed(1)));
}

export class LevelMeter {
  #source: MediaStreamAudioSourceNode;
  #analyser: AnalyserNode;
  #samples: Float32Array<ArrayBuffer>;
  readonly track: MediaStreamTrack;

  /** Chromium delivers a remote track to Web Audio only while an element plays it too. */
  constructor(context: AudioContext, track: MediaStreamTrack) {
    this.track = track;
    this.#analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
    this.#samples = new Float32Array(this.#analyser.fftSize);
  }

  read(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return levelOf(this.#samples.subarray(-Math.round(windowSeconds * this.#analyser.context.sampleRate)));
  }

  close(): void {
    this.#source.disconnect();
    this.#analyser.disconnect();
  }
}
