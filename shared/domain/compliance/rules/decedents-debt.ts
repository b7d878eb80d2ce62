/**
 * S-4-decedent: in the District of Columbia a dead consumer's debt is not collected from persons who have no legal obligation
 * to pay it (DC Code 28-3814). The estate and those who owe it as well may be spoken with; of anybody else somebody must say it.
 */
import { isAnswer, isRequiredNotice } from '../consumer-initiated.ts';
import { media } from '../facts/fields.ts';
import { isDeceased } from '../location-contacts.ts';
import { type OverlayScope, whyOutside } from '../overlay-scope.ts';
import { asksOnlyForLocation } from '../recipients.ts';
import { defineRule } from '../rule.ts';

const owe: ReadonlySet<string> = new Set(['personal-representative', 'co-debtor']);

export const decedentsDebt = defineRule<OverlayScope>(
  { id: 'S-4-decedent', title: 'Debt of a dead consumer (D.C.)', citation: 'DC Code 28-3814', isPolicy: false },
  (facts, nowMs, parameters) => {
    const outside = whyOutside(facts, parameters, media);
    if (outside !== null) return { verdict: 'allow', reason: outside };
    if (!isDeceased(facts)) return { verdict: 'allow', reason: 'Nobody has said that the consumer has died.' };
    const { action } = facts;
    const used = { recipient: action.recipient, purposes: action.purposes };
    if (
      isAnswer(action, nowMs) ||
      isRequiredNotice(action) ||
      asksOnlyForLocation(action) ||
      owe.has(action.recipient)
    ) {
      return { verdict: 'allow', reason: 'Nobody is asked to pay what they do not owe.', facts: used };
    }
    return {
      verdict: 'review',
      reason: `The consumer has died: in ${parameters.placeName} only those who owe the debt are asked to pay it, and nobody has said that this person does.`,
      facts: used,
    };
  },
);
