/**
 * How calls are counted: calendar days in the consumer's own calendar, per debt, calls under prior consent left out
 * (12 CFR 1006.14(b)(2) and (3)). Regulation F does not say whose midnight counts; where the candidate zones disagree, each
 * is asked and the stricter answer stands.
 */
import type { ContactFacts } from './facts/facts.ts';
import { isTelephoneCall } from './facts/fields.ts';
import type { Attempt, Consent, Conversation } from './facts/history.ts';
import { dayFromIso, localDay, startOfLocalDay } from './local-time.ts';

/**
 * One particular debt, as the ids that stand for it: student loans under one account number are one debt (12 CFR
 * 1006.14(b)(4)). Null: the debt nobody knows yet, and so every one.
 */
export type DebtKey = readonly string[] | null;

/** `debtIds` null: not known about which debt, so it is about every one. */
export const concerns = (debtIds: readonly string[] | null, debt: DebtKey): boolean =>
  debtIds === null || debtIds.length === 0 || debt === null || debt.some((id) => debtIds.includes(id));

/** The debts to judge one by one. */
export function debtsOf({ action, debts }: ContactFacts): readonly DebtKey[] {
  if (action.debtIds.length === 0) return [null];
  return action.debtIds.map((id) => {
    const groupId = debts.find((debt) => debt.id === id)?.groupId ?? null;
    return groupId === null ? [id] : debts.filter((debt) => debt.groupId === groupId).map((debt) => debt.id);
  });
}

/** Who is called as often as needed: calls to them count for nobody (12 CFR 1006.14(b)(3)(iii)). */
const uncounted = new Set<ContactFacts['action']['recipient']>(['attorney', 'creditor', 'consumer-reporting-agency']);

/** Whether the contact is a telephone call that the limits of 12 CFR 1006.14(b)(2) are about. */
export const isCountedCall = ({ action }: ContactFacts): boolean =>
  isTelephoneCall(action.channel) && action.direction === 'outbound' && !uncounted.has(action.recipient);

/** Whether two facts are of one call. Of a call without an id that is not known, so it is not taken for granted. */
export const isSameCall = (one: string | null, other: string | null): boolean =>
  one !== null && one !== '' && one === other;

/** For how many days, the day of receipt included, consent may be used. */
export type ConsentWindow = { days: number };

/** A call about debts that are not known is covered only by consent that names none; one about several, by consent to each. */
const covers = ({ debtIds }: Consent, ofCall: readonly string[] | null, debt: DebtKey): boolean => {
  if (debtIds === null || debtIds.length === 0) return true;
  if (debt !== null) return concerns(debtIds, debt);
  return ofCall !== null && ofCall.length > 0 && ofCall.every((id) => debtIds.includes(id));
};

/**
 * Whether prior consent covers a call at `atMs` about the debt, by the calendar of `zone`. The day of receipt is day 1 of
 * at most seven; the consent ends earlier with its own period, with its revocation, and with the next conversation about
 * the debt (comments 14(b)(3)(i)-1 to -3). The conversation in which it was given does not end it, and the call is not made under it.
 */
export function isUnderConsent(
  consents: readonly Consent[],
  conversations: readonly Conversation[],
  call: { atMs: number; callId: string | null; debtIds: readonly string[] | null },
  debt: DebtKey,
  zone: string,
  window: ConsentWindow,
): boolean {
  return consents.some((consent) => {
    if (!covers(consent, call.debtIds, debt) || consent.receivedAtMs > call.atMs) return false;
    if (isSameCall(consent.callId, call.callId)) return false;
    if (consent.revokedAtMs !== null && consent.revokedAtMs <= call.atMs) return false;
    const day = localDay(call.atMs, zone);
    if (day > localDay(consent.receivedAtMs, zone) + window.days - 1) return false;
    const { usable } = consent;
    if (usable && (day < dayFromIso(usable.from) || day > dayFromIso(usable.until))) return false;
    return !conversations.some(
      (talk) =>
        concerns(talk.debtIds, debt) &&
        !isSameCall(talk.callId, call.callId) &&
        !isSameCall(talk.callId, consent.callId) &&
        talk.atMs > consent.receivedAtMs &&
        talk.atMs <= call.atMs,
    );
  });
}

/** Counted calls to the person about the debt (every debt when null) in the days up to and with the day of `nowMs`. */
export function countAttempts(
  facts: ContactFacts,
  nowMs: number,
  debt: DebtKey,
  zone: string,
  windowDays: number,
  consentWindow: ConsentWindow,
): Attempt[] {
  const { attempts, consents, conversations } = facts.history;
  const today = localDay(nowMs, zone);
  return attempts.filter((attempt) => {
    if (!attempt.isCounted || !concerns(attempt.debtIds, debt)) return false;
    const day = localDay(attempt.placedAtMs, zone);
    if (day < today - windowDays + 1 || day > today) return false;
    const call = { atMs: attempt.placedAtMs, callId: attempt.callId, debtIds: attempt.debtIds };
    return !isUnderConsent(consents, conversations, call, debt, zone, consentWindow);
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
