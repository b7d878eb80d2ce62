import type { Clock } from '../../shared/domain/clock.ts';

/** The server's clock, as far as its answers tell it. */
export type ServerClock = Clock & {
  /** The `Date` of an answer (RFC 9110 section 6.6.1). */
  note: (date: string) => void;
  /** How far the server's clock is ahead of this computer's, as the last answer shows; null before the first. */
  measuredAheadMs: () => number | null;
};

/** A `Date` has whole seconds and was written a moment ago: less than this is no difference. */
const toleranceMs = 5000;
/** A `Date` leaves out the part of the second that had gone by: half of one on average. */
const halfASecondMs = 500;

/**
 * Proofs and tokens are judged by the server's clock; a computer whose own is minutes off must be able to work
 * (RFC 9449 section 11.1 allows a proof seconds, not minutes).
 */
export function createServerClock(clock: Clock): ServerClock {
  let aheadMs = 0;
  let measuredMs: number | null = null;
  return {
    now: () => clock.now() + aheadMs,
    note: (date) => {
      const foundMs = Date.parse(date) - clock.now();
      if (!Number.isFinite(foundMs)) return;
      measuredMs = foundMs + halfASecondMs;
      aheadMs = Math.abs(foundMs) > toleranceMs ? foundMs : 0;
    },
    measuredAheadMs: () => measuredMs,
  };
}
