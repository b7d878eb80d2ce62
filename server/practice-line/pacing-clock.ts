/**
 * One clock paces every leg of audio, and runs only while there are legs: an idle practice line costs nothing.
 * It measures real time, since RTP must keep the pace of the listener's ear.
 */
import { frameMs } from './pcmu.ts';

const stallMs = 200;

export type Paced = { pace(): void };

const legs = new Set<Paced>();
let timer: NodeJS.Timeout | undefined;
let dueMs = 0;

function tick(): void {
  const nowMs = performance.now();
  // After a stall skip ahead: a burst would only fill the browser's jitter buffer.
  if (nowMs - dueMs > stallMs) dueMs = nowMs;
  for (; dueMs <= nowMs; dueMs += frameMs) for (const leg of legs) leg.pace();
  timer = legs.size > 0 ? setTimeout(tick, Math.max(1, dueMs - performance.now())) : undefined;
}

/** Calls `leg.pace()` every 20 ms until `stopPacing`. */
export function startPacing(leg: Paced): void {
  legs.add(leg);
  if (timer !== undefined) return;
  dueMs = performance.now();
  tick();
}

export function stopPacing(leg: Paced): void {
  legs.delete(leg);
}

/** How many legs, far ends, rooms and recordings keep the clock going. */
export const pacedLegs = (): number => legs.size;
