/**
 * How a whole call sounded, added up second by second, and its last hour as a series for the graph.
 * A figure that was unknown in a second is left out of that figure's mean: unknown is never zero.
 */
import type { QualitySummary } from '../../../shared/contracts/calls/calls.contract.ts';
import type { Quality } from '../media/call-quality.ts';

/** Below the first a supervisor is warned, below the second it is red: both earlier than vendors do, whose line is already bad. */
export const amberMos = 4;
export const redMos = 3.5;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

export class QualityRecord {
  #seconds = 0;
  #scored = 0;
  #sums = { mos: 0, rtt_ms: 0, jitter_ms: 0, loss_percent: 0 };
  #lowest: number | null = null;
  #amberSeconds = 0;
  #redSeconds = 0;

  /** Takes what this second of talk measured; null while it is not known. */
  add(quality: Quality | null): void {
    this.#seconds += 1;
    if (!quality) return;
    this.#scored += 1;
    for (const figure of ['mos', 'rtt_ms', 'jitter_ms', 'loss_percent'] as const) this.#sums[figure] += quality[figure];
    this.#lowest = Math.min(this.#lowest ?? quality.mos, quality.mos);
    if (quality.mos < redMos) this.#redSeconds += 1;
    else if (quality.mos < amberMos) this.#amberSeconds += 1;
  }

  /** `amber_seconds` are those below 4.0 that are not red. */
  summary(audioLostMs: number): QualitySummary {
    const mean = (sum: number, digits: number): number | null =>
      this.#scored === 0 ? null : rounded(sum / this.#scored, digits);
    return {
      seconds: this.#seconds,
      mos_mean: mean(this.#sums.mos, 2),
      mos_lowest: this.#lowest,
      rtt_ms_mean: mean(this.#sums.rtt_ms, 1),
      jitter_ms_mean: mean(this.#sums.jitter_ms, 1),
      loss_percent: mean(this.#sums.loss_percent, 2),
      amber_seconds: this.#amberSeconds,
      red_seconds: this.#redSeconds,
      audio_lost_ms: Math.round(audioLostMs),
    };
  }
}
