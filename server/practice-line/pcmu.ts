/**
 * Sounds as G.711 mu-law (PCMU), one byte per sample at 8 kHz: Node can make and measure it without a codec library,
 * and every WebRTC browser must speak it (RFC 7874 section 3).
 */
import { readFileSync } from 'node:fs';

export const sampleRateHz = 8000;
/** RTP carries 20 ms in one packet. */
export const frameMs = 20;
export const samplesPerFrame = (sampleRateHz * frameMs) / 1000;

/** Mu-law bytes. */
export type Sound = Buffer;

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32_635) + 132;
  const exponent = 24 - Math.clz32(magnitude);
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

const decoded = Int16Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte & 0xff;
  const magnitude = ((((code & 0x0f) << 3) + 132) << ((code >> 4) & 7)) - 132;
  return code & 0x80 ? -magnitude : magnitude;
});

/** Mu-law bytes as 16-bit samples. A plain loop: it runs for every frame of every voice, and `from` takes several times as long. */
export function decodeSound(sound: Uint8Array): Int16Array {
  const samples = new Int16Array(sound.length);
  for (let at = 0; at < sound.length; at += 1) samples[at] = decoded[sound[at] ?? 0] ?? 0;
  return samples;
}

/** How long a sound is. */
export const lengthMs = (sound: Sound): number => Math.round((sound.length * 1000) / sampleRateHz);

/** 16-bit samples as mu-law bytes; what is louder than full scale is clipped. */
export function encodeSound(samples: ArrayLike<number>): Sound {
  const sound = Buffer.alloc(samples.length);
  for (let at = 0; at < samples.length; at += 1) sound[at] = encodeSample(samples[at] ?? 0);
  return sound;
}

/** A sum of sines; `peak` is that of each sine, relative to full scale. */
export function makeTone(frequenciesHz: readonly number[], durationMs: number, peak = 0.25): Sound {
  const sampleAt = (index: number): number =>
    frequenciesHz.reduce((sum, hz) => sum + Math.sin((2 * Math.PI * hz * index) / sampleRateHz), 0);
  const length = (durationMs * sampleRateHz) / 1000;
  return encodeSound(Array.from({ length }, (_, index) => Math.round(sampleAt(index) * peak * 32_767)));
}

export const makeSilence = (durationMs: number): Sound => Buffer.alloc((durationMs * sampleRateHz) / 1000, 0xff);

/**
 * Reads a WAV file that is 8 kHz mono mu-law already (`ffmpeg -i in.wav -ar 8000 -ac 1 -c:a pcm_mulaw out.wav`).
 * Throws if it is anything else.
 */
export function loadSound(file: URL): Sound {
  const wav = readFileSync(file);
  let isPcmu = false;
  let at = 12;
  while (at + 8 <= wav.length) {
    const chunk = wav.toString('latin1', at, at + 4);
    const start = at + 8;
    const end = start + wav.readUInt32LE(at + 4);
    if (chunk === 'fmt ') {
      isPcmu =
        wav.readUInt16LE(start) === 7 &&
        wav.readUInt16LE(start + 2) === 1 &&
        wav.readUInt32LE(start + 4) === sampleRateHz;
    }
    if (chunk === 'data' && isPcmu) return wav.subarray(start, end);
    at = end + (end % 2);
  }
  throw new Error(`${file.pathname} is not an 8 kHz mono mu-law WAV file`);
}
