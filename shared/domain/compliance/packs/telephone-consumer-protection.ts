/** The Telephone Consumer Protection Act with the rules of the FCC and the FTC, and what lists of others say about a number. */
import type { RulePack } from '../rule.ts';
import { abandonedCalls } from '../rules/abandoned-calls.ts';
import { attestation } from '../rules/attestation.ts';
import { automatedVoiceConsent } from '../rules/automated-voice-consent.ts';
import { callerIdShown } from '../rules/caller-id.ts';
import { doNotCallRegistry } from '../rules/do-not-call-registry.ts';
import { litigator } from '../rules/litigator.ts';
import { reassignedNumber } from '../rules/reassigned-number.ts';
import { recordedCallsToLandlines } from '../rules/recorded-calls-to-landlines.ts';
import { revokedConsent } from '../rules/revoked-consent.ts';
import { solicitationFrequency } from '../rules/solicitation-frequency.ts';
import { solicitationHours } from '../rules/solicitation-hours.ts';

const statedLocationMs = 24 * 3_600_000;
const hour = (hours: number): number => hours * 60;
const eightToEight = { fromMinute: hour(8), untilMinute: hour(20) };

export const telephoneConsumerProtectionPack: RulePack = {
  id: 'us-tcpa',
  version: '2026-11-26.2',
  title: 'Federal: telephone consumer protection',
  jurisdiction: 'US',
  effectiveFromMs: Date.UTC(2021, 10, 30),
  effectiveUntilMs: null,
  mode: 'enforce',
  uncertainties: [
    'T-1: the hours of Washington, Connecticut and the end in Kentucky are from knowledge, those of Massachusetts contradict each other (the shorter is used); whether debt collectors are exempt in Oklahoma, Maryland and Oregon was not checked: they are not. The states that bar offers on holidays are taken to bar them on all federal ones; Mardi Gras, days that a governor proclaims and declared emergencies are not in it. Three offers in 24 hours are counted over every call and text, whatever it was about.',
    'T-2: that a number given to the creditor in the transaction is consent is from knowledge (2008 ACA ruling).',
    'T-4: one opt-out ends every automated call and message to the number, though DA 26-12 waives that to 2027-01-31; FCC 26-67 (opt-outs by category, a designated way) has no known effective date and is not used. A wish to hear nothing more by telephone or text counts as a revocation, without a consent on file as well.',
    'T-6: the words of "no" and "no data" of the reassigned numbers database are from knowledge.',
    'T-8: what the provider attests is known only afterwards.',
    'T-9: the internal list of 47 CFR 64.1200(d) is superseded here by F-10, which holds at once and for every purpose.',
    'T-10: since McLaughlin v. McKesson (2025) courts are not bound by readings of the FCC: this pack can be put in shadow by itself.',
  ],
  rules: [
    callerIdShown({}),
    attestation({}),
    automatedVoiceConsent({}),
    recordedCallsToLandlines({ maxCalls: 3, windowDays: 30, statedLocationMs }),
    revokedConsent({ revokeAll: true, categoryScoped: false, exclusiveMethod: false, confirmWithinMs: 5 * 60_000 }),
    solicitationHours({
      usual: { fromMinute: hour(8), untilMinute: hour(21) },
      states: [
        ...['FL', 'OK', 'MD', 'OR', 'WA', 'MA'].map((jurisdiction) => ({ jurisdiction, ...eightToEight })),
        {
          jurisdiction: 'TX',
          fromMinute: hour(9),
          untilMinute: hour(21),
          sunday: { fromMinute: hour(12), untilMinute: hour(21) },
        },
        { jurisdiction: 'CT', fromMinute: hour(9), untilMinute: hour(20) },
        { jurisdiction: 'KY', fromMinute: hour(10), untilMinute: hour(21) },
      ],
      closedOnHolidays: ['AL', 'LA', 'NE', 'PA', 'RI', 'UT'],
      statedLocationMs,
    }),
    solicitationFrequency({
      states: ['FL', 'OK', 'MD', 'OR'],
      maxContacts: 3,
      windowMs: 24 * 3_600_000,
      statedLocationMs,
    }),
    doNotCallRegistry({ freshDays: 31, statedLocationMs }),
    abandonedCalls({ maxShare: 0.03 }),
    reassignedNumber({ freshDays: 60, statedLocationMs }),
    litigator({}),
  ],
};
