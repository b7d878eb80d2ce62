/** Several voices as one: sums in 16-bit linear samples, and the short queues that bring voices to one beat. */
import { decodeSound, encodeSound, frameMs, makeSilence, samplesPerFrame, type Sound } from './pcmu.ts';

export const silentFrame = makeSilence(frameMs);

/** The sum of frames of 20 ms; silence when there are none, clipped where they are too loud together. */
export function mixFrames(frames: readonly Sound[]): Sound {
  const [first = silentFrame, ...others] = frames;
  if (others.length === 0) return first;
  const sum = Int32Array.from(decodeSound(first));
  for (const frame of others) decodeSound(frame).forEach((sample, at) => (sum[at] = (sum[at] ?? 0) + sample));
  return encodeSound(sum);
}

/**
 * What each of several voices hears: all the others, never itself ("mix minus"). One decoding for each voice and one
 * encoding for each listener, so that a room of ten costs ten of each and not a hundred.
 */
export function mixMinus<Who>(voices: ReadonlyMap<Who, Sound>, listeners: Iterable<Who>): Map<Who, Sound> {
  const decoded = new Map([...voices].map(([who, frame]) => [who, decodeSound(frame)] as const));
  const sum = new Int32Array(samplesPerFrame);
  for (const samples of decoded.values()) samples.forEach((sample, at) => (sum[at] = (sum[at] ?? 0) + sample));
  const heard = new Map<Who, Sound>();
  for (const who of listeners) {
    const own = decoded.get(who);
    heard.set(who, encodeSound(own ? sum.map((total, at) => total - (own[at] ?? 0)) : sum));
  }
  return heard;
}

/** Frames that wait before the first one is taken: packets of a browser do not come on the beat. */
const primedFrames = 2;
const longestFrames = 8;

/** One voice on its way to a mixer: it comes when it comes, and is taken once in 20 ms. */
export class FrameQueue {
  #frames: Sound[] = [];
  #isPrimed = false;

  /** Takes a packet of any length apart into frames; the oldest are dropped when nobody takes them. */
  push(sound: Sound): void {
    for (let at = 0; at < sound.length; at += samplesPerFrame) {
      const frame = sound.subarray(at, at + samplesPerFrame);
      this.#frames.push(
        frame.length === samplesPerFrame ? frame : Buffer.concat([frame, silentFrame], samplesPerFrame),
      );
    }
    if (this.#frames.length > longestFrames) this.#frames.splice(0, this.#frames.length - primedFrames);
    this.#isPrimed ||= this.#frames.length >= primedFrames;
  }

  /** The next 20 ms, or nothing when this voice is silent or late. */
  take(): Sound | undefined {
    if (!this.#isPrimed) return undefined;
    const frame = this.#frames.shift();
    if (frame === undefined) this.#isPrimed = false;
    return frame;
  }
}
