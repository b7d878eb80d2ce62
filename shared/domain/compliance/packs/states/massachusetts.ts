/**
 * Massachusetts: two calls or texts about a debt in seven days, two in thirty days away from home. Creditors, and debt
 * buyers who hire a collector, have it from 940 CMR 7.04, third-party collectors from 209 CMR 18.16; a debt buyer is held
 * to both.
 */
import { type ContactFrequencyParameters, contactFrequency } from '../../rules/contact-frequency.ts';
import { workplaceRequest } from '../../rules/workplace-request.ts';
import { overlayPack, STATED_LOCATION_MS, strictest } from './overlay.ts';

const ARMATA = '940 CMR 7.04(1)(f); Armata v. Target Corp., 480 Mass. 14 (2018)';
const LICENSEES = '209 CMR 18.16(1)(d)';

const personal: ContactFrequencyParameters = {
  ...strictest,
  jurisdiction: 'MA',
  placeName: 'Massachusetts',
  collectorTypes: null,
  maxContacts: 2,
  window: { kind: 'rolling-days', days: 7 },
  key: 'debt',
  channels: ['voice', 'voicemail', 'sms'],
  places: ['home', 'mobile'],
  countsReplies: false,
  subject: "calls and texts about this debt to the consumer's own numbers",
  windowText: 'the last 7 days',
  ownReading: 'That any seven times 24 hours in a row count is our own reading.',
};
const away: ContactFrequencyParameters = {
  ...personal,
  window: { kind: 'rolling-days', days: 30 },
  places: ['work'],
  subject: 'calls and texts about this debt away from home',
  windowText: 'the last 30 days',
  ownReading: 'That any thirty times 24 hours in a row count is our own reading.',
};
const creditors = { collectorTypes: ['creditor', 'debt-buyer'], calls: 'message-possible' } as const;
const licensees = {
  collectorTypes: ['third-party', 'debt-buyer'],
  calls: 'engaged',
  leavesOutRequested: 'all',
  isLiftedByRequest: true,
} as const;
/** Policy: a call that rings out counts, voicemail or not. */
const everyCall = { calls: 'all' } as const;

const law = (id: string, title: string, citation: string) => contactFrequency({ id, title, citation, isPolicy: false });
const policy = (id: string, title: string, citation: string) =>
  contactFrequency({ id, title, citation: `Policy, after ${citation}`, isPolicy: true });

export const massachusettsPack = overlayPack({
  id: 'us-ma',
  title: 'Massachusetts: 940 CMR 7.00 and 209 CMR 18.00',
  jurisdiction: 'US-MA',
  uncertainties: [
    'The rest of the proviso of 209 CMR 18.16(1)(d) was not read. Whether unanswered calls are "engages in communication" is disputed: the law reading counts answered calls, messages left and what is not known; a policy rule counts every call.',
    '"Each seven-day period" and "each 30-day period" are read as any seven or thirty times 24 hours in a row; the moment of release is our own reading.',
    'Under 940 CMR a call that could reach nobody and leave no message is left out by the guidance; a policy rule counts it. Busy and not-in-service calls count under neither.',
    "Direct prior consent (209 CMR) is used as Regulation F's: seven days, ended by the next conversation.",
    'The cap per person is policy; the law counts per debt.',
    'A number of unknown place is held to both limits; a text or wireless number of which nothing is said is taken for personal.',
    'The ten days of an oral request not to be called at work are counted through the tenth day after it; policy keeps it for good.',
    'Hours: after 8:00 and before 21:00, as [08:00, 21:00) of the federal pack. The "eastern time" of 940 CMR 7.05(3)(e) for members of the household is not modeled.',
  ],
  rules: [
    law('S-1a', 'Two calls or texts in seven days (creditors)', ARMATA)({ ...personal, ...creditors }),
    law('S-1a-away', 'Two in thirty days away from home (creditors)', ARMATA)({ ...away, ...creditors }),
    policy(
      'S-1a-every-call',
      'Calls that rang out count as well (creditors)',
      ARMATA,
    )({ ...personal, ...creditors, ...everyCall }),
    policy(
      'S-1a-away-every-call',
      'Calls that rang out count as well, away from home (creditors)',
      ARMATA,
    )({ ...away, ...creditors, ...everyCall }),
    law('S-1b', 'Two calls or texts in seven days', LICENSEES)({ ...personal, ...licensees }),
    law('S-1b-away', 'Two in thirty days away from home', LICENSEES)({ ...away, ...licensees }),
    policy('S-1b-every-call', 'Unanswered calls count as well', LICENSEES)({ ...personal, ...licensees, ...everyCall }),
    policy(
      'S-1b-away-every-call',
      'Unanswered calls count as well, away from home',
      LICENSEES,
    )({ ...away, ...licensees, ...everyCall }),
    policy(
      'S-1-person',
      'Calls and texts to one person across all debts',
      '940 CMR 7.04(1)(f) and 209 CMR 18.16(1)(d)',
    )({
      ...personal,
      ...everyCall,
      key: 'person',
      leavesOutRequested: 'all',
      isLiftedByRequest: true,
      subject: "calls and texts about any debt to the consumer's own numbers",
      ownReading: null,
    }),
    workplaceRequest({
      jurisdiction: 'MA',
      placeName: 'Massachusetts',
      collectorTypes: null,
      oralDays: 10,
      isPermanentAtOnce: true,
      statedLocationMs: STATED_LOCATION_MS,
    }),
  ],
});
