/**
 * Notices by itself that the computer was asleep, or the page stood still: not every system tells the app when it wakes.
 * Promise: C4. Whoever asks each second learns it with the first answer after the gap.
 */

/** A look is due each second; after a gap this long connections may be gone without a word. */
const sleptMs = 5000;

export class SleepWatch {
  #last: { wallMs: number; monotonicMs: number };

  constructor(wallMs: number, monotonicMs: number) {
    this.#last = { wallMs, monotonicMs };
  }

  /**
   * Both clocks in milliseconds, for asleep one of them may stand still. A wall clock that was set ahead looks like a
   * sleep too: what is done about one does no harm.
   */
  hasSlept(wallMs: number, monotonicMs: number): boolean {
    const { wallMs: lastWallMs, monotonicMs: lastMonotonicMs } = this.#last;
    this.#last = { wallMs, monotonicMs };
    return Math.max(wallMs - lastWallMs, monotonicMs - lastMonotonicMs) >= sleptMs;
  }
}
