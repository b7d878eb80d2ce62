/**
 * How long a reserved permit lasts. Five minutes: a server that is restarted, a switch that fails over or a link that flaps
 * is back by then. Longer would keep attempts counted that nobody places, and agents reading scripts from older facts.
 */
export const reservedLifeMs = 5 * 60_000;

const minuteMs = 60_000;

/**
 * When a permit reserved at `fromMs` ends, epoch milliseconds: after its life, or with the first minute at which the same
 * facts would not permit the call any more. Rules change their answer with the minute.
 */
export function reservedEndMs(fromMs: number, isPermittedAt: (atMs: number) => boolean): number {
  const endMs = fromMs + reservedLifeMs;
  let lastMs = fromMs;
  for (let atMs = nextMinute(fromMs); atMs <= endMs; atMs += minuteMs) {
    if (!isPermittedAt(atMs)) return atMs;
    lastMs = atMs;
  }
  return isPermittedAt(endMs) ? endMs : lastMs;
}

const nextMinute = (atMs: number): number => Math.ceil((atMs + 1) / minuteMs) * minuteMs;
