/** Rules of Regulation F about how, where and with whom there is contact: F-5 to F-12. */
import type { Rule } from '../rule.ts';
import { attorneyRepresented } from '../rules/attorney.ts';
import { ceaseCommunication } from '../rules/cease-communication.ts';
import { doNotCall } from '../rules/do-not-call.ts';
import { electronicBasis } from '../rules/electronic-basis.ts';
import { inconvenientPlace } from '../rules/inconvenient-place.ts';
import { limitedContentMessage } from '../rules/limited-content-message.ts';
import { locationInformation } from '../rules/location-information.ts';
import { mediumOptOut } from '../rules/medium-opt-out.ts';
import { optOutNotice } from '../rules/opt-out-notice.ts';
import { thirdPartyDisclosure } from '../rules/third-party-disclosure.ts';
import { wrongNumber } from '../rules/wrong-number.ts';

const DAY_MS = 24 * 3_600_000;
const statedLocationMs = DAY_MS;
const creditorNoticeDays = 35;

export const federalCommunicationRules: readonly Rule[] = [
  inconvenientPlace({ statedPlaceMs: DAY_MS, creditorNoticeDays, statedLocationMs }),
  attorneyRepresented({ silenceDays: 30, silenceAttempts: 2, nameBusinessDays: 3, statedLocationMs }),
  ceaseCommunication({}),
  electronicBasis({ creditorNoticeDays, freshDays: 60, warnFromDay: 55, statedLocationMs }),
  thirdPartyDisclosure({}),
  wrongNumber({}),
  locationInformation({}),
  doNotCall({ statedLocationMs }),
  mediumOptOut({}),
  optOutNotice({}),
  limitedContentMessage({}),
];

/** What is uncertain about them, and which reading was taken. */
export const federalCommunicationUncertainties: readonly string[] = [
  'F-5: the law does not say for how long "I am at work" holds; a day is policy.',
  'F-5: a returned call is taken for a contact of our own and not for an answer; only written media are answered at a barred place.',
  'F-6: "a reasonable period" for the attorney to answer is not defined; more than thirty days and two attempts, and two people, is policy.',
  'F-6: an attorney whose name nobody knows is no bar by the letter of the law; three business days without calls is policy.',
  'F-7: whether third parties may still be asked where the consumer is after a cease notice is not said; they are not asked.',
  'F-7: "may invoke" and "intends to invoke" a remedy are taken for one notice, sent once.',
  'F-8: how "the past sixty days" are counted is not said; sixty calendar days after the day of the text, in the zone where most have passed.',
  'F-8: no procedure is written for direct messages; a person decides about each.',
  'F-8: which email domains are available to the general public is not listed; one that we do not know is not.',
  'F-9: whether a message left with a third party is the one communication allowed is not said; it is taken for it.',
  'F-10: which notices must go by a medium that was opted out of is left to other law; such letters wait for a person.',
  'F-11: the confirmation of an opt-out may hold nothing else, and so carries no notice of its own.',
  'F-12: states may want more in a voicemail than a limited-content message may hold; a longer one waits for a person.',
];
