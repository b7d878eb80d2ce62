/** Voices and dialers that are nobody's hand, and consent to them (47 USC 227(b)(1); 47 CFR 64.1200(a), FCC 24-17). */
import type { ContactAction } from './facts/action.ts';
import type { ContactFacts } from './facts/facts.ts';
import { isTelephoneCall } from './facts/fields.ts';
import { standsAt } from './endpoint-consent.ts';

const artificialModes: ReadonlySet<ContactAction['mode']> = new Set(['prerecorded', 'ai-voice', 'ringless']);

/** An artificial or prerecorded voice, that of a machine that speaks included. */
export const isArtificialVoice = ({ mode }: Pick<ContactAction, 'mode'>): boolean => artificialModes.has(mode);

/** Something is offered: the call is a telemarketing call whatever else it is about (47 CFR 64.1200(f)). */
export const isOffer = ({ purposes }: Pick<ContactAction, 'purposes'>): boolean => purposes.includes('marketing');

/**
 * Prior express consent for calls to this number, to the collector or to the creditor in the transaction (2008 ACA ruling), that
 * has not been revoked. For an offer it must be the written one of 64.1200(f)(9): a number that was given is not enough.
 */
export const hasCallConsent = ({ action, endpoint }: ContactFacts, atMs: number): boolean =>
  endpoint.consents.some(
    (consent) =>
      isTelephoneCall(consent.medium) &&
      (!isOffer(action) || consent.kind === 'written-marketing') &&
      standsAt(consent, atMs),
  );

/** Any line that is not known to be a landline counts as wireless (rulebook 6.3). */
export const isTakenForWireless = ({ endpoint }: ContactFacts): boolean => endpoint.lineType !== 'landline';
