/**
 * F-5: no contact at a place the consumer said is inconvenient, and none at work where the employer forbids it (12 CFR
 * 1006.6(b)(1)(ii), (b)(3)); no email to an address known to be the employer's without the consumer's own doing (12 CFR
 * 1006.22(f)(3)). Landlines and postal addresses are tied to a place; mobile numbers and email are not, unless the
 * consumer said that they are there now (comment 6(b)(1)(ii)-1).
 */
import { isConsumerInitiated } from '../consumer-initiated.ts';
import { type EmailBasisParameters, emailBasisOf } from '../email-basis.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isTelephoneCall } from '../facts/fields.ts';
import { momentText } from '../local-time.ts';
import { consumerDays } from '../consumer-calendar.ts';
import { isOptOutConfirmation } from '../opt-outs.ts';
import { type Ruling, defineRule } from '../rule.ts';

export type InconvenientPlaceParameters = EmailBasisParameters & {
  /** For how long "I am at work now" is believed. */
  statedPlaceMs: number;
};

type Place = 'home' | 'work';
const sentences: Readonly<Record<Place, string>> = {
  home: 'The consumer asked not to be contacted at home',
  work: 'The consumer must not be contacted at work',
};

/** The place a contact is tied to; null: to none; `unknown`: to one, and nobody has said to which. */
function placeOf({ action, endpoint }: ContactFacts): Place | 'unknown' | null {
  const { place, lineType } = endpoint;
  const isTied = action.channel === 'letter' || isTelephoneCall(action.channel) || action.channel === 'sms';
  if (!isTied || place === 'mobile' || place === 'other') return null;
  // A mobile kept under "home" goes wherever its owner goes; one kept under "work" is the employer's.
  if (lineType === 'wireless' && action.channel !== 'letter') return place === 'work' ? 'work' : null;
  return place;
}

/** The employer's address: what the creditor wrote opens no such address, as the basis itself knows. */
function judgeEmployerAddress(facts: ContactFacts, nowMs: number, parameters: InconvenientPlaceParameters): Ruling {
  const { kind } = emailBasisOf(facts, nowMs, parameters);
  const used = { is_employer_provided: true, basis: kind };
  const citation = '12 CFR 1006.22(f)(3), 1006.6(d)(4)(i) and (iii)';
  return kind !== null
    ? {
        verdict: 'allow',
        reason: "This is the employer's address, and the consumer has used it with us or agreed to it.",
        citation,
        facts: used,
      }
    : {
        verdict: 'block',
        reason: "This address is the employer's, and the consumer has neither written to us from it nor agreed to it.",
        citation,
        facts: used,
      };
}

export const inconvenientPlace = defineRule<InconvenientPlaceParameters>(
  {
    id: 'F-5',
    title: 'Inconvenient place and workplace',
    citation: '12 CFR 1006.6(b)(1)(ii), (b)(3); 15 USC 1692c(a)(1), (3)',
    isPolicy: false,
  },
  (facts, nowMs, parameters) => {
    const { action, endpoint, person } = facts;
    const barred = (person?.barredPlaces ?? []).filter(({ sinceMs }) => sinceMs <= nowMs).map(({ place }) => place);
    const stated = person?.statedPlace ?? null;
    const used = {
      place: endpoint.place,
      line_type: endpoint.lineType,
      barred_places: barred,
      stated_place: stated?.place ?? null,
      stated_at: stated === null ? null : new Date(stated.statedAtMs).toISOString(),
    };
    if (isConsumerInitiated(action, nowMs)) {
      return {
        verdict: 'allow',
        reason:
          'The consumer began this at a place of their choosing; that does not open the place for our own contacts.',
        facts: used,
      };
    }
    if (endpoint.isEmployerProvided && action.channel === 'email' && !isOptOutConfirmation(action)) {
      const ruling = judgeEmployerAddress(facts, nowMs, parameters);
      if (ruling.verdict === 'block') return ruling;
    }
    const place = placeOf(facts);
    if (place !== null && place !== 'unknown' && barred.includes(place)) {
      return { verdict: 'block', reason: `${sentences[place]}, and this is where it would reach them.`, facts: used };
    }
    if (place === 'unknown' && barred.length > 0) {
      return {
        verdict: 'review',
        reason: `${barred.map((each) => sentences[each]).join('. ')}. Nobody has said to which place this number or address belongs.`,
        facts: used,
      };
    }
    if (stated !== null && action.channel !== 'letter' && barred.includes(stated.place)) {
      const endsAtMs = stated.statedAtMs + parameters.statedPlaceMs;
      if (stated.statedAtMs <= nowMs && nowMs < endsAtMs) {
        const { zone } = consumerDays(facts, nowMs, parameters.statedLocationMs);
        const next = momentText(endsAtMs, zone);
        return {
          verdict: 'defer',
          reason: `${sentences[stated.place]}, and they said that they are there now. Next: ${next} there, or as soon as they say that they are elsewhere.`,
          nextLawfulAtMs: endsAtMs,
          facts: used,
        };
      }
    }
    return {
      verdict: 'allow',
      reason:
        person === null
          ? 'Nobody is on file here, so no wish about places is known.'
          : 'This reaches the consumer at no place that is barred.',
      facts: used,
    };
  },
);
