/**
 * What to do with the server's answer to a queued item. Pure; the only place that decides. Promise: S5 S6 S10.
 *
 *   2xx                                    done
 *   no answer, or one that is not ours     wait, everything (a captive portal's page is not an answer)
 *   429                                    wait, everything, until the server's `retry_at`
 *   401                                    pause until somebody signs in; not counted as an attempt
 *   5xx                                    wait, this record only
 *   other 4xx                              park and show; nothing is dropped
 */
import { type ErrorCode, errorCodes } from '../../shared/contracts/core/error-codes.ts';
import type { Problem } from '../../shared/contracts/core/problem.ts';
import type { Result } from '../../shared/contracts/core/result.ts';

export type RetryDecision =
  | { action: 'done' }
  | { action: 'pause'; problem: Problem }
  | { action: 'park'; problem: Problem }
  | { action: 'wait'; scope: 'all' | 'record'; problem: Problem };

const noAnswer: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['network/offline', 'network/contract-mismatch']);

export function decideRetry(result: Result<unknown>): RetryDecision {
  if (result.ok) return { action: 'done' };
  const { problem } = result;
  const { status } = errorCodes[problem.code];
  if (noAnswer.has(problem.code) || problem.code === 'request/rate-limited')
    return { action: 'wait', scope: 'all', problem };
  if (status === 401) return { action: 'pause', problem };
  if (status >= 400 && status < 500) return { action: 'park', problem };
  return { action: 'wait', scope: 'record', problem };
}

const firstDelayMs = 500;
const maxDelayMs = 60_000;
/** Keeps a lucky draw from becoming a tight loop. */
const minDelayMs = 50;

/**
 * Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"): anywhere between nothing and a ceiling that
 * doubles up to 60 s, for ever. `attempt` starts at 0. A later `retry_at` of the server is honoured.
 */
export function retryDelayMs(attempt: number, random: () => number, nowMs: number, retryAt?: string): number {
  const ceilingMs = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(attempt, 20));
  const drawnMs = Math.max(minDelayMs, Math.floor(random() * ceilingMs));
  const askedMs = retryAt === undefined ? 0 : Math.min(Date.parse(retryAt) - nowMs, 15 * maxDelayMs);
  return Math.max(drawnMs, Number.isFinite(askedMs) ? askedMs : 0);
}
