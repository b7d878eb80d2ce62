/**
 * How calls are counted: calendar days in the consumer's own calendar, per debt, calls under prior consent left out
 * (12 CFR 1006.14(b)(2) and (3)). Regulation F does not say whose midnight counts; where the candidate zones disagree, each
 * is asked and the stricter answer stands.
 */
import type { ContactFacts } from './facts/facts.ts';
import type { Attempt, Consent, Conversation } from './facts/history.ts';
import { dayFromIso, localDay, startOfLocalDay } from './local-time.ts';

/** `debtIds` null: not known about which debt, so it is about every one. */
export const isAboutDebt = (debtIds: readonly string[] | null, debtId: string | null): boolean =>
  debtIds === null || debtIds.length === 0 || debtId === null || debtIds.includes(debtId);

/** The debts to judge one by one; `null` stands for the debt nobody knows yet. */
export const debtsOf = (facts: ContactFacts): readonly (string | null)[] =>
  facts.action.debtIds.length > 0 ? facts.action.debtIds : [null];

/** For how many days, the day of receipt included, consent may be used. */
export type ConsentWindow = { days: number };

/**
 * Whether prior consent covers a call at `atMs` about the debt, by the calendar of `zone`. The day of receipt is day 1 of
 * at most seven; the consent ends earlier with its own period, with its revocation, and with the next conversation about
 * the debt (comments 14(b)(3)(i)-1 to -3). The conversation in which it was given does not end it, and the call is not made under it.
 */
export function isUnderConsent(
  consents: readonly Consent[],
  conversations: readonly Conversation[],
  call: { atMs: number; callId: string | null },
  debtId: string | null,
  zone: string,
  window: ConsentWindow,
): boolean {
  return consents.some((consent) => {
    if (!isAboutDebt(consent.debtIds, debtId) || consent.receivedAtMs > call.atMs) return false;
    if (consent.callId !== null && consent.callId === call.callId) return false;
    if (consent.revokedAtMs !== null && consent.revokedAtMs <= call.atMs) return false;
    const day = localDay(call.atMs, zone);
    if (day > localDay(consent.receivedAtMs, zone) + window.days - 1) return false;
    const { usable } = consent;
    if (usable && (day < dayFromIso(usable.from) || day > dayFromIso(usable.until))) return false;
    return !conversations.some(
      (talk) =>
        isAboutDebt(talk.debtIds, debtId) &&
        talk.callId !== call.callId &&
        talk.callId !== consent.callId &&
        talk.atMs > consent.receivedAtMs &&
        talk.atMs <= call.atMs,
    );
  });
}

/** Counted calls to the person about the debt (every debt when null) in the days up to and with the day of `nowMs`. */
export function countAttempts(
  facts: ContactFacts,
  nowMs: number,
  debtId: string | null,
  zone: string,
  windowDays: number,
  consentWindow: ConsentWindow,
): Attempt[] {
  const { attempts, consents, conversations } = facts.history;
  const today = localDay(nowMs, zone);
  return attempts.filter((attempt) => {
    if (!attempt.isCounted || !isAboutDebt(attempt.debtIds, debtId)) return false;
    const day = localDay(attempt.placedAtMs, zone);
    if (day < today - windowDays + 1 || day > today) return false;
    const call = { atMs: attempt.placedAtMs, callId: attempt.callId };
    return !isUnderConsent(consents, conversations, call, debtId, zone, consentWindow);
  });
}

/**
 * The earliest local midnight after `nowMs`, in any of the zones, at which the predicate holds. Counting rules change
 * their answer only at midnight. Null when it does not hold within `horizonDays`.
 */
export function nextMidnightWhen(
  nowMs: number,
  zones: readonly string[],
  horizonDays: number,
  holds: (atMs: number) => boolean,
): number | null {
  const midnights = zones.flatMap((zone) => {
    const today = localDay(nowMs, zone);
    return Array.from({ length: horizonDays }, (_, index) => startOfLocalDay(today + index + 1, zone));
  });
  const candidates = [...new Set(midnights)].toSorted((a, b) => a - b);
  return candidates.find((candidate) => candidate > nowMs && holds(candidate)) ?? null;
}
