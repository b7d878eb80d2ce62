/** The federal floor: Regulation F and the FDCPA. State packs may only tighten it (12 CFR 1006.104). */
import type { RulePack } from '../rule.ts';
import { type CallFrequencyParameters, callFrequency, personCallCap } from '../rules/call-frequency.ts';
import { callingHours } from '../rules/calling-hours.ts';
import { conversationBar } from '../rules/conversation.ts';
import { knownFacts } from '../rules/known-facts.ts';
import { federalCommunicationRules, federalCommunicationUncertainties } from './federal-communication.ts';
import { noticeRules, noticeUncertainties } from './federal-notices.ts';
import { debtStatusRules, debtStatusUncertainties } from './federal-debt-status.ts';

/** Convenient hours of 12 CFR 1006.6(b)(1)(i), minutes of the consumer's local day. */
export const federalHours = { fromMinute: 8 * 60, untilMinute: 21 * 60 } as const;

/** For how long a location the consumer stated replaces all other evidence: a day. */
export const STATED_LOCATION_MS = 24 * 3_600_000;

/** Shared with the decision's own count, which is shown whether or not a rule fires. */
export const federalCallFrequency: CallFrequencyParameters = {
  maxAttempts: 7,
  windowDays: 7,
  consentDays: 7,
  statedLocationMs: STATED_LOCATION_MS,
};

export const federalPack: RulePack = {
  id: 'us-federal',
  version: '2026-11-27',
  title: 'Federal: Regulation F, FDCPA, bankruptcy, military service',
  jurisdiction: 'US',
  /** Effective date of Regulation F: 2021-11-30. */
  effectiveFromMs: Date.UTC(2021, 10, 30),
  effectiveUntilMs: null,
  mode: 'enforce',
  signedOff: null,
  uncertainties: [
    'Regulation F does not say whose midnight counts, nor what a conversation is: the stricter reading of both.',
    ...federalCommunicationUncertainties,
    ...noticeUncertainties,
    ...debtStatusUncertainties,
  ],
  rules: [
    callingHours({ ...federalHours, statedLocationMs: STATED_LOCATION_MS }),
    callFrequency(federalCallFrequency),
    personCallCap(federalCallFrequency),
    conversationBar({ barDays: 7, consentDays: 7, reconnectMs: 5 * 60_000, statedLocationMs: STATED_LOCATION_MS }),
    ...federalCommunicationRules,
    ...debtStatusRules,
    knownFacts({}),
    ...noticeRules,
  ],
};
