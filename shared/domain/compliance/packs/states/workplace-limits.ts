/** Oregon and New Hampshire: contact at work. Both from knowledge, so both are in shadow. */
import { type ContactFrequencyParameters, contactFrequency } from '../../rules/contact-frequency.ts';
import { overlayPack, strictest } from './overlay.ts';

const atWork = {
  ...strictest,
  collectorTypes: null,
  maxContacts: 1,
  key: 'person',
  channels: ['voice', 'voicemail', 'sms'],
  places: ['work'],
  subject: 'calls and texts at work',
} as const;

const oregon: ContactFrequencyParameters = {
  ...atWork,
  jurisdiction: 'OR',
  placeName: 'Oregon',
  window: { kind: 'calendar-week' },
  windowText: 'this week',
};

export const oregonPack = overlayPack({
  id: 'us-or',
  title: 'Oregon: ORS 646.639',
  jurisdiction: 'US-OR',
  mode: 'shadow',
  uncertainties: [
    'One attempt at work in a business week is from knowledge (ORS 646.639(2)): verify before enforcing.',
    "HB 3865 (2026-01-01: 8 to 20 o'clock, three in 24 hours) is about solicitations and leaves collectors out.",
  ],
  rules: [
    contactFrequency({
      id: 'S-7',
      title: 'One attempt a week at work (Oregon)',
      citation: 'ORS 646.639(2)',
      isPolicy: false,
    })(oregon),
  ],
});

const newHampshire: ContactFrequencyParameters = {
  ...atWork,
  jurisdiction: 'NH',
  placeName: 'New Hampshire',
  window: { kind: 'calendar-days', days: 31 },
  isLiftedByRequest: true,
  windowText: 'the last 31 days',
};

export const newHampshirePack = overlayPack({
  id: 'us-nh',
  title: 'New Hampshire: RSA 358-C:3',
  jurisdiction: 'US-NH',
  mode: 'shadow',
  uncertainties: [
    'About one call a month at work, unless agreed, is from knowledge (RSA 358-C:3): verify before enforcing. A month is taken for 31 days.',
  ],
  rules: [
    contactFrequency({
      id: 'S-8',
      title: 'One call a month at work (New Hampshire)',
      citation: 'RSA 358-C:3',
      isPolicy: false,
    })(newHampshire),
  ],
});
