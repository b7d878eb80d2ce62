/**
 * Why an email may be sent to an address: one of the procedures of 12 CFR 1006.6(d)(4). An address without one is not
 * written to. What is not known makes no basis.
 */
import { consumerDays, endOfDayEverywhere } from './consumer-calendar.ts';
import type { ContactFacts } from './facts/facts.ts';
import { dayFromIso } from './local-time.ts';
import { optOutsAgainst } from './opt-outs.ts';
import { isFirstAnswer } from './consumer-initiated.ts';
import { isPublicMailAddress } from './public-mail-domains.ts';
import { standsAt, wasRevokedSince } from './endpoint-consent.ts';

export type EmailBasisParameters = {
  /** From the day the creditor's notice is sent to the end of its opt-out period, at least. */
  creditorNoticeDays: number;
  statedLocationMs: number;
};

export type EmailBasis = {
  kind: 'used-by-consumer' | 'consent' | 'creditor' | 'prior-collector' | null;
  /** When the creditor's route opens, if nothing else is wrong with it; else null. Epoch milliseconds. */
  opensAtMs: number | null;
  /** What stands against each route that was tried, in plain words. */
  faults: readonly string[];
};

type Route = { isOpen: boolean; opensAtMs: number | null; faults: string[] };
const closed: Route = { isOpen: false, opensAtMs: null, faults: [] };

const elsewhere: ReadonlySet<string> = new Set(['prior-collector', 'skip-trace']);

/** (ii): the creditor wrote to the consumer that we shall use the address, and the time to object is over. */
function creditorRoute(facts: ContactFacts, nowMs: number, parameters: EmailBasisParameters): Route {
  const route = facts.endpoint.creditorRoute;
  if (route === null) return closed;
  const { noticeSentOn, optOutUntilOn } = route;
  const noticeDays =
    noticeSentOn === null || optOutUntilOn === null ? null : dayFromIso(optOutUntilOn) - dayFromIso(noticeSentOn);
  const faults = [
    // (A): the creditor had it from the consumer; one that is known to come from elsewhere was not.
    ...(elsewhere.has(facts.endpoint.source) ? ['the address did not come from the creditor'] : []),
    ...(route.creditorUsedIt ? [] : ['the creditor never used this address for the account']),
    ...(route.namesThisCollector ? [] : ["the creditor's notice does not name us"]),
    ...(route.hasOptedOut === false
      ? []
      : [route.hasOptedOut ? 'the consumer opted out' : 'nobody has said whether the consumer opted out']),
    ...(isPublicMailAddress(facts.action.address)
      ? []
      : ['the address is at a company, a school or an authority, or at a domain we do not know to be public']),
    ...(facts.endpoint.isEmployerProvided ? ['the address is provided by the employer'] : []),
    ...(noticeDays === null ? ["the dates of the creditor's notice are not on file"] : []),
    ...(noticeDays !== null && noticeDays < parameters.creditorNoticeDays
      ? [`the consumer had ${noticeDays} days to opt out instead of ${parameters.creditorNoticeDays}`]
      : []),
  ];
  if (faults.length > 0 || optOutUntilOn === null) return { ...closed, faults };
  const lastDay = dayFromIso(optOutUntilOn);
  if (consumerDays(facts, nowMs, parameters.statedLocationMs).earliest > lastDay) return { ...closed, isOpen: true };
  return {
    isOpen: false,
    opensAtMs: endOfDayEverywhere(facts, lastDay, nowMs, parameters.statedLocationMs),
    faults: [`the consumer may still opt out until ${optOutUntilOn}`],
  };
}

/** (iii): the collector just before us used the address, on a basis of its own. */
function priorCollectorRoute({ endpoint }: ContactFacts): Route {
  const route = endpoint.priorCollectorRoute;
  if (route === null) return closed;
  const faults = [
    ...(route.immediatelyPriorUsedIt ? [] : ['the collector just before us never used this address']),
    ...(route.hadBasis ? [] : ['it is not known on what basis the collector before us used it']),
    ...(route.hasOptedOut === false
      ? []
      : [route.hasOptedOut ? 'the consumer opted out' : 'nobody has said whether the consumer opted out']),
  ];
  return { isOpen: faults.length === 0, opensAtMs: null, faults };
}

/** The basis for writing to the address of this contact. */
export function emailBasisOf(facts: ContactFacts, nowMs: number, parameters: EmailBasisParameters): EmailBasis {
  const { endpoint, action } = facts;
  const optedOutAtMs = optOutsAgainst(facts, nowMs).at(-1)?.receivedAtMs ?? null;
  const usedAtMs = endpoint.lastUsedByConsumerAtMs;
  const isUsed =
    usedAtMs !== null && usedAtMs <= nowMs && !wasRevokedSince(endpoint.consents, action.channel, usedAtMs, nowMs);
  const isConsented = endpoint.consents.some(
    (consent) => consent.medium === action.channel && consent.givenTo === 'collector' && standsAt(consent, nowMs),
  );
  const found = (kind: EmailBasis['kind']): EmailBasis => ({ kind, opensAtMs: null, faults: [] });
  if (optedOutAtMs !== null) {
    // Who writes to us after opting out is answered once.
    if (isUsed && usedAtMs >= optedOutAtMs && isFirstAnswer(action, nowMs)) return found('used-by-consumer');
    return { kind: null, opensAtMs: null, faults: ['the consumer opted out'] };
  }
  if (isUsed) return found('used-by-consumer');
  if (isConsented) return found('consent');
  const creditor = creditorRoute(facts, nowMs, parameters);
  if (creditor.isOpen) return found('creditor');
  const prior = priorCollectorRoute(facts);
  if (prior.isOpen) return found('prior-collector');
  return { kind: null, opensAtMs: creditor.opensAtMs, faults: [...creditor.faults, ...prior.faults] };
}
