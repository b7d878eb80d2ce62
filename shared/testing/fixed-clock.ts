import type { Clock } from '../domain/clock.ts';

/** A clock that stands still until told otherwise. */
export class FixedClock implements Clock {
  #nowMs: number;
  constructor(start: string | number = '2026-11-23T15:00:00Z') {
    this.#nowMs = new Date(start).getTime();
  }
  now(): number {
    return this.#nowMs;
  }
  set(moment: string | number): void {
    this.#nowMs = new Date(moment).getTime();
  }
  advanceMs(ms: number): void {
    this.#nowMs += ms;
  }
}
