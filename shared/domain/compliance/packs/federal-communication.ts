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
  doNotCall({}),
  mediumOptOut({}),
  optOutNotice({}),
  limitedContentMessage({}),
];
