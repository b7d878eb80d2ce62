/** Washington: three communications in a week with the debtor and the spouse together, one at work, two a day by cell phone. */
import { type ContactFrequencyParameters, contactFrequency } from '../../rules/contact-frequency.ts';
import { overlayPack, strictest } from './overlay.ts';

const anyForm: ContactFrequencyParameters = {
  ...strictest,
  jurisdiction: 'WA',
  placeName: 'Washington',
  collectorTypes: ['third-party', 'debt-buyer'],
  maxContacts: 3,
  window: { kind: 'calendar-week' },
  key: 'person',
  channels: ['voice', 'voicemail', 'sms', 'email', 'direct-message', 'letter'],
  countsReplies: false,
  countsSpouse: true,
  subject: 'contacts with the consumer or spouse',
  windowText: 'this week',
};
const atWork: ContactFrequencyParameters = {
  ...anyForm,
  maxContacts: 1,
  places: ['work'],
  countsSpouse: false,
  subject: 'contacts at work',
};
const rolling = { window: { kind: 'rolling-days', days: 7 }, windowText: 'the last 7 days' } as const;

export const washingtonPack = overlayPack({
  id: 'us-wa',
  title: 'Washington: RCW 19.16.250',
  jurisdiction: 'US-WA',
  uncertainties: [
    '"Single week" is not defined: the calendar week from Monday on is the law reading, seven times 24 hours a policy rule beside it.',
    'Whether unanswered attempts are "communications" under (13)(a) is not settled: they count, and so do letters.',
    'Of contacts with the spouse only conversations are facts of the debtor; unanswered calls to the spouse are counted with the spouse.',
    'At most three in a calendar week where the recipient pays (18) is covered by the limit of three in any form.',
    'A number of unknown kind is taken for a cell phone and for the place of work.',
    'The copy of the statute that was read is undated: check for amendments.',
    'Hours: none between 21:00 and 07:30 at home, looser than the federal 08:00, which stands.',
  ],
  rules: [
    contactFrequency({
      id: 'S-3',
      title: 'Three contacts in a week (Washington)',
      citation: 'RCW 19.16.250(13)(a)',
      isPolicy: false,
    })(anyForm),
    contactFrequency({
      id: 'S-3-rolling',
      title: 'Three contacts in any seven days (Washington)',
      citation: 'Policy, after RCW 19.16.250(13)(a)',
      isPolicy: true,
    })({ ...anyForm, ...rolling }),
    contactFrequency({
      id: 'S-3-work',
      title: 'One contact a week at work (Washington)',
      citation: 'RCW 19.16.250(13)(b)',
      isPolicy: false,
    })(atWork),
    contactFrequency({
      id: 'S-3-work-rolling',
      title: 'One contact at work in any seven days (Washington)',
      citation: 'Policy, after RCW 19.16.250(13)(b)',
      isPolicy: true,
    })({ ...atWork, ...rolling }),
    contactFrequency({
      id: 'S-3-cell',
      title: 'Two calls or texts a day to a cell phone (Washington)',
      citation: 'RCW 19.16.250(17)(a)',
      isPolicy: false,
    })({
      ...anyForm,
      maxContacts: 2,
      window: { kind: 'calendar-days', days: 1 },
      channels: ['voice', 'voicemail', 'sms'],
      places: ['mobile'],
      countsSpouse: false,
      subject: 'calls and texts to a cell phone',
      windowText: 'this day',
    }),
  ],
});
