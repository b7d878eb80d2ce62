/**
 * T-4: who revokes consent gets no more texts, and no more automated calls, at that number, from the moment it is received (47 CFR
 * 64.1200(a)(10)-(12)); the law would give ten business days. One confirmation may go out, within five minutes. Calls by hand are no
 * matter of this rule: F-10 has them. A wish to hear nothing more by telephone or text (F-10) is a revocation, whether or not there
 * was a consent to revoke.
 *
 * How far a revocation reaches is in motion (DA 26-12, FCC 26-67): the parameters say which reading is used, and each ships in the
 * strictest.
 */
import { isArtificialVoice } from '../automated-voice.ts';
import type { ContactAction } from '../facts/action.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isElectronic, isTelephoneCall, type Medium } from '../facts/fields.ts';
import { isOptOutConfirmation, isSameMedium, optOutsOfTarget } from '../opt-outs.ts';
import { type Ruling, defineRule } from '../rule.ts';
import { standsAt } from '../endpoint-consent.ts';

export type RevokedConsentParameters = {
  /** One opt-out ends every automated call and text to the number (64.1200(a)(10), waived to 2027-01-31 by DA 26-12). */
  revokeAll: boolean;
  /** A revocation known to be about one kind of message ends only that kind (FCC 26-67). */
  categoryScoped: boolean;
  /** A revocation known to have come another way than the designated one is none (FCC 26-67). */
  exclusiveMethod: boolean;
  confirmWithinMs: number;
};

type Revocation = { medium: Medium; atMs: number; source: 'consent' | 'opt-out' };

const isByTelephone = (medium: Medium): boolean => medium === 'sms' || isTelephoneCall(medium);

/** What goes out without a person who speaks. */
const isAutomated = (action: ContactAction): boolean =>
  isElectronic(action.channel) || (isTelephoneCall(action.channel) && isArtificialVoice(action));

/** Consents that have been taken back, as far as the reading of the law lets them count. */
function revokedConsents(
  { action, endpoint }: ContactFacts,
  nowMs: number,
  { categoryScoped, exclusiveMethod }: RevokedConsentParameters,
): Revocation[] {
  return endpoint.consents.flatMap(({ medium, revokedAtMs, revokedFor, wasRevokedAsDesignated }) => {
    if (revokedAtMs === null || revokedAtMs > nowMs) return [];
    if (categoryScoped && revokedFor !== null && !action.purposes.includes(revokedFor)) return [];
    if (exclusiveMethod && wasRevokedAsDesignated === false) return [];
    return [{ medium, atMs: revokedAtMs, source: 'consent' as const }];
  });
}

/** Wishes about calls and texts to this number; who wants no emails has said nothing about the telephone. */
const wishesAsRevocations = (facts: ContactFacts, nowMs: number): Revocation[] =>
  isByTelephone(facts.action.channel)
    ? optOutsOfTarget(facts, nowMs)
        .filter(({ medium }) => isByTelephone(medium))
        .map(({ medium, receivedAtMs }) => ({ medium, atMs: receivedAtMs, source: 'opt-out' as const }))
    : [];

/** The revocations that stand against this contact. Only consent to this very medium, given to us and later, takes one away. */
function standingRevocations(facts: ContactFacts, nowMs: number, parameters: RevokedConsentParameters): Revocation[] {
  const { action, endpoint } = facts;
  const renewals = endpoint.consents.filter(
    (consent) =>
      isSameMedium(consent.medium, action.channel) && consent.givenTo === 'collector' && standsAt(consent, nowMs),
  );
  return [...revokedConsents(facts, nowMs, parameters), ...wishesAsRevocations(facts, nowMs)]
    .filter(({ medium }) => parameters.revokeAll || isSameMedium(medium, action.channel))
    .filter(({ atMs }) => renewals.every(({ receivedAtMs }) => receivedAtMs <= atMs))
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** Five minutes are of the law about texts; an email that confirms goes by F-10 alone. */
function judgeConfirmation({ channel }: ContactAction, ageMs: number, withinMs: number): Ruling {
  if (isTelephoneCall(channel)) {
    return {
      verdict: 'block',
      reason: 'A wish to hear no more automated calls is confirmed by text, not by another one.',
    };
  }
  return channel !== 'sms' || ageMs <= withinMs
    ? { verdict: 'allow', reason: 'The wish may be confirmed once.' }
    : {
        verdict: 'block',
        reason: 'The confirmation is later than five minutes: it is not sent any more.',
        isPolicy: true,
      };
}

export const revokedConsent = defineRule<RevokedConsentParameters>(
  { id: 'T-4', title: 'Consent taken back', citation: '47 CFR 64.1200(a)(10)-(12)', isPolicy: false },
  (facts, nowMs, parameters) => {
    const { action } = facts;
    const revocations = standingRevocations(facts, nowMs, parameters);
    const latest = revocations.at(-1);
    const used = {
      revoked: revocations.map(({ medium, atMs, source }) => ({
        medium,
        revoked_at: new Date(atMs).toISOString(),
        source,
      })),
    };
    if (!isAutomated(action) || action.direction === 'inbound') {
      return { verdict: 'allow', reason: 'A person calls, or nothing of ours goes out.', facts: used };
    }
    if (latest === undefined) return { verdict: 'allow', reason: 'No consent has been taken back here.', facts: used };
    if (isOptOutConfirmation(action)) {
      return { ...judgeConfirmation(action, nowMs - latest.atMs, parameters.confirmWithinMs), facts: used };
    }
    const reason = 'The consumer took back consent to this at this number or address.';
    return isByTelephone(action.channel)
      ? { verdict: 'block', reason, facts: used }
      : {
          verdict: 'block',
          reason,
          // This law is about telephones; that consent to an email has an end is not in it.
          isPolicy: true,
          override: 'two-people',
          citation: 'Policy, after 12 CFR 1006.6(d)(4) and 1006.14(h)',
          facts: used,
        };
  },
);
