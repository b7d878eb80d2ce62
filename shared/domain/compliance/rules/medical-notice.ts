/**
 * S-9: in Nevada no action on a medical debt before a notice has been in the mail for sixty days (NRS 649.366). What a debt is owed
 * for is looked into before it is collected: unknown is no `not medical`.
 */
import { isBareAnswer } from '../consumer-initiated.ts';
import { media } from '../facts/fields.ts';
import { dayFromIso, isoFromDay, localDay } from '../local-time.ts';
import { isOptOutConfirmation } from '../opt-outs.ts';
import { debtsOnFile, type OverlayScope, whyOutside } from '../overlay-scope.ts';
import { defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type MedicalNoticeParameters = OverlayScope & { noticeDays: number; statedLocationMs: number };

export const medicalNotice = defineRule<MedicalNoticeParameters>(
  { id: 'S-9', title: 'Notice of a medical debt', citation: 'NRS 649.366', isPolicy: false },
  (facts, nowMs, parameters) => {
    const { noticeDays, placeName, statedLocationMs } = parameters;
    const outside = whyOutside(facts, parameters, media);
    if (outside !== null) return { verdict: 'allow', reason: outside };
    const { action, location } = facts;
    const { debts, areAllKnown } = debtsOnFile(facts);
    const medical = debts.filter(({ isMedical }) => isMedical === true);
    const used = {
      medical_debts: medical.map(({ id, stateNoticeMailedOn }) => ({
        debt_id: id,
        notice_mailed_on: stateNoticeMailedOn,
      })),
      unknown_debt_ids: debts.flatMap(({ id, isMedical }) => (isMedical === null ? id : [])),
    };
    if (isBareAnswer(action, nowMs) || isOptOutConfirmation(action)) {
      return { verdict: 'allow', reason: 'The consumer began this.', facts: used };
    }
    const isNotice = action.purposes.length > 0 && action.purposes.every((purpose) => purpose === 'validation-notice');
    if (action.channel === 'letter' && isNotice) {
      return { verdict: 'allow', reason: 'This is the mailed notice itself.', facts: used };
    }
    const { zones } = candidateZones(location, action.phoneNumber, nowMs, statedLocationMs);
    const isTooSoon = (day: number): boolean => zones.some(({ zone }) => localDay(nowMs, zone) < day);
    for (const { stateNoticeMailedOn } of medical) {
      if (stateNoticeMailedOn === null) {
        return {
          verdict: 'block',
          reason: `This is a medical debt: ${placeName} wants a notice mailed ${noticeDays} days before.`,
          facts: used,
        };
      }
      const firstDay = dayFromIso(stateNoticeMailedOn) + noticeDays;
      if (isTooSoon(firstDay)) {
        return {
          verdict: 'block',
          reason: `This is a medical debt, and its notice was mailed on ${stateNoticeMailedOn}: no contact before ${isoFromDay(firstDay)}.`,
          facts: used,
        };
      }
    }
    // Whatever the debt is for, a notice that has been in the mail for long enough is all that is wanted.
    const isOpen = debts.some(
      ({ isMedical, stateNoticeMailedOn: mailedOn }) =>
        isMedical === null && (mailedOn === null || isTooSoon(dayFromIso(mailedOn) + noticeDays)),
    );
    if (isOpen) {
      return {
        verdict: 'review',
        reason: `Nobody has said whether this is a medical debt; on one ${placeName} wants a notice mailed ${noticeDays} days before. Find out from the creditor what it is owed for, and have compliance record it.`,
        facts: used,
      };
    }
    if (!areAllKnown) {
      return {
        verdict: 'require',
        reason: 'The debt is not on file, so nobody knows whether it is a medical one.',
        obligations: [
          {
            code: 'medical-notice.check',
            title: 'Medical debt?',
            text: `Collect nothing on a medical bill unless its notice was mailed at least ${noticeDays} days ago.`,
            citation: 'NRS 649.366',
          },
        ],
        facts: used,
      };
    }
    return {
      verdict: 'allow',
      reason: medical.length === 0 ? 'No medical debt.' : `The notice was mailed at least ${noticeDays} days ago.`,
      facts: used,
    };
  },
);
