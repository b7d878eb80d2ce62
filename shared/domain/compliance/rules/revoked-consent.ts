/**
 * T-4: who revokes consent gets no more texts, and no more automated calls, at that number, from the moment it is received (47 CFR
 * 64.1200(a)(10)-(12)); the law would give ten business days. One confirmation may go out, within five minutes. Calls by hand are no
 * matter of this rule: F-10 has them.
 *
 * How far a revocation reaches is in motion (DA 26-12, FCC 26-67): `revokeAll` says which reading is used, the strictest by default.
 */
import { isArtificialVoice } from '../automated-voice.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isElectronic, isTelephoneCall, type Medium } from '../facts/fields.ts';
import { isOptOutConfirmation } from '../opt-outs.ts';
import { defineRule } from '../rule.ts';

export type RevokedConsentParameters = {
  /** One opt-out ends every automated call and text to the number (64.1200(a)(10), waived to 2027-01-31 by DA 26-12). */
  revokeAll: boolean;
  confirmWithinMs: number;
};

/** Texts and automated calls are one group under `revokeAll`; emails are no matter of this law, but an opt-out ends them too. */
const isAutomated = ({ action }: ContactFacts): boolean =>
  isElectronic(action.channel) || (isTelephoneCall(action.channel) && isArtificialVoice(action));

export const revokedConsent = defineRule<RevokedConsentParameters>(
  { id: 'T-4', title: 'Consent taken back', citation: '47 CFR 64.1200(a)(10)-(12)', isPolicy: false },
  (facts, nowMs, { revokeAll, confirmWithinMs }) => {
    const { action, endpoint } = facts;
    const concerns = (medium: Medium): boolean =>
      revokeAll || medium === action.channel || (isTelephoneCall(medium) && isTelephoneCall(action.channel));
    const revoked = endpoint.consents
      .flatMap(({ medium, revokedAtMs }) =>
        revokedAtMs === null || revokedAtMs > nowMs ? [] : [{ medium, revokedAtMs }],
      )
      .filter(({ medium }) => concerns(medium))
      .filter(
        ({ revokedAtMs }) =>
          !endpoint.consents.some(
            (later) => later.receivedAtMs > revokedAtMs && later.receivedAtMs <= nowMs && later.revokedAtMs === null,
          ),
      );
    const latest = revoked.toSorted((a, b) => b.revokedAtMs - a.revokedAtMs)[0];
    const used = {
      revoked: revoked.map(({ medium, revokedAtMs }) => ({ medium, revoked_at: new Date(revokedAtMs).toISOString() })),
    };
    if (!isAutomated(facts) || action.direction === 'inbound') {
      return { verdict: 'allow', reason: 'A person calls, or nothing of ours goes out.', facts: used };
    }
    if (latest === undefined) return { verdict: 'allow', reason: 'No consent has been taken back here.', facts: used };
    if (isOptOutConfirmation(action)) {
      return nowMs - latest.revokedAtMs <= confirmWithinMs
        ? { verdict: 'allow', reason: 'The wish may be confirmed once, within five minutes.', facts: used }
        : {
            verdict: 'block',
            reason: 'The confirmation is later than five minutes: it is not sent any more.',
            isPolicy: true,
            facts: used,
          };
    }
    return { verdict: 'block', reason: 'The consumer took back consent to this at this number.', facts: used };
  },
);
