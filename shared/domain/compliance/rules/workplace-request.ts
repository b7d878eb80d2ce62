/**
 * S-1-workplace: after an oral request not to be called at work, no call there for ten days; for good once it is confirmed
 * in writing (209 CMR 18.16, 940 CMR 7.04). Our own policy keeps an oral request for good.
 */
import { isAnswer } from '../consumer-initiated.ts';
import { placeOfContact } from '../contact-place.ts';
import type { Medium } from '../facts/fields.ts';
import { localDay } from '../local-time.ts';
import { type OverlayScope, whyOutside } from '../overlay-scope.ts';
import { defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type WorkplaceRequestParameters = OverlayScope & {
  /** Days after the day of an oral request during which it binds. */
  oralDays: number;
  /** Policy: an oral request binds for good. */
  isPermanentAtOnce: boolean;
  statedLocationMs: number;
};

const media: readonly Medium[] = ['voice', 'voicemail', 'sms'];

export const workplaceRequest = defineRule<WorkplaceRequestParameters>(
  {
    id: 'S-1-workplace',
    title: 'No calls at work',
    citation: '209 CMR 18.16(1); 940 CMR 7.04(1)',
    isPolicy: false,
  },
  (facts, nowMs, parameters) => {
    const { oralDays, isPermanentAtOnce, statedLocationMs } = parameters;
    const outside = whyOutside(facts, parameters, media);
    if (outside !== null) return { verdict: 'allow', reason: outside };
    const place = placeOfContact(facts);
    const requests = (facts.person?.barredPlaces ?? []).filter(
      (barred) => barred.place === 'work' && barred.sinceMs <= nowMs,
    );
    const used = {
      place,
      requests: requests.map(({ sinceMs, isWritten }) => ({
        since: new Date(sinceMs).toISOString(),
        is_written: isWritten,
      })),
    };
    if (isAnswer(facts.action, nowMs)) return { verdict: 'allow', reason: 'The consumer began this.', facts: used };
    if (place === 'home' || place === 'mobile') {
      return { verdict: 'allow', reason: 'This number is not at the place of work.', facts: used };
    }
    if (requests.length === 0) {
      return { verdict: 'allow', reason: 'No request to keep away from the place of work is on file.', facts: used };
    }
    const { zones } = candidateZones(facts.location, facts.action.phoneNumber, nowMs, statedLocationMs);
    const bindsByLaw = requests.some(
      ({ sinceMs, isWritten }) =>
        isWritten || zones.some(({ zone }) => localDay(nowMs, zone) <= localDay(sinceMs, zone) + oralDays),
    );
    if (!bindsByLaw && !isPermanentAtOnce) {
      return { verdict: 'allow', reason: `The spoken request is more than ${oralDays} days old.`, facts: used };
    }
    if (place !== 'work') {
      return {
        verdict: 'review',
        reason: 'The consumer asked not to be called at work, and nobody has said whether this number is there.',
        isPolicy: !bindsByLaw,
        facts: used,
      };
    }
    return {
      verdict: 'block',
      reason: 'The consumer asked not to be called at work.',
      isPolicy: !bindsByLaw,
      override: bindsByLaw ? 'two-people' : 'supervisor',
      facts: used,
    };
  },
);
