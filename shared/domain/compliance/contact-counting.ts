/**
 * How states and cities count contacts, beside the calls of Regulation F in `call-counting.ts`: which of them count, over
 * what window, about one debt or with one person, and at which places. A contact counts until a moment that follows from
 * the window alone, so the answer changes at those moments only. Where the candidate zones disagree, each is asked and
 * the stricter answer stands.
 */
import { concerns, type DebtKey, isSameCall, isUnderConsent } from './call-counting.ts';
import { mayBeAt, type Place, placeOfContact, placeOfMessage } from './contact-place.ts';
import type { ContactFacts } from './facts/facts.ts';
import type { Medium } from './facts/fields.ts';
import type { Attempt } from './facts/history.ts';
import { weekdayOf } from './calendar.ts';
import { dayFromIso, localDay, startOfLocalDay } from './local-time.ts';

const DAY_MS = 86_400_000;

export type FrequencyWindow =
  /** The day itself and the days before it, by the calendar of the consumer. */
  | { kind: 'calendar-days'; days: number }
  /** So many times 24 hours from the contact on. */
  | { kind: 'rolling-days'; days: number }
  /** Monday to Sunday. */
  | { kind: 'calendar-week' };

export type FrequencyLimit = {
  /** With so many counted, one more is too many. */
  maxContacts: number;
  /** What is counted: what we began, or conversations, whoever began them. */
  counts: 'contacts' | 'conversations';
  window: FrequencyWindow;
  /** Counted for each debt of its own, or for the person over all debts. */
  key: 'debt' | 'person';
  /** The media that are limited, and that count; `voice` counts every telephone call. */
  channels: readonly Medium[];
  /** The places that are limited, and that count; null: all. A place that is not known is every place. */
  places: readonly Place[] | null;
  /**
   * Which calls count: `all`; `message-possible`: all but those that neither reached anybody nor could have left a
   * message; `engaged`: those answered, or with a message left. What is not known counts.
   */
  calls: 'all' | 'message-possible' | 'engaged';
  /** Whether our answers to the consumer count. */
  countsReplies: boolean;
  /** Whether conversations with the spouse count as those with the consumer. */
  countsSpouse: boolean;
  /** Past calls left out because the consumer had asked for them: none, those that ended in a conversation, or all. */
  leavesOutRequested: 'none' | 'completed' | 'all';
  /** A call the consumer asked for is not limited. */
  isLiftedByRequest: boolean;
  /** For how many days, the day of receipt included, a request may be used. */
  consentDays: number;
};

/** The first moment at which a contact no longer counts, by the calendar of `zone`. */
export function leavesWindowAtMs(window: FrequencyWindow, contactAtMs: number, zone: string): number {
  if (window.kind === 'rolling-days') return contactAtMs + window.days * DAY_MS;
  const day = localDay(contactAtMs, zone);
  return startOfLocalDay(window.kind === 'calendar-days' ? day + window.days : day - weekdayOf(day) + 8, zone);
}

export type PastContact = { id: string; atMs: number };

const reaches = ({ isAnswered, leftVoicemail, reachedVoicemail }: Attempt, calls: FrequencyLimit['calls']): boolean => {
  if (calls === 'all' || isAnswered !== false || leftVoicemail) return true;
  return calls === 'message-possible' && reachedVoicemail !== false;
};

/** Calls placed to the number of this contact went to its place. */
const placeOfAttempt = (facts: ContactFacts, { place, phoneNumber }: Attempt): Place =>
  place === 'unknown' && phoneNumber === facts.action.phoneNumber ? placeOfContact(facts) : place;

/** Everything that counts against the limit about a debt (any debt when null), whatever its age. */
function contactsOfKind(facts: ContactFacts, debt: DebtKey, zone: string, limit: FrequencyLimit): PastContact[] {
  const { attempts, conversations, consents, messages } = facts.history;
  const ofDebt = limit.key === 'person' ? null : debt;
  const talks = conversations.filter(({ debtIds }) => concerns(debtIds, ofDebt));
  if (limit.counts === 'conversations') return talks.map(({ callId, atMs }) => ({ id: callId, atMs }));

  const isRequested = ({ callId, placedAtMs, debtIds }: Attempt): boolean =>
    limit.leavesOutRequested !== 'none' &&
    (limit.leavesOutRequested === 'all' || talks.some((talk) => isSameCall(talk.callId, callId) && !talk.isPresumed)) &&
    isUnderConsent(consents, conversations, { atMs: placedAtMs, callId, debtIds }, ofDebt, zone, {
      days: limit.consentDays,
    });
  const calls = limit.channels.includes('voice')
    ? attempts.filter(
        (attempt) =>
          attempt.isCounted &&
          concerns(attempt.debtIds, ofDebt) &&
          mayBeAt(limit.places, placeOfAttempt(facts, attempt)) &&
          reaches(attempt, limit.calls) &&
          !isRequested(attempt),
      )
    : [];
  const written = messages.filter(
    ({ channel, debtIds, place, isUnsolicited }) =>
      limit.channels.includes(channel) &&
      concerns(debtIds, ofDebt) &&
      mayBeAt(limit.places, placeOfMessage(channel, place)) &&
      (limit.countsReplies || isUnsolicited),
  );
  /** A conversation with the spouse of which no call of this person is on file. */
  const spouse = talks.filter(
    ({ withSpouse, callId }) =>
      limit.countsSpouse && withSpouse && !attempts.some((attempt) => isSameCall(attempt.callId, callId)),
  );
  return [
    ...calls.map(({ callId, placedAtMs }) => ({ id: callId, atMs: placedAtMs })),
    ...written.map(({ id, sentAtMs }) => ({ id, atMs: sentAtMs })),
    ...spouse.map(({ callId, atMs }) => ({ id: callId, atMs })),
  ];
}

/** What counts against the limit at a moment, about a debt (any debt when null), by the calendar of `zone`. */
export const countContacts = (
  facts: ContactFacts,
  atMs: number,
  debt: DebtKey,
  zone: string,
  limit: FrequencyLimit,
): PastContact[] =>
  contactsOfKind(facts, debt, zone, limit).filter(
    (contact) =>
      localDay(contact.atMs, zone) <= localDay(atMs, zone) && atMs < leavesWindowAtMs(limit.window, contact.atMs, zone),
  );

/** The later moments at which the count, or a request for a call, may change in favor of the contact. */
export function momentsOfChange(
  facts: ContactFacts,
  nowMs: number,
  debts: readonly DebtKey[],
  zones: readonly string[],
  limit: FrequencyLimit,
): number[] {
  const { consents } = facts.history;
  const moments = zones.flatMap((zone) => [
    ...debts.flatMap((debt) =>
      contactsOfKind(facts, debt, zone, limit).map(({ atMs }) => leavesWindowAtMs(limit.window, atMs, zone)),
    ),
    ...consents.flatMap(({ usable }) => (usable ? [startOfLocalDay(dayFromIso(usable.from), zone)] : [])),
  ]);
  return [...new Set(moments)].filter((moment) => moment > nowMs).toSorted((a, b) => a - b);
}
