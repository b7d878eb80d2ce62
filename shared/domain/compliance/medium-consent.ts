/** Consent to be written to by a medium, and its end: what cities and states ask for before a text or an email. */
import type { ContactFacts } from './facts/facts.ts';
import { standsAt } from './endpoint-consent.ts';

/** Whether the consumer agreed, to this collector itself, to be reached at this number or address by this medium. */
export const hasMediumConsent = ({ action, endpoint }: ContactFacts, atMs: number): boolean =>
  endpoint.consents.some(
    (consent) => consent.medium === action.channel && consent.givenTo === 'collector' && standsAt(consent, atMs),
  );
