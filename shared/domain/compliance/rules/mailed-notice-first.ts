/** S-4-notice: in the District of Columbia nothing electronic before the validation notice was mailed (DC Code 28-3814(d)(4)(B)). */
import { isAnswer } from '../consumer-initiated.ts';
import type { Debt } from '../facts/debt.ts';
import type { Medium } from '../facts/fields.ts';
import { dayFromIso, localDay, momentText, startOfLocalDay } from '../local-time.ts';
import { debtsOnFile, type OverlayScope, whyOutside } from '../overlay-scope.ts';
import { defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type MailedNoticeParameters = OverlayScope & { statedLocationMs: number };

const electronicMedia: readonly Medium[] = ['sms', 'email', 'direct-message'];

const mailedOn = ({ validation: { providedOn, providedBy, wasReturned } }: Debt): string | null =>
  providedBy === 'letter' && !wasReturned ? providedOn : null;

export const mailedNoticeFirst = defineRule<MailedNoticeParameters>(
  {
    id: 'S-4-notice',
    title: 'Mailed notice before electronic contact',
    citation: 'DC Code 28-3814(d)(4)(B)',
    isPolicy: false,
  },
  (facts, nowMs, parameters) => {
    const outside = whyOutside(facts, parameters, electronicMedia);
    if (outside !== null) return { verdict: 'allow', reason: outside };
    const { debts, areAllKnown } = debtsOnFile(facts);
    const days = debts.map(mailedOn);
    const used = { mailed_on: days };
    if (isAnswer(facts.action, nowMs)) return { verdict: 'allow', reason: 'The consumer began this.', facts: used };
    const dates = days.filter((day) => day !== null);
    if (!areAllKnown || dates.length < days.length) {
      return {
        verdict: 'block',
        reason: areAllKnown
          ? 'The validation notice of this debt was not mailed yet, or came back.'
          : 'The debt is not on file, so nobody knows whether its validation notice was mailed.',
        facts: used,
      };
    }
    /** Only the day of mailing is known, so the message waits for the end of it. */
    const latest = Math.max(...dates.map(dayFromIso));
    const { action, location } = facts;
    const zones = candidateZones(location, action.phoneNumber, nowMs, parameters.statedLocationMs).zones.map(
      ({ zone }) => zone,
    );
    if (zones.every((zone) => localDay(nowMs, zone) > latest)) {
      return { verdict: 'allow', reason: 'The validation notice was mailed before.', facts: used };
    }
    const next = Math.max(...zones.map((zone) => startOfLocalDay(latest + 1, zone)));
    return {
      verdict: 'defer',
      reason: `The validation notice is mailed that very day. Next: ${momentText(next, zones[0] ?? 'UTC')} there.`,
      nextLawfulAtMs: next,
      isPolicy: true,
      facts: used,
    };
  },
);
