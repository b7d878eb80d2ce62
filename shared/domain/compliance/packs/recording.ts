/** Recording consent: the states in which everybody on the line must agree. */
import type { RulePack } from '../rule.ts';
import { type AllPartyState, recordingConsent } from '../rules/recording-consent.ts';

/** Rule book 3.4, the list to enforce; the stricter reading where sources class a state differently. */
export const allPartyStates: readonly AllPartyState[] = [
  { state: 'CA', citation: 'Cal. Penal Code 632, 632.7' },
  { state: 'CT', citation: 'Conn. Gen. Stat. 52-570d' },
  { state: 'DE', citation: '11 Del. C. 1335(a)(4)' },
  { state: 'FL', citation: 'Fla. Stat. 934.03(2)(d)' },
  { state: 'IL', citation: '720 ILCS 5/14-2' },
  { state: 'MD', citation: 'Md. Code, Cts. & Jud. Proc. 10-402(c)(3)' },
  { state: 'MA', citation: 'M.G.L. c. 272, s. 99' },
  { state: 'MI', citation: 'MCL 750.539c' },
  { state: 'MT', citation: 'Mont. Code 45-8-213' },
  { state: 'NV', citation: 'NRS 200.620' },
  { state: 'NH', citation: 'RSA 570-A:2' },
  { state: 'OR', citation: 'ORS 165.540' },
  { state: 'PA', citation: '18 Pa.C.S. 5704(4)' },
  { state: 'WA', citation: 'RCW 9.73.030' },
];

export const recordingPack: RulePack = {
  id: 'us-recording',
  version: '2026-11-22',
  title: 'Consent to the recording of calls',
  jurisdiction: 'US',
  effectiveFromMs: Date.UTC(2021, 10, 30),
  effectiveUntilMs: null,
  mode: 'enforce',
  uncertainties: [
    'REC: the paragraphs of the states are from knowledge and must be verified; the list of states is cited.',
    'REC: Michigan has an exception for a participant, Oregon lets one party record a telephone call, Connecticut’s law is civil, Delaware’s two laws differ: each is taken for all-party.',
    'REC: Illinois protects only private conversations, Washington is satisfied by a recorded announcement, Connecticut by a notice or a beep: consent is asked all the same.',
    'REC: a location that the consumer states names zones and no state; it counts as all-party.',
    'REC: nothing is announced in any voicemail, also in one that is more than a limited-content message; no recording of it is kept.',
  ],
  rules: [recordingConsent({ allPartyStates })],
};
