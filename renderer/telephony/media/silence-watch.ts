/**
 * Tells a dead microphone from a quiet room: a live one always has some noise, a dead one sends digital silence.
 * After 3 s it is told (DESIGN, numbers "Voice"), after 10 s, and every 10 s from then on, the device is worth reopening.
 */
const deadBelowDb = -95;
const toldAfterMs = 3000;
const reopenEveryMs = 10_000;

export type SilenceNews =
  | { type: 'silent' }
  /** Silent for so long that only opening the device anew may help. */
  | { type: 'reopen' }
  | { type: 'heard' };

export class SilenceWatch {
  #sinceMs: number | null = null;
  #isTold = false;
  #reopenings = 0;

  /** Takes the level of this moment; returns what is new, or null. */
  hear(levelDb: number, nowMs: number): SilenceNews | null {
    if (levelDb > deadBelowDb) {
      const wasTold = this.#isTold;
      this.rest();
      return wasTold ? { type: 'heard' } : null;
    }
    this.#sinceMs ??= nowMs;
    const silentMs = nowMs - this.#sinceMs;
    if (!this.#isTold && silentMs >= toldAfterMs) {
      this.#isTold = true;
      return { type: 'silent' };
    }
    if (silentMs < reopenEveryMs * (this.#reopenings + 1)) return null;
    this.#reopenings += 1;
    return { type: 'reopen' };
  }

  /** Nobody listens now: silence means nothing. */
  rest(): void {
    this.#sinceMs = null;
    this.#isTold = false;
    this.#reopenings = 0;
  }
}
