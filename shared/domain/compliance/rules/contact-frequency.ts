/**
 * How often a state or city lets a collector be in touch. One rule, declared once for each limit: what is counted, over
 * what window and where are the parameters of the pack. Where a limit rests on a reading of our own, a rule of its own says
 * so as policy, so that the law's reading stays visible beside it.
 */
import { type DebtKey, debtsOf, isUnderConsent } from '../call-counting.ts';
import { isAnswer, isFirstAnswer, isRequiredNotice } from '../consumer-initiated.ts';
import { countContacts, type FrequencyLimit, momentsOfChange, type PastContact } from '../contact-counting.ts';
import { mayBeAt, placeOfContact } from '../contact-place.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isTelephoneCall } from '../facts/fields.ts';
import { momentText } from '../local-time.ts';
import { hasMediumConsent } from '../medium-consent.ts';
import { type OverlayScope, whyOutside } from '../overlay-scope.ts';
import { defineRule, type Rule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type ContactFrequencyParameters = OverlayScope &
  FrequencyLimit & {
    /** What is limited, after a number: `calls and texts about this debt`. */
    subject: string;
    /** The window, after `in`: `the last 7 days`. */
    windowText: string;
    /** A part of it that is our own reading, said with every deferral; null: none. */
    ownReading: string | null;
    /** The limit ends with the consumer's consent to this medium. */
    isLiftedByMediumConsent: boolean;
    /** Debts outside the law; null: none. Of a debt that is not on file nothing is known, so it is inside. */
    exemptDebts: { upToDaysPastDue: number; securedByHomeOrCar: boolean } | null;
    /** For how long a location the consumer stated replaces all other evidence. */
    statedLocationMs: number;
  };

function limitedDebts(
  facts: ContactFacts,
  { key: countedPer, exemptDebts }: ContactFrequencyParameters,
): readonly DebtKey[] {
  if (countedPer === 'person') return [null];
  return debtsOf(facts).filter((key) => {
    const debt = facts.debts.find(({ id }) => key?.includes(id));
    if (exemptDebts === null || debt === undefined) return true;
    if (exemptDebts.securedByHomeOrCar && debt.isSecuredByHomeOrCar) return false;
    return debt.daysPastDue === null || debt.daysPastDue > exemptDebts.upToDaysPastDue;
  });
}

const zonesAt = ({ location, action }: ContactFacts, atMs: number, statedLocationMs: number): string[] =>
  candidateZones(location, action.phoneNumber, atMs, statedLocationMs).zones.map(({ zone }) => zone);

type Highest = { contacts: PastContact[]; isLimited: boolean };

/** The highest count over debts and zones, and whether one of them stands in the way. */
function highestCount(
  facts: ContactFacts,
  atMs: number,
  debts: readonly DebtKey[],
  parameters: ContactFrequencyParameters,
): Highest {
  const { consents, conversations } = facts.history;
  const { maxContacts, isLiftedByRequest, consentDays, statedLocationMs } = parameters;
  const canBeRequested = isLiftedByRequest && isTelephoneCall(facts.action.channel);
  const highest: Highest = { contacts: [], isLimited: false };
  for (const zone of zonesAt(facts, atMs, statedLocationMs)) {
    for (const debt of debts) {
      const contacts = countContacts(facts, atMs, debt, zone, parameters);
      if (contacts.length > highest.contacts.length) highest.contacts = contacts;
      if (contacts.length < maxContacts) continue;
      const isRequested =
        canBeRequested &&
        isUnderConsent(consents, conversations, { atMs, callId: null, debtIds: facts.action.debtIds }, debt, zone, {
          days: consentDays,
        });
      highest.isLimited ||= !isRequested;
    }
  }
  return highest;
}

/** Why this contact is none of those that the limit is about; null: it is. */
function whyUnlimited(facts: ContactFacts, nowMs: number, parameters: ContactFrequencyParameters): string | null {
  const { channels, places, placeName, subject, isLiftedByMediumConsent, countsReplies } = parameters;
  const outside = whyOutside(facts, parameters, channels);
  if (outside !== null) return outside;
  if (!mayBeAt(places, placeOfContact(facts))) return `The limit of ${placeName} on ${subject} is about other places.`;
  // Where our answers count for nothing, calling back is one as well; elsewhere it is a call of our own.
  if (isAnswer(facts.action, nowMs) || (!countsReplies && isFirstAnswer(facts.action, nowMs)))
    return 'The consumer began this, so it may be answered.';
  if (isRequiredNotice(facts.action)) return 'The law itself asks for this notice.';
  if (isLiftedByMediumConsent && hasMediumConsent(facts, nowMs)) return 'The consumer agreed to be reached this way.';
  return limitedDebts(facts, parameters).length === 0 ? `${placeName} does not limit contact about this debt.` : null;
}

export const contactFrequency = (
  description: Parameters<typeof defineRule>[0],
): ((parameters: ContactFrequencyParameters) => Rule) =>
  defineRule<ContactFrequencyParameters>(description, (facts, nowMs, parameters) => {
    const { maxContacts, subject, windowText, placeName, places, ownReading, statedLocationMs } = parameters;
    const unlimited = whyUnlimited(facts, nowMs, parameters);
    if (unlimited !== null) {
      return { verdict: 'allow', reason: unlimited, facts: { jurisdiction: parameters.jurisdiction } };
    }
    const debts = limitedDebts(facts, parameters);
    const { contacts, isLimited } = highestCount(facts, nowMs, debts, parameters);
    const used = {
      jurisdiction: parameters.jurisdiction,
      counted_contacts: contacts.length,
      max_contacts: maxContacts,
      contact_ids: contacts.map(({ id }) => id),
      place: placeOfContact(facts),
    };
    const count = `${contacts.length} of ${maxContacts} ${subject} in ${windowText}`;
    if (!isLimited) {
      return {
        verdict: 'allow',
        reason: contacts.length < maxContacts ? `${count}.` : `${count}; the consumer asked for this call.`,
        facts: used,
      };
    }
    const zones = zonesAt(facts, nowMs, statedLocationMs);
    const { stated } = facts.location;
    const statedEndsMs = stated === null ? [] : [stated.statedAtMs + statedLocationMs + 1];
    const later = statedEndsMs.flatMap((atMs) => zonesAt(facts, atMs, statedLocationMs));
    const changes = momentsOfChange(facts, nowMs, debts, [...new Set([...zones, ...later])], parameters);
    const next =
      [...changes, ...statedEndsMs]
        .filter((atMs) => atMs > nowMs)
        .toSorted((a, b) => a - b)
        .find((atMs) => !highestCount(facts, atMs, debts, parameters).isLimited) ?? null;
    const isPlaceMissing = places !== null && ['unknown', 'other'].includes(placeOfContact(facts));
    const sentences = [
      `${count} are used up (${placeName}).`,
      ...(ownReading === null ? [] : [ownReading]),
      ...(isPlaceMissing ? ['Nobody has said whether this reaches the consumer at home or at work.'] : []),
      ...(next === null ? [] : [`Next: ${momentText(next, zones[0] ?? 'UTC')} there.`]),
    ];
    return {
      verdict: next === null ? 'review' : 'defer',
      reason: sentences.join(' '),
      nextLawfulAtMs: next,
      facts: used,
    };
  });
