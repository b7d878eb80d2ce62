import type { WindowKind } from '../../shared/ipc/define-channel.ts';

const withinMs = 60_000;
const allowedAtOnce = 3;
const pauseMs = 5000;

/** A page that dies is made anew at once; one that keeps dying waits, so that it does not eat the computer. */
export function createCrashLimit(): { delayMs: (kind: WindowKind, nowMs: number) => number } {
  const crashes = new Map<WindowKind, number[]>();
  return {
    delayMs: (kind, nowMs) => {
      const recent = [...(crashes.get(kind) ?? []).filter((atMs) => nowMs - atMs < withinMs), nowMs];
      crashes.set(kind, recent);
      return recent.length > allowedAtOnce ? pauseMs : 0;
    },
  };
}
