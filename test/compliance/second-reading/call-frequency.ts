/**
 * F-1, read a second time: no more than seven calls to a person about a debt within seven consecutive calendar days, the day
 * of the call the seventh (12 CFR 1006.14(b)(2)(i)(A)). Whatever number was called.
 */
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import { allowed, type Answer, deferredTo } from './answer.ts';
import { hasConsent } from './consent.ts';
import { debtsOfCall, isAbout } from './debts.ts';
import { dateChanges, dayAt } from './local-calendar.ts';

const mostCalls = 7;
const windowDays = 7;

function callsOn(facts: ContactFacts, debt: string, zone: string, day: number, untilMs: number): number {
  let calls = 0;
  for (const attempt of facts.history.attempts) {
    if (attempt.placedAtMs > untilMs) continue;
    if (dayAt(zone, attempt.placedAtMs) !== day) continue;
    if (!attempt.isCounted) continue;
    if (!isAbout(facts, attempt.debtIds, debt)) continue;
    if (hasConsent(facts, debt, zone, attempt.placedAtMs)) continue;
    calls += 1;
  }
  return calls;
}

function isLawful(facts: ContactFacts, debt: string, zone: string, atMs: number): boolean {
  if (hasConsent(facts, debt, zone, atMs)) return true;
  const today = dayAt(zone, atMs);
  let calls = 0;
  for (let daysAgo = 0; daysAgo < windowDays; daysAgo += 1) calls += callsOn(facts, debt, zone, today - daysAgo, atMs);
  return calls + 1 <= mostCalls;
}

/** The call must be lawful for each debt, by the calendar of each zone the consumer may be in. */
export function readCallFrequency(facts: ContactFacts, zones: readonly string[], nowMs: number): Answer {
  const isLawfulAt = (atMs: number) =>
    debtsOfCall(facts).every((debt) => zones.every((zone) => isLawful(facts, debt, zone, atMs)));
  return isLawfulAt(nowMs) ? allowed : deferredTo(dateChanges(zones, nowMs, 40), isLawfulAt);
}
