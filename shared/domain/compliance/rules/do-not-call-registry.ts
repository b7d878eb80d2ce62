/**
 * DNC: the national registry and those of the states bar offers, not collection (47 CFR 64.1200(c)(2)), unless there is written
 * consent to offers. A list older than thirty-one days protects nobody who relies on it (64.1200(c)(2)(i)(D)).
 */
import { daysBetween } from '../consumer-calendar.ts';
import { isTelephoneCall } from '../facts/fields.ts';
import { dayFromIso, startOfLocalDay } from '../local-time.ts';
import { defineRule } from '../rule.ts';
import { standsAt } from '../endpoint-consent.ts';

export type RegistryParameters = { freshDays: number; statedLocationMs: number };

export const doNotCallRegistry = defineRule<RegistryParameters>(
  {
    id: 'T-1-registry',
    title: 'Do-not-call registries',
    citation: '47 CFR 64.1200(c)(2); 16 CFR 310.4(b)',
    isPolicy: false,
  },
  (facts, nowMs, { freshDays, statedLocationMs }) => {
    const { action, endpoint, registries } = facts;
    const listed = endpoint.doNotCall.filter(
      ({ list, addedAtMs, expiresAtMs }) =>
        list !== 'internal' && addedAtMs <= nowMs && (expiresAtMs === null || nowMs < expiresAtMs),
    );
    const used = { lists: listed.map(({ list }) => list), national_as_of: registries.nationalAsOf };
    if (!isTelephoneCall(action.channel) && action.channel !== 'sms') {
      return { verdict: 'allow', reason: 'The registries are about telephone numbers.', facts: used };
    }
    if (action.direction === 'inbound') return { verdict: 'allow', reason: 'The person called us.', facts: used };
    if (!action.purposes.includes('marketing')) {
      return {
        verdict: 'allow',
        reason:
          listed.length === 0
            ? 'The number is on no registry that we hold.'
            : 'The number is on a do-not-call registry, which binds offers and not collection.',
        facts: used,
      };
    }
    const hasWrittenConsent = endpoint.consents.some(
      (consent) => consent.kind === 'written-marketing' && standsAt(consent, nowMs),
    );
    if (hasWrittenConsent || registries.hasBusinessRelationship) {
      return { verdict: 'allow', reason: 'Written consent, or a business relationship, allows offers.', facts: used };
    }
    if (listed.length > 0) {
      return {
        verdict: 'block',
        reason: 'The number is on a do-not-call registry: nothing may be offered.',
        facts: used,
      };
    }
    const ageDays =
      registries.nationalAsOf === null
        ? Infinity
        : daysBetween(
            facts,
            startOfLocalDay(dayFromIso(registries.nationalAsOf), 'America/New_York'),
            nowMs,
            statedLocationMs,
          ).most;
    return ageDays <= freshDays
      ? { verdict: 'allow', reason: 'The number is on no registry that we hold.', facts: used }
      : {
          verdict: 'block',
          reason: `Our copy of the national registry is ${Number.isFinite(ageDays) ? `${ageDays} days old` : 'missing'}: nothing may be offered.`,
          facts: used,
        };
  },
);
