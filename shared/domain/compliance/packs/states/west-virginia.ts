/** West Virginia: thirty calls or ten conversations with a person in a week. */
import { type ContactFrequencyParameters, contactFrequency } from '../../rules/contact-frequency.ts';
import { overlayPack, strictest } from './overlay.ts';

const calls: ContactFrequencyParameters = {
  ...strictest,
  jurisdiction: 'WV',
  placeName: 'West Virginia',
  collectorTypes: null,
  maxContacts: 30,
  window: { kind: 'rolling-days', days: 7 },
  key: 'person',
  channels: ['voice', 'voicemail'],
  subject: 'calls to this person',
  windowText: 'the last 7 days',
};

export const westVirginiaPack = overlayPack({
  id: 'us-wv',
  title: 'West Virginia: W. Va. Code 46A-2-125',
  jurisdiction: 'US-WV',
  uncertainties: [
    'The statute asks for intent to annoy, abuse, oppress or threaten; the numbers are enforced whatever the intent.',
    'A week is any seven times 24 hours, which covers the calendar week.',
    'Conversations count whoever began them.',
    'Hours: after 8 and before 9, as [08:00, 21:00) of the federal pack.',
  ],
  rules: [
    contactFrequency({
      id: 'S-5',
      title: 'Thirty calls in a week (West Virginia)',
      citation: 'W. Va. Code 46A-2-125(d)',
      isPolicy: false,
    })(calls),
    contactFrequency({
      id: 'S-5-conversation',
      title: 'Ten conversations in a week (West Virginia)',
      citation: 'W. Va. Code 46A-2-125(d)',
      isPolicy: false,
    })({ ...calls, counts: 'conversations', maxContacts: 10, subject: 'conversations with this person' }),
  ],
});
