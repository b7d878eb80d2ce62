/**
 * Hears the beep after which a voicemail records: one steady pure tone of 400–2100 Hz, 150–2000 ms long, and silence after it.
 * Everything else a telephone line sounds like must not be taken for one: voices, ringback and dial tone (two tones at once),
 * the three tones of "not in service" (one tone right after another), a fax (too long).
 *
 *   listening ──pure tone──► tone ──another pitch──► chain (no beep, until silence)
 *       ▲                     │ └──longer than 2 s──► chain
 *       └── 200 ms of silence, long enough before: BEEP ◄──silence──┘
 *
 * Pure: it is fed windows of samples and told when they were; it knows no browser.
 */
import { readTone } from './spectrum.ts';

/** Samples of one window: 85 ms at 48 kHz, so that 440 Hz and 480 Hz are told from one tone. */
export const beepWindowSamples = 4096;

const lowestHz = 400;
const highestHz = 2100;
const shortestMs = 150;
const longestMs = 2000;
const silenceAfterMs = 200;
/** A tone may tremble by this much and be one. */
const steadyWithinHz = 12;
const purestTone = 0.85;
const audibleDb = -42;
/** Windows that are only half tone follow every tone: this long at most. */
const fadingMs = 120;
/** So much quieter than the tone is silence, whatever noise the line has. */
const dropDb = 18;

export class BeepDetector {
  #sampleRate: number;
  #tone: { startMs: number; lastMs: number; hz: number; levelDb: number } | null = null;
  #isChain = false;
  #silentSinceMs: number | null = null;
  #otherSinceMs: number | null = null;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /** The newest window and when it ended. Windows follow each other by 10 to 40 ms. True once, when a beep is over. */
  hear(samples: Float32Array, endMs: number): boolean {
    const { levelDb, peakHz, purity } = readTone(samples, this.#sampleRate, lowestHz, highestHz);
    const tone = this.#tone;
    const isQuiet = levelDb < (tone ? tone.levelDb - dropDb : audibleDb);
    if (isQuiet) return this.#hearSilence(endMs);
    this.#silentSinceMs = null;
    const isPure = purity >= purestTone && levelDb >= audibleDb;
    if (!isPure) this.#hearOther(endMs);
    else if (tone && Math.abs(peakHz - tone.hz) > steadyWithinHz) this.#isChain = true;
    else this.#tone = tone ? { ...tone, lastMs: endMs } : { startMs: endMs, lastMs: endMs, hz: peakHz, levelDb };
    if (isPure) this.#otherSinceMs = null;
    return false;
  }

  /** A voice or a second tone right after the tone: that was no beep. The tone's own end, half in the window, is none. */
  #hearOther(endMs: number): void {
    this.#otherSinceMs ??= endMs;
    if (this.#tone && endMs - this.#otherSinceMs > fadingMs) this.#isChain = true;
  }

  #hearSilence(endMs: number): boolean {
    this.#otherSinceMs = null;
    this.#silentSinceMs ??= endMs;
    if (endMs - this.#silentSinceMs < silenceAfterMs) return false;
    const tone = this.#tone;
    const isChain = this.#isChain;
    this.#tone = null;
    this.#isChain = false;
    if (!tone || isChain) return false;
    const durationMs = tone.lastMs - tone.startMs;
    return durationMs >= shortestMs && durationMs <= longestMs;
  }
}
