/**
 * F-2, read a second time: no call within seven consecutive days after a telephone conversation about the debt, the day of
 * the conversation the first (12 CFR 1006.14(b)(2)(i)(B)), but for calls with prior consent. A conversation that broke off
 * may be taken up again once, within five minutes, when a person decides so.
 */
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import type { Conversation } from '../../../shared/domain/compliance/facts/history.ts';
import { allowed, type Answer, deferredTo, underReview } from './answer.ts';
import { hasConsent } from './consent.ts';
import { debtsOfCall, isAbout } from './debts.ts';
import { dateChanges, dayAt } from './local-calendar.ts';

const barredDays = 7;
const reconnectMs = 5 * 60_000;

/** Conversations with this person about the debt. The spouse is another person. */
const conversationsAbout = (facts: ContactFacts, debt: string): Conversation[] =>
  facts.history.conversations.filter(
    (conversation) => !conversation.withSpouse && isAbout(facts, conversation.debtIds, debt),
  );

function isLawful(facts: ContactFacts, debt: string, zone: string, atMs: number): boolean {
  const today = dayAt(zone, atMs);
  for (const conversation of conversationsAbout(facts, debt)) {
    if (conversation.atMs > atMs) continue;
    for (let nth = 1; nth <= barredDays; nth += 1) {
      const barredDay = dayAt(zone, conversation.atMs) + (nth - 1);
      if (barredDay === today && !hasConsent(facts, debt, zone, atMs)) return false;
    }
  }
  return true;
}

/** The last conversation about the debt dropped no more than five minutes ago, and the person has not been called again since, about whatever. */
function isReconnect(facts: ContactFacts, debt: string, nowMs: number): boolean {
  const last = conversationsAbout(facts, debt)
    .toSorted((one, other) => one.atMs - other.atMs)
    .at(-1);
  const droppedAtMs = last?.droppedAtMs ?? null;
  if (droppedAtMs === null || nowMs < droppedAtMs || nowMs - droppedAtMs > reconnectMs) return false;
  return !facts.history.attempts.some((attempt) => attempt.placedAtMs > droppedAtMs);
}

/** Who allows a reconnection lifts the bar for the whole call: so each debt that bars it must be one that was broken off. */
export function readConversations(facts: ContactFacts, zones: readonly string[], nowMs: number): Answer {
  const isLawfulFor = (debt: string, atMs: number) => zones.every((zone) => isLawful(facts, debt, zone, atMs));
  const barred = debtsOfCall(facts).filter((debt) => !isLawfulFor(debt, nowMs));
  if (barred.length === 0) return allowed;
  if (barred.every((debt) => isReconnect(facts, debt, nowMs))) return underReview;
  return deferredTo(dateChanges(zones, nowMs, 40), (atMs) =>
    debtsOfCall(facts).every((debt) => isLawfulFor(debt, atMs)),
  );
}
