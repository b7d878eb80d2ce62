/**
 * Moments for what is counted by the second. A wall clock that somebody sets, or that NTP corrects, must not make a break of
 * an hour or one that ends before it began; so time here runs with the machine's monotonic counter from one known moment.
 *
 * That moment is taken anew when the computer wakes up (the counter may have stood still meanwhile) and when the server's
 * clock says otherwise, for the server is the one that adds up.
 */
import type { Clock } from './clock.ts';

export type SteadyClock = Clock & {
  /** The computer slept: the wall clock went on, the counter perhaps not. */
  wokeUp: () => void;
  /** Nothing is being counted now: take the wall clock's word, whichever way it was set. */
  followWall: () => void;
  /** The server's clock is `aheadMs` ahead of this computer's, as its last answer shows. */
  serverIsAhead: (aheadMs: number) => void;
};

/** Less than this is the way of an answer and its whole seconds, not a difference. */
const toleranceMs = 5000;

/** `monotonicMs`: a counter that only grows, milliseconds (`performance.now`). */
export function createSteadyClock(wall: Clock, monotonicMs: () => number): SteadyClock {
  let baseMs = wall.now();
  let atMs = monotonicMs();
  const now = (): number => Math.round(baseMs + (monotonicMs() - atMs));
  function restart(momentMs: number): void {
    baseMs = momentMs;
    atMs = monotonicMs();
  }
  return {
    now,
    wokeUp: () => restart(Math.max(now(), wall.now())),
    followWall: () => restart(wall.now()),
    serverIsAhead: (aheadMs) => {
      const serverMs = wall.now() + aheadMs;
      if (Math.abs(serverMs - now()) > toleranceMs) restart(serverMs);
    },
  };
}
