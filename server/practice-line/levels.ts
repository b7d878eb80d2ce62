/** Measures what is heard: how loud, and at which frequency, so that two-way audio is proven by numbers. */
import { sampleRateHz } from './pcmu.ts';

/** What digital silence measures. */
export const silenceDbfs = -96;

/** Root mean square in dB below full scale. */
export function levelDbfs(samples: Int16Array): number {
  if (samples.length === 0) return silenceDbfs;
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length / 32_768 ** 2;
  return power === 0 ? silenceDbfs : Math.max(silenceDbfs, 10 * Math.log10(power));
}

/** Share (0..1) of the power that lies at one frequency: the Goertzel algorithm, normalised. */
export function powerShareAt(samples: Int16Array, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRateHz);
  let last = 0;
  let beforeLast = 0;
  let total = 0;
  for (const sample of samples) {
    [last, beforeLast] = [sample + coefficient * last - beforeLast, last];
    total += sample * sample;
  }
  if (total === 0) return 0;
  const power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
  return (2 * power) / (samples.length * total);
}

const searchStepHz = 5;
/** Speech spreads its power; only a real tone has this much of it at one frequency. */
const toneShare = 0.5;

/** The frequency of a tone to within 5 Hz, or `null` when no single tone stands out (speech, noise, silence). */
export function dominantToneHz(samples: Int16Array): number | null {
  let best = { hz: 0, share: 0 };
  for (let hz = 50; hz < sampleRateHz / 2; hz += searchStepHz) {
    const share = powerShareAt(samples, hz);
    if (share > best.share) best = { hz, share };
  }
  return best.share >= toneShare ? best.hz : null;
}

const windowSamples = sampleRateHz / 5;
const windowsKept = 15;

/** Remembers the last three seconds in windows of 200 ms. Short pauses between words or beeps do not hide the sound. */
export class LevelMeter {
  #windows: { samples: Int16Array; level: number }[] = [];
  #filling = new Int16Array(windowSamples);
  #filled = 0;

  add(samples: Int16Array): void {
    for (let at = 0; at < samples.length;) {
      const piece = samples.subarray(at, at + windowSamples - this.#filled);
      this.#filling.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled === windowSamples) this.#closeWindow();
    }
  }

  #closeWindow(): void {
    this.#windows.push({ samples: this.#filling, level: levelDbfs(this.#filling) });
    if (this.#windows.length > windowsKept) this.#windows.shift();
    this.#filling = new Int16Array(windowSamples);
    this.#filled = 0;
  }

  /** Level of the last full 200 ms. */
  get currentDbfs(): number {
    return this.#windows.at(-1)?.level ?? silenceDbfs;
  }

  /** The loudest 200 ms of the last three seconds, and the tone in it. */
  measure(): { levelDbfs: number; toneHz: number | null } {
    const loudest = this.#windows.toSorted((one, other) => other.level - one.level)[0];
    if (loudest === undefined) return { levelDbfs: silenceDbfs, toneHz: null };
    return { levelDbfs: loudest.level, toneHz: dominantToneHz(loudest.samples) };
  }
}
