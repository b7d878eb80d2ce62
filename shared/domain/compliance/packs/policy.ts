/** The product's own policy: stricter than the law, or filling a gap in it. Never shown as the law. */
import type { RulePack } from '../rule.ts';
import { contactPressure } from '../rules/contact-pressure.ts';
import { STATED_LOCATION_MS } from './federal.ts';

export const policyPack: RulePack = {
  id: 'deskline-policy',
  version: '2026-11-22',
  title: 'Policy: contacts in rapid succession',
  jurisdiction: 'policy',
  effectiveFromMs: Date.UTC(2021, 10, 30),
  effectiveUntilMs: null,
  mode: 'enforce',
  uncertainties: [
    'The numbers are ours: the law gives examples and one number, two unanswered calls within five minutes.',
  ],
  rules: [
    contactPressure({
      rapidMs: 5 * 60_000,
      minGapMs: 4 * 3_600_000,
      maxCallsPerDay: 2,
      voicemail: { perDay: 1, perWindow: 3 },
      sms: { perDay: 1, perWindow: 3 },
      email: { perDay: 1, perWindow: 3 },
      maxAllChannels: 10,
      windowDays: 7,
      statedLocationMs: STATED_LOCATION_MS,
    }),
  ],
};
