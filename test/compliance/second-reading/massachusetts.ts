/**
 * S-1b, read a second time: a third-party collector communicates by telephone or text no more than twice in any seven days
 * at residence or cell, twice in any thirty elsewhere, per debt (209 CMR 18.16(1)(d)). Calls that nobody answers count.
 */
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import type { Attempt } from '../../../shared/domain/compliance/facts/history.ts';
import { allowed, type Answer, deferredTo } from './answer.ts';
import { hasConsent } from './consent.ts';
import { debtsOfCall, isAbout } from './debts.ts';
import { dateChanges } from './local-calendar.ts';

const dayMs = 24 * 60 * 60_000;
const mostContacts = 2;

type Kind = 'personal' | 'elsewhere';
const windowDays = { personal: 7, elsewhere: 30 } as const;

/** A place that is not known may be either. */
const kindsOf = (place: Attempt['place']): readonly Kind[] => {
  if (place === 'home' || place === 'mobile') return ['personal'];
  return place === 'unknown' ? ['personal', 'elsewhere'] : ['elsewhere'];
};

type Contact = { atMs: number; debtIds: readonly string[] | null; kinds: readonly Kind[] };

/** Calls that were placed and texts that we began. */
const contactsOf = (facts: ContactFacts): Contact[] => [
  ...facts.history.attempts
    .filter((attempt) => attempt.isCounted)
    .map(({ placedAtMs, debtIds, place }) => ({ atMs: placedAtMs, debtIds, kinds: kindsOf(place) })),
  ...facts.history.messages
    .filter((message) => message.channel === 'sms' && message.isUnsolicited)
    .map(({ sentAtMs, debtIds }) => ({ atMs: sentAtMs, debtIds, kinds: ['personal' as const] })),
];

function isLawful(facts: ContactFacts, debt: string, zones: readonly string[], kind: Kind, atMs: number): boolean {
  const withConsent = (whenMs: number) => zones.every((zone) => hasConsent(facts, debt, zone, whenMs));
  if (withConsent(atMs)) return true;
  const counted = contactsOf(facts).filter(
    (contact) =>
      contact.atMs <= atMs &&
      atMs - contact.atMs < windowDays[kind] * dayMs &&
      contact.kinds.includes(kind) &&
      isAbout(facts, contact.debtIds, debt) &&
      !withConsent(contact.atMs),
  );
  return counted.length + 1 <= mostContacts;
}

/** A rolling window lets go of a contact a whole number of days after it, and consent begins with a day. */
function moments(facts: ContactFacts, zones: readonly string[], afterMs: number): number[] {
  const tried = new Set(dateChanges(zones, afterMs, 40));
  for (const contact of contactsOf(facts)) {
    for (let days = 1; days <= 31; days += 1) tried.add(contact.atMs + days * dayMs);
  }
  return [...tried].filter((atMs) => atMs > afterMs).toSorted((one, other) => one - other);
}

/** `states`: where the consumer may be, two letters. */
export function readMassachusetts(
  facts: ContactFacts,
  zones: readonly string[],
  states: readonly string[],
  nowMs: number,
): Answer {
  if (!states.includes('MA') || facts.actor.collectorType !== 'third-party') return allowed;
  const isLawfulAt = (atMs: number) =>
    debtsOfCall(facts).every((debt) =>
      kindsOf(facts.endpoint.place).every((kind) => isLawful(facts, debt, zones, kind, atMs)),
    );
  return isLawfulAt(nowMs) ? allowed : deferredTo(moments(facts, zones, nowMs), isLawfulAt);
}
