/** District of Columbia: DC Code 28-3814(d)(4): four calls in seven days, none for seven days after a conversation, electronic contact by consent. */
import { type ContactFrequencyParameters, contactFrequency } from '../../rules/contact-frequency.ts';
import { stateElectronicBasis } from '../../rules/state-electronic-basis.ts';
import { decedentsDebt } from '../../rules/decedents-debt.ts';
import { mailedNoticeFirst } from '../../rules/mailed-notice-first.ts';
import { easternMidnight, overlayPack, STATED_LOCATION_MS, strictest } from './overlay.ts';

const district = {
  jurisdiction: 'DC',
  placeName: 'the District of Columbia',
  collectorTypes: null,
} as const;
const electronicMedia = ['sms', 'email', 'direct-message'] as const;

const calls: ContactFrequencyParameters = {
  ...strictest,
  ...district,
  maxContacts: 4,
  window: { kind: 'rolling-days', days: 7 },
  key: 'debt',
  channels: ['voice', 'voicemail'],
  calls: 'message-possible',
  leavesOutRequested: 'completed',
  exemptDebts: { upToDaysPastDue: 30, securedByHomeOrCar: true },
  subject: 'calls about this account',
  windowText: 'the last 7 days',
};
const conversations: ContactFrequencyParameters = {
  ...calls,
  counts: 'conversations',
  maxContacts: 1,
  leavesOutRequested: 'none',
  isLiftedByRequest: true,
  subject: 'conversations about this account',
};
const electronic: ContactFrequencyParameters = {
  ...calls,
  channels: electronicMedia,
  maxContacts: 5,
  leavesOutRequested: 'none',
  subject: 'electronic messages about this account',
};

const CALLS = 'DC Code 28-3814(d)(4)(A)';
const ELECTRONIC = 'DC Code 28-3814(d)(4)(B)';

export const districtOfColumbiaPack = overlayPack({
  id: 'us-dc',
  title: 'District of Columbia: DC Code 28-3814',
  jurisdiction: 'US-DC',
  effectiveFromMs: easternMidnight('2023-01-01'),
  uncertainties: [
    'The text read is the codified preview of 2023; the day it took effect (2023-01-01) is from knowledge: check for amendments.',
    '"For 7 days" after a conversation is read as seven times 24 hours; a policy rule waits until the seventh day after it is over.',
    'Seven days of calls and messages are counted to the moment, the stricter reading; a presumed conversation is a completed one.',
    'A requested callback is left out of the four calls only once it was completed, and does not lift the four.',
    'Whether replies to the consumer count against the five electronic messages is not known: those that went out count.',
    'Mailed notice and consent to electronic contact are asked for of every debt, those outside the law included.',
    'Of the mailing only the day is known: electronic contact waits until it is over (policy).',
    'That the debt of a dead consumer is not collected from those who do not owe it is an older text, read without its paragraph: whether a spouse owes it is for a person to say.',
    'Hours: "unreasonable hour", the same as in the federal pack.',
  ],
  rules: [
    contactFrequency({ id: 'S-4', title: 'Four calls in seven days (D.C.)', citation: CALLS, isPolicy: false })(calls),
    contactFrequency({
      id: 'S-4-conversation',
      title: 'Seven days after a conversation (D.C.)',
      citation: CALLS,
      isPolicy: false,
    })(conversations),
    contactFrequency({
      id: 'S-4-conversation-strict',
      title: 'Until the seventh day after a conversation is over (D.C.)',
      citation: `Policy, after ${CALLS}`,
      isPolicy: true,
    })({ ...conversations, window: { kind: 'calendar-days', days: 8 }, windowText: 'the last 7 days and today' }),
    mailedNoticeFirst({ ...district, statedLocationMs: STATED_LOCATION_MS }),
    decedentsDebt(district),
    stateElectronicBasis({
      id: 'S-4-electronic',
      title: 'Electronic contact by consent (D.C.)',
      citation: ELECTRONIC,
      isPolicy: false,
    })({
      ...district,
      media: electronicMedia,
      recentUseDays: null,
      exceptPurposes: ['consent-request'],
      statedLocationMs: STATED_LOCATION_MS,
    }),
    contactFrequency({
      id: 'S-4-consent-request',
      title: 'One request for consent in seven days (D.C.)',
      citation: ELECTRONIC,
      isPolicy: false,
    })({
      ...electronic,
      maxContacts: 1,
      isLiftedByMediumConsent: true,
      subject: 'electronic messages without consent',
    }),
    contactFrequency({
      id: 'S-4-messages',
      title: 'Five electronic messages in seven days (D.C.)',
      citation: ELECTRONIC,
      isPolicy: false,
    })(electronic),
  ],
});
