/** The calendar day on which something reached us, as people type it, and the moment that goes on file for it. Pure. */
import { localDate } from '../../shared/domain/compliance/local-time.ts';

/** The IANA zone of this computer. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The calendar day of here, `2026-11-23`. */
export const todayAt = (nowMs: number): string => localDate(nowMs, ownZone());

/**
 * When something was received on a day that was typed, ISO 8601 UTC: now, if it is today, since noon may be still to come; else the
 * noon of here.
 */
export const receivedAt = (day: string, nowMs: number): string =>
  (day === todayAt(nowMs) ? new Date(nowMs) : new Date(`${day}T12:00:00`)).toISOString();
