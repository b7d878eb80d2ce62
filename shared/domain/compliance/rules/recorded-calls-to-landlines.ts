/**
 * T-3: recorded informational calls to a residential landline without consent, three in thirty consecutive days (47 CFR
 * 64.1200(a)(3)(iii)), each with who calls, a number to call back and a way to stop them (64.1200(b)).
 */
import { hasCallConsent, isArtificialVoice, isTakenForWireless } from '../automated-voice.ts';
import { consumerDays } from '../consumer-calendar.ts';
import { isTelephoneCall } from '../facts/fields.ts';
import { localDay, momentText, startOfLocalDay } from '../local-time.ts';
import { type Obligation, defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type RecordedCallsParameters = { maxCalls: number; windowDays: number; statedLocationMs: number };

const identify: Obligation = {
  code: 'recorded-voice.identify',
  title: 'What a recorded voice must say',
  text: 'At the beginning: who calls. Within two seconds of that: how to stop these calls by key or voice. A number to call back.',
  citation: '47 CFR 64.1200(b)(1)-(3)',
};

export const recordedCallsToLandlines = defineRule<RecordedCallsParameters>(
  {
    id: 'T-3',
    title: 'Recorded calls to a landline',
    citation: '47 CFR 64.1200(a)(3)(ii)-(iii), (b)',
    isPolicy: false,
  },
  (facts, nowMs, { maxCalls, windowDays, statedLocationMs }) => {
    const { action, history, location } = facts;
    const isOwnCall = isTelephoneCall(action.channel) && action.direction === 'outbound';
    if (!isOwnCall || !isArtificialVoice(action) || isTakenForWireless(facts)) {
      return { verdict: 'allow', reason: 'No recorded voice calls a landline here.' };
    }
    if (hasCallConsent(facts, nowMs)) {
      return { verdict: 'require', reason: 'The consumer agreed to calls at this number.', obligations: [identify] };
    }
    const { zones } = candidateZones(location, action.phoneNumber, nowMs, statedLocationMs);
    const recent = (atMs: number) =>
      Math.max(
        ...zones.map(
          ({ zone }) =>
            history.attempts.filter(
              (attempt) =>
                isArtificialVoice(attempt) &&
                (attempt.phoneNumber === action.phoneNumber || attempt.phoneNumber === '') &&
                attempt.placedAtMs <= atMs &&
                localDay(attempt.placedAtMs, zone) > localDay(atMs, zone) - windowDays,
            ).length,
        ),
      );
    const count = recent(nowMs);
    const used = { recorded_calls: count, max_calls: maxCalls, window_days: windowDays };
    if (count < maxCalls) {
      return {
        verdict: 'require',
        reason: `${count} of ${maxCalls} recorded calls to this line in the last ${windowDays} days.`,
        obligations: [identify],
        facts: used,
      };
    }
    const { latest, zone } = consumerDays(facts, nowMs, statedLocationMs);
    const next = Array.from({ length: windowDays + 2 }, (_, index) => startOfLocalDay(latest + index, zone)).find(
      (atMs) => atMs > nowMs && recent(atMs) < maxCalls,
    );
    return {
      verdict: next === undefined ? 'block' : 'defer',
      reason: `${count} of ${maxCalls} recorded calls to this line in the last ${windowDays} days are used up.${next === undefined ? '' : ` Next: ${momentText(next, zone)} there.`}`,
      nextLawfulAtMs: next ?? null,
      facts: used,
    };
  },
);
