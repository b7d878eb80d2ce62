/** How loud something is, in dBFS of the last 100 ms; -100 stands for silence. */

import { SampleTap } from './sample-tap.ts';

export const silenceDb = -100;
const windowSeconds = 0.1;

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

/** Listens to a track until it is closed or the track ends. */
export class LevelMeter {
  readonly track: MediaStreamTrack;
  #tap: SampleTap;

  constructor(track: MediaStreamTrack) {
    this.track = track;
    this.#tap = new SampleTap(track, (sampleRateHz) => Math.round(windowSeconds * sampleRateHz));
  }

  /** Level of the last 100 ms, dBFS. A track that delivers nothing any more is silent, whatever it delivered last. */
  read(): number {
    return this.#tap.isFresh ? levelOf(this.#tap.newest()) : silenceDb;
  }

  readTone(toneHz: number): number {
    return this.#tap.isFresh ? toneLevelOf(this.#tap.newest(), this.#tap.sampleRateHz, toneHz) : silenceDb;
  }

  close(): void {
    this.#tap.close();
  }
}
