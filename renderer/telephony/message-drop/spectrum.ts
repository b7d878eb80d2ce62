/** What one window of sound is like: how loud, and how much of it is a single pure tone. */

export type ToneReading = {
  /** dBFS of the whole window; -100 for silence. */
  levelDb: number;
  /** The strongest frequency between the limits. */
  peakHz: number;
  /** Share of the power within three bins of the peak, 0 to 1: a sine is near 1, two sines are near 0.5. */
  purity: number;
};

const silenceDb = -100;
/** A Hann window keeps a sine within two bins of its own; one more for what lies between bins. */
const binsAround = 3;

const at = (list: Float64Array, index: number): number => list[index] ?? 0;

/** In-place radix-2 transform (Cooley and Tukey); both arrays have the same power of two as length. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let index = 1, reversed = 0; index < size; index += 1) {
    let bit = size >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (index < reversed) {
      [real[index], real[reversed]] = [at(real, reversed), at(real, index)];
      [imaginary[index], imaginary[reversed]] = [at(imaginary, reversed), at(imaginary, index)];
    }
  }
  for (let span = 2; span <= size; span *= 2) {
    const half = span / 2;
    for (let offset = 0; offset < half; offset += 1) {
      const angle = (-2 * Math.PI * offset) / span;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      for (let low = offset; low < size; low += span) {
        const high = low + half;
        const re = at(real, high) * cos - at(imaginary, high) * sin;
        const im = at(real, high) * sin + at(imaginary, high) * cos;
        real[high] = at(real, low) - re;
        imaginary[high] = at(imaginary, low) - im;
        real[low] = at(real, low) + re;
        imaginary[low] = at(imaginary, low) + im;
      }
    }
  }
}

/** `samples` are between -1 and 1, and a power of two of them. */
export function readTone(samples: Float32Array, sampleRate: number, lowestHz: number, highestHz: number): ToneReading {
  const size = samples.length;
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  let power = 0;
  for (const [index, sample] of samples.entries()) {
    power += sample * sample;
    real[index] = sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * index) / size));
  }
  if (power === 0) return { levelDb: silenceDb, peakHz: 0, purity: 0 };
  const levelDb = Math.max(silenceDb, 10 * Math.log10(power / size));
  transform(real, imaginary);
  const binHz = sampleRate / size;
  const powerOf = (bin: number): number => (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2;
  let [peak, peakPower, total] = [0, 0, 0];
  for (let bin = 1; bin < size / 2; bin += 1) {
    const here = powerOf(bin);
    total += here;
    const isWithin = bin * binHz >= lowestHz && bin * binHz <= highestHz;
    if (isWithin && here > peakPower) [peak, peakPower] = [bin, here];
  }
  if (total === 0 || peak === 0) return { levelDb, peakHz: 0, purity: 0 };
  let tone = 0;
  let weighted = 0;
  for (let bin = Math.max(1, peak - binsAround); bin <= peak + binsAround; bin += 1) {
    tone += powerOf(bin);
    weighted += powerOf(bin) * bin;
  }
  return { levelDb, peakHz: (weighted / tone) * binHz, purity: tone / total };
}
