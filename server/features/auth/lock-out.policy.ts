/** When an account is closed to guessing, and for how long: from the fifth failure on, twice as long each time. */
export const failuresBeforeLock = 5;
const firstLockMs = 30_000;
const longestLockMs = 3_600_000;
/** Failures are forgotten when there was none for this long. */
export const failuresForgottenAfterMs = 24 * 3_600_000;

export type LockState = { failures: number; lastFailedAtMs: number; lockedUntilMs: number | null };

/** The moment until which sign-in is refused, or null. */
export const lockedUntil = (state: LockState | undefined, nowMs: number): number | null =>
  state?.lockedUntilMs !== undefined && state.lockedUntilMs !== null && state.lockedUntilMs > nowMs
    ? state.lockedUntilMs
    : null;

/** The state after one more failure. */
export function afterFailure(state: LockState | undefined, nowMs: number): LockState {
  const isForgotten = state === undefined || nowMs - state.lastFailedAtMs > failuresForgottenAfterMs;
  const failures = (isForgotten ? 0 : state.failures) + 1;
  const lockMs = Math.min(longestLockMs, firstLockMs * 2 ** (failures - failuresBeforeLock));
  return { failures, lastFailedAtMs: nowMs, lockedUntilMs: failures < failuresBeforeLock ? null : nowMs + lockMs };
}
