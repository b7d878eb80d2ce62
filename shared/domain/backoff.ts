/**
 * How long to wait before trying again: full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"), anywhere
 * between nothing and a ceiling that doubles from 250 ms up to 10 s. `attempt` starts at 0.
 */
export const reconnectDelayMs = (attempt: number, random: () => number = Math.random): number =>
  random() * Math.min(10_000, 250 * 2 ** Math.min(attempt, 20));
