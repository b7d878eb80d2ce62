/** Consent to be written to by a medium, and its end: what cities and states ask for before a text or an email. */
import type { ContactFacts } from './facts/facts.ts';

/** Whether the consumer agreed, to this collector itself, to be reached at this number or address by this medium. */
export const hasMediumConsent = ({ action, endpoint }: ContactFacts, atMs: number): boolean =>
  endpoint.consents.some(
    ({ medium, givenTo, receivedAtMs, revokedAtMs }) =>
      medium === action.channel &&
      givenTo === 'collector' &&
      receivedAtMs <= atMs &&
      (revokedAtMs === null || atMs < revokedAtMs),
  );
