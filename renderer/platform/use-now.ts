/** One ticking clock for all timers of a window, so that a hundred rows cost one interval. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { systemClock } from '../../shared/domain/clock.ts';

const listeners = new Set<() => void>();
let nowMs = systemClock.now();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = systemClock.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** Epoch milliseconds, renewed each second. */
export const useSecond = (): number => useSyncExternalStore(subscribe, () => nowMs);

/** Epoch milliseconds, renewed each minute: for wall times, which show no seconds. */
export const useMinute = (): number => useSyncExternalStore(subscribe, () => Math.floor(nowMs / 60_000) * 60_000);

/** The value once it has stood still for `delayMs`. */
export function useSettled<T>(value: T, delayMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(waiting);
  }, [value, delayMs]);
  return settled;
}
