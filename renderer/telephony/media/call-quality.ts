/**
 * How good a call sounds, from what WebRTC counts. One sample a second; a figure is the mean of a window of samples.
 *
 * The score is the simplified E-model that softphones share: effective latency = RTT + 2 × jitter + 10 ms,
 * R = 94.768 − latency/40 below 160 ms, else 94.768 − (latency − 120)/10, minus 2.5 per percent lost, and
 * MOS = 1 + 0.035 R + 7·10⁻⁶ R (R − 60)(100 − R) (ITU-T G.107 Annex B; constants as in twilio-voice.js rtc/mos.ts).
 * It knows no codec, so with Opus it is a trend and no G.107.1 wideband score. Amber below 4.0, red below 3.5.
 */
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';

export type Quality = NonNullable<PhoneCall['quality']>;

/** Counters of one moment. Missing figures are null, which means unknown and never zero. */
export type MediaSample = {
  packetsReceived: number;
  /** How long before this moment the last packet came in. */
  lastPacketAgoMs: number | null;
  packetsLost: number;
  jitterMs: number | null;
  rttMs: number | null;
};

const windowLength = 5;

/** Mean opinion score between 1 and 4.5. */
export function scoreOf({
  rttMs,
  jitterMs,
  lossPercent,
}: {
  rttMs: number;
  jitterMs: number;
  lossPercent: number;
}): number {
  const latencyMs = rttMs + 2 * jitterMs + 10;
  const delayed = latencyMs < 160 ? 94.768 - latencyMs / 40 : 94.768 - (latencyMs - 120) / 10;
  const rating = Math.min(100, Math.max(0, delayed - 2.5 * lossPercent));
  return Math.min(4.5, Math.max(1, 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating)));
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const known = (values: (number | null)[]): number[] => values.filter((value) => value !== null);

/** Keeps the last seconds of samples and says what they amount to. */
export class QualityMeter {
  #samples: MediaSample[] = [];
  #silentSeconds = 0;

  /** Takes the sample of this second; returns whether packets have come in since the last one. */
  add(sample: MediaSample): void {
    const last = this.#samples.at(-1);
    if (last) this.#silentSeconds = sample.packetsReceived > last.packetsReceived ? 0 : this.#silentSeconds + 1;
    this.#samples.push(sample);
    if (this.#samples.length > windowLength + 1) this.#samples.shift();
  }

  /** Seconds in a row without any packet from the far end. */
  get silentSeconds(): number {
    return this.#silentSeconds;
  }

  /** Null while anything that it is made of is unknown. */
  get quality(): Quality | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    const rtts = known(this.#samples.map((sample) => sample.rttMs));
    const jitters = known(this.#samples.map((sample) => sample.jitterMs));
    if (!first || !last || first === last || rtts.length === 0 || jitters.length === 0) return null;
    const lost = Math.max(0, last.packetsLost - first.packetsLost);
    const expected = lost + last.packetsReceived - first.packetsReceived;
    if (expected <= 0) return null;
    const lossPercent = (100 * lost) / expected;
    const [rttMs, jitterMs] = [mean(rtts), mean(jitters)];
    return {
      mos: rounded(scoreOf({ rttMs, jitterMs, lossPercent }), 2),
      rtt_ms: rounded(rttMs, 1),
      jitter_ms: rounded(jitterMs, 1),
      loss_percent: rounded(lossPercent, 2),
    };
  }

  /** Begins anew, after a hold or a change of path. */
  reset(): void {
    this.#samples = [];
    this.#silentSeconds = 0;
  }
}
