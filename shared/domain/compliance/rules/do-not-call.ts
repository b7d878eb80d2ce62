/**
 * F-10 at the level of a number: a person may bar one number, for every debt (12 CFR 1006.14(h)(1)). Our own list says so;
 * the registries against selling are not asked here.
 */
import { defineRule } from '../rule.ts';

export const doNotCall = defineRule<Readonly<Record<string, never>>>(
  { id: 'F-10', title: 'Do not call', citation: '12 CFR 1006.14(h)', isPolicy: false },
  (facts, nowMs) => {
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
    const since = new Date(first.addedAtMs).toISOString().slice(0, 10);
    return {
      verdict: 'block',
      reason: `This number is on the do-not-call list since ${since}${first.reason === '' ? '' : `: ${first.reason}`}.`,
      facts: used,
    };
  },
);
