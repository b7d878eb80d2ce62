export const sessionLifeMs = 7 * 24 * 3_600_000;
const renewBeforeMs = 24 * 3_600_000;

/** When the session ends after being used now: renewed to its full life while less than a day is left. */
export const renewedExpiry = (expiresAtMs: number, nowMs: number): number =>
  expiresAtMs - nowMs < renewBeforeMs ? nowMs + sessionLifeMs : expiresAtMs;

/** How long a used refresh token may be presented again because its reply was lost. */
export const lostReplyGraceMs = 10_000;
