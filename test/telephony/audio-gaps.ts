/** How long nothing was heard, in both directions of a call between the phone page and the practice line. */
import type { PhonePage } from './phone-page.ts';

/** Longest stretch since a moment in which this phone's person heard nothing above a level. */
export function longestSilenceMs({ levels }: PhonePage, fromMs: number, heardDb: number): number {
  const loud = levels.filter(({ atMs, outputDb }) => atMs > fromMs && outputDb > heardDb);
  const moments = [fromMs, ...loud.map(({ atMs }) => atMs), Date.now()];
  return Math.max(...moments.slice(1).map((atMs, index) => atMs - (moments[index] ?? atMs)));
}

/** Watches until it is called; a gap is the longest time without a new frame at the far end, or without its tone here. */
export function watchAudio(
  phone: PhonePage,
  heardFrames: () => number,
): () => { longestOutMs: number; longestInMs: number } {
  const startedAtMs = Date.now();
  let longestOutMs = 0;
  let last = { frames: heardFrames(), atMs: startedAtMs };
  const timer = setInterval(() => {
    const now = Date.now();
    if (heardFrames() > last.frames) last = { frames: heardFrames(), atMs: now };
    longestOutMs = Math.max(longestOutMs, now - last.atMs);
  }, 20);
  return () => {
    clearInterval(timer);
    return { longestOutMs, longestInMs: longestSilenceMs(phone, startedAtMs, -40) };
  };
}
