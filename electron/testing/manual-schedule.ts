import type { FixedClock } from '../../shared/testing/fixed-clock.ts';
import type { Schedule } from '../sync/schedule.ts';

/** Lets promises that are ready go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A schedule on a clock that stands still: `runUntil` moves it, running what falls due in order. */
export function createManualSchedule(clock: FixedClock): { schedule: Schedule; runFor: (ms: number) => Promise<void> } {
  let waiting: { atMs: number; run: () => void }[] = [];
  return {
    schedule: (run, delayMs) => {
      const entry = { atMs: clock.now() + delayMs, run };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((each) => each !== entry);
      };
    },
    runFor: async (ms) => {
      const untilMs = clock.now() + ms;
      await settle();
      for (;;) {
        const next = waiting.filter((each) => each.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        waiting = waiting.filter((each) => each !== next);
        clock.set(Math.max(clock.now(), next.atMs));
        next.run();
        await settle();
      }
      clock.set(untilMs);
      await settle();
    },
  };
}
