/** Prior consent of the person, given directly to this collector (12 CFR 1006.14(b)(3)(i); comments 14(b)(3)(i)-1 to -3). */
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import type { Consent } from '../../../shared/domain/compliance/facts/history.ts';
import { isAbout } from './debts.ts';
import { dayAt, dayOfDate } from './local-calendar.ts';

/** A consent is good news: one that is not known to be about this debt is not about it. */
const covers = (facts: ContactFacts, consent: Consent, debt: string): boolean =>
  consent.debtIds !== null && consent.debtIds.length > 0 && isAbout(facts, consent.debtIds, debt);

/** The conversation in which consent was given does not use it up; the next one about the debt does, with whomever. */
function isUsedUp(facts: ContactFacts, consent: Consent, debt: string, atMs: number): boolean {
  for (const conversation of facts.history.conversations) {
    const isItsOwn = consent.callId !== null && consent.callId !== '' && consent.callId === conversation.callId;
    if (isItsOwn || !isAbout(facts, conversation.debtIds, debt)) continue;
    if (conversation.atMs > consent.receivedAtMs && conversation.atMs < atMs) return true;
  }
  return false;
}

/** Would a call about `debt`, placed at `atMs`, be placed with prior consent, by the calendar of `zone`? */
export function hasConsent(facts: ContactFacts, debt: string, zone: string, atMs: number): boolean {
  for (const consent of facts.history.consents) {
    if (!covers(facts, consent, debt)) continue;
    if (consent.receivedAtMs > atMs) continue;
    if (consent.revokedAtMs !== null && consent.revokedAtMs <= atMs) continue;
    if (isUsedUp(facts, consent, debt, atMs)) continue;
    const today = dayAt(zone, atMs);
    const firstDay = dayAt(zone, consent.receivedAtMs);
    for (let nth = 1; nth <= 7; nth += 1) {
      const day = firstDay + (nth - 1);
      if (day !== today) continue;
      const { usable } = consent;
      if (usable === null || (dayOfDate(usable.from) <= day && day <= dayOfDate(usable.until))) return true;
    }
  }
  return false;
}
