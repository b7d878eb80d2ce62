/**
 * P-2-returns: an entry that came back may be presented again twice, within 180 days of its first settlement, and only if the
 * money was not there; what came back for another reason is not presented again (Nacha Operating Rules, reinitiation).
 */
import { dayFromIso, localDay } from '../local-time.ts';
import { definePaymentRule } from '../rule.ts';
import { dayBeginsFirstIn } from '../zones/states.ts';

export type AchReturnParameters = { mostPresentedAgain: number; withinDays: number };

/** Insufficient funds, and funds not collected yet. */
const forWantOfMoney: ReadonlySet<string> = new Set(['R01', 'R09']);

export const achReturns = definePaymentRule<AchReturnParameters>(
  {
    id: 'P-2-returns',
    title: 'Presenting a returned debit again',
    citation: 'Nacha Operating Rules, reinitiation of returned entries',
    isPolicy: false,
  },
  ({ action, ach, zone }, nowMs, { mostPresentedAgain, withinDays }) => {
    const returned = ach?.returned ?? null;
    if (action.method !== 'ach' || returned === null) return { verdict: 'allow', reason: 'No entry has come back.' };
    const { code, firstSettledOn, presentedAgain } = returned;
    const used = { code, first_settled_on: firstSettledOn, presented_again: presentedAgain };
    if (!forWantOfMoney.has(code)) {
      return {
        verdict: 'block',
        reason: `It came back with ${code}, not for want of money: it is not presented again.`,
        facts: used,
      };
    }
    if (presentedAgain >= mostPresentedAgain) {
      return { verdict: 'block', reason: `It was presented again ${presentedAgain} times already.`, facts: used };
    }
    if (firstSettledOn === null) {
      return { verdict: 'block', reason: 'Nobody knows when the entry first settled.', facts: used };
    }
    const day = action.debitOn === null ? localDay(nowMs, zone ?? dayBeginsFirstIn) : dayFromIso(action.debitOn);
    const days = day - dayFromIso(firstSettledOn);
    return days > withinDays
      ? {
          verdict: 'block',
          reason: `The entry first settled ${days} days before; ${withinDays} are allowed.`,
          facts: used,
        }
      : { verdict: 'allow', reason: 'It may be presented again.', facts: used };
  },
);
