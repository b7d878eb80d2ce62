/**
 * Electronic contact only with consent, or where the consumer used that number or address with us lately: New York City
 * (6 RCNY 5-77), the State of New York for email (23 NYCRR 1.6), the District of Columbia (DC Code 28-3814(d)(4)(B)). Each
 * declares it with its own number and source.
 */
import { isAnswer } from '../consumer-initiated.ts';
import type { ContactAction } from '../facts/action.ts';
import type { Medium } from '../facts/fields.ts';
import { localDay } from '../local-time.ts';
import { hasMediumConsent } from '../medium-consent.ts';
import { mediumName, type OverlayScope, whyOutside } from '../overlay-scope.ts';
import { defineRule, type Rule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type StateElectronicBasisParameters = OverlayScope & {
  media: readonly Medium[];
  /** Days after the consumer last used the number or address during which that is enough; null: it never is. */
  recentUseDays: number | null;
  /** What may be sent without consent, if it is nothing else. */
  exceptPurposes: readonly ContactAction['purposes'][number][];
  statedLocationMs: number;
};

export const stateElectronicBasis = (
  description: Parameters<typeof defineRule>[0],
): ((parameters: StateElectronicBasisParameters) => Rule) =>
  defineRule<StateElectronicBasisParameters>(description, (facts, nowMs, parameters) => {
    const { action, endpoint, person, location } = facts;
    const { media, recentUseDays, exceptPurposes, statedLocationMs, placeName } = parameters;
    const outside = whyOutside(facts, parameters, media);
    if (outside !== null) return { verdict: 'allow', reason: outside };
    const usedAtMs = endpoint.lastUsedByConsumerAtMs;
    const used = {
      medium: action.channel,
      has_consent: hasMediumConsent(facts, nowMs),
      last_used_at: usedAtMs === null ? null : new Date(usedAtMs).toISOString(),
    };
    if (isAnswer(action, nowMs)) return { verdict: 'allow', reason: 'The consumer began this.', facts: used };
    const medium = mediumName(action.channel);
    const hasStopped = (person?.mediumOptOuts ?? []).some(
      (stop) => stop.medium === action.channel && !stop.isWithdrawn && stop.receivedAtMs <= nowMs,
    );
    if (hasStopped) {
      return { verdict: 'block', reason: `The consumer asked for no more contact by ${medium}.`, facts: used };
    }
    const { zones } = candidateZones(location, action.phoneNumber, nowMs, statedLocationMs);
    const isRecent =
      recentUseDays !== null &&
      usedAtMs !== null &&
      usedAtMs <= nowMs &&
      zones.every(({ zone }) => localDay(nowMs, zone) <= localDay(usedAtMs, zone) + recentUseDays);
    if (used.has_consent || isRecent) {
      return person === null
        ? {
            verdict: 'review',
            reason: `Nobody is on file here, so nobody knows whether they asked for no contact by ${medium}.`,
            facts: used,
          }
        : {
            verdict: 'allow',
            reason: used.has_consent
              ? `The consumer agreed to be reached by ${medium}.`
              : `The consumer wrote to us from here in the last ${recentUseDays} days.`,
            facts: used,
          };
    }
    if (action.purposes.length > 0 && action.purposes.every((purpose) => exceptPurposes.includes(purpose))) {
      return { verdict: 'allow', reason: 'This only asks for consent.', facts: used };
    }
    const orUse =
      recentUseDays === null ? '' : `, and has not written to us from here in the last ${recentUseDays} days`;
    return {
      verdict: 'block',
      reason: `The consumer has not agreed to be reached by ${medium}${orUse} (${placeName}).`,
      facts: used,
    };
  });
