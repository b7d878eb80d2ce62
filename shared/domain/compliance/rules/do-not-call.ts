/**
 * F-10 at the level of a number: a person may bar one number, for every debt (12 CFR 1006.14(h)(1)). Our own list says so;
 * the registries against selling are not asked here.
 */
import { dateText } from '../local-time.ts';
import { defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type DoNotCallParameters = { statedLocationMs: number };

export const doNotCall = defineRule<DoNotCallParameters>(
  { id: 'F-10', title: 'Do not call', citation: '12 CFR 1006.14(h)', isPolicy: false },
  (facts, nowMs, { statedLocationMs }) => {
    const listed = facts.endpoint.doNotCall.filter(
      ({ list, addedAtMs, expiresAtMs }) =>
        list === 'internal' && addedAtMs <= nowMs && (expiresAtMs === null || nowMs < expiresAtMs),
    );
    const [first] = listed;
    const used = {
      phone_number: facts.action.phoneNumber,
      entries: listed.map(({ source, reason, addedAtMs }) => ({
        source,
        reason,
        added_at: new Date(addedAtMs).toISOString(),
      })),
    };
    if (first === undefined) {
      return { verdict: 'allow', reason: 'This number is not on the do-not-call list.', facts: used };
    }
    if (facts.action.direction === 'inbound') {
      return { verdict: 'allow', reason: 'The number is on the do-not-call list, and may still call us.', facts: used };
    }
    const { zones } = candidateZones(facts.location, facts.action.phoneNumber, nowMs, statedLocationMs);
    const since = dateText(first.addedAtMs, zones[0]?.zone ?? 'UTC');
    return {
      verdict: 'block',
      reason: `This number is on the do-not-call list since ${since}${first.reason === '' ? '' : `: ${first.reason}`}.`,
      facts: used,
    };
  },
);
