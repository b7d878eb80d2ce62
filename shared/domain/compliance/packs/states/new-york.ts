/**
 * New York City: two contacts in seven days until the end of 2026, the SHIELD rule from 2027-01-01 on. SHIELD was announced
 * for 2026-09-01 and moved, as one source says; until that is confirmed both apply, so its rules stand in a pack of their
 * own for the months between.
 *
 * The State of New York has no number in force; its consent to emails is from knowledge, so it is in shadow.
 */
import type { RulePack } from '../../rule.ts';
import { contactFrequency } from '../../rules/contact-frequency.ts';
import { stateElectronicBasis } from '../../rules/state-electronic-basis.ts';
import { unverifiedDispute } from '../../rules/unverified-dispute.ts';
import { easternMidnight, overlayPack, STATED_LOCATION_MS, strictest } from './overlay.ts';

const ANNOUNCED = easternMidnight('2026-09-01');
const MOVED_TO = easternMidnight('2027-01-01');

const city = { jurisdiction: 'NYC', placeName: 'New York City', collectorTypes: null } as const;

export const newYorkCityPack = overlayPack({
  id: 'us-ny-nyc',
  title: 'New York City: 6 RCNY 5-77 until 2026-12-31',
  jurisdiction: 'US-NY-NYC',
  effectiveUntilMs: MOVED_TO,
  uncertainties: [
    'The exact wording of 6 RCNY 5-77(b)(1)(iv) was not read: letters and our replies are counted, for the person over all debts, and "after debt collection procedures begin" is taken to be always true.',
    'Ends on 2026-12-31 by one source (City Record notice of 2026-07-22); others announced the SHIELD rule for 2026-09-01.',
    'That a dispute bars collection whenever it comes, spoken or written, is from knowledge (6 RCNY 5-77(f)).',
    'Hours 8-21 are from knowledge and the same as in the federal pack.',
  ],
  rules: [
    contactFrequency({
      id: 'S-2a',
      title: 'Two contacts in seven days (New York City)',
      citation: '6 RCNY 5-77(b)(1)(iv)',
      isPolicy: false,
    })({
      ...strictest,
      ...city,
      maxContacts: 2,
      window: { kind: 'calendar-days', days: 7 },
      key: 'person',
      channels: ['voice', 'voicemail', 'sms', 'email', 'direct-message', 'letter'],
      subject: 'contacts',
      windowText: 'the last 7 days',
    }),
    unverifiedDispute({ ...city, verifyWithinDays: null, statedLocationMs: STATED_LOCATION_MS }),
  ],
});

const shieldRules: RulePack['rules'] = [
  contactFrequency({
    id: 'S-2b',
    title: 'Three attempts in seven days (New York City)',
    citation: '6 RCNY 5-77(b)(1)(iii) (SHIELD)',
    isPolicy: false,
  })({
    ...strictest,
    ...city,
    maxContacts: 3,
    window: { kind: 'rolling-days', days: 7 },
    key: 'debt',
    channels: ['voice', 'voicemail', 'sms', 'email', 'direct-message'],
    subject: 'calls and electronic messages about this account',
    windowText: 'the last 7 days',
  }),
  stateElectronicBasis({
    id: 'S-2b-electronic',
    title: 'Electronic contact by consent (New York City)',
    citation: '6 RCNY 5-76, 5-77 (SHIELD)',
    isPolicy: false,
  })({
    ...city,
    media: ['sms', 'email', 'direct-message'],
    recentUseDays: 60,
    exceptPurposes: [],
    statedLocationMs: STATED_LOCATION_MS,
  }),
  unverifiedDispute({ ...city, verifyWithinDays: 60, statedLocationMs: STATED_LOCATION_MS }),
];
const shieldUncertainties: RulePack['uncertainties'] = [
  'Effective date: 2026-09-01 as announced, or 2027-01-01 by one source quoting the City Record of 2026-07-22.',
  'The text of the exclusions was not read: our replies and required electronic notices that went out are counted; an answer to the consumer and a required notice may still be sent.',
  'Seven days are counted to the moment (7 x 24 hours), the stricter reading.',
  'An opt-out of one number or address stops the whole electronic medium; only consent given to this collector is used.',
  'Whether verification after more than 60 days reopens collection is not known: it goes to review.',
];

export const shieldPack = overlayPack({
  id: 'us-ny-nyc-shield',
  title: 'New York City: SHIELD rule',
  jurisdiction: 'US-NY-NYC',
  effectiveFromMs: MOVED_TO,
  uncertainties: shieldUncertainties,
  rules: shieldRules,
});

export const shieldAsAnnouncedPack = overlayPack({
  id: 'us-ny-nyc-shield-as-announced',
  title: 'New York City: SHIELD rule as announced for 2026-09-01',
  jurisdiction: 'US-NY-NYC',
  effectiveFromMs: ANNOUNCED,
  effectiveUntilMs: MOVED_TO,
  uncertainties: [
    'Applied beside the rule until 2026-12-31 because the move is not confirmed.',
    ...shieldUncertainties,
  ],
  rules: shieldRules,
});

export const newYorkPack = overlayPack({
  id: 'us-ny',
  title: 'State of New York: 23 NYCRR 1',
  jurisdiction: 'US-NY',
  mode: 'shadow',
  uncertainties: [
    'No cap on contact in force was found (S-6): the proposals of 2021 and 2022 (one conversation and three attempts in seven days) were not found adopted.',
    'Consent to emails (23 NYCRR 1.6) is from knowledge: verify before enforcing.',
  ],
  rules: [
    stateElectronicBasis({
      id: 'S-6',
      title: 'Email by consent (New York)',
      citation: '23 NYCRR 1.6',
      isPolicy: false,
    })({
      jurisdiction: 'NY',
      placeName: 'New York',
      collectorTypes: ['third-party', 'debt-buyer'],
      media: ['email'],
      recentUseDays: null,
      exceptPurposes: [],
      statedLocationMs: STATED_LOCATION_MS,
    }),
  ],
});
