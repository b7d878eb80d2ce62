/** What the sign-in screen says. Pure. */
import type { Problem } from '../../../shared/contracts/core/problem.ts';
import { formatDuration } from '../../ui/format.ts';

/** Seconds are shown until the lock-out ends; null when one may try. */
export function waitText(problem: Problem | null, nowMs: number): string | null {
  if (problem?.retry_at === undefined) return null;
  const leftMs = Date.parse(problem.retry_at) - nowMs;
  return leftMs > 0 ? formatDuration(leftMs + 999) : null;
}

/** A lock-out or rate limit that has run out is no longer a problem. */
export const isOver = (problem: Problem | null, nowMs: number): boolean =>
  problem?.retry_at !== undefined && Date.parse(problem.retry_at) <= nowMs;

/** Why the person is signed out, when it was not their own doing. */
export const wasEndedByOthers = (problem: Problem | null): boolean =>
  problem !== null &&
  ['auth/session-ended', 'auth/refresh-reused', 'auth/wrong-device', 'auth/required'].includes(problem.code);
