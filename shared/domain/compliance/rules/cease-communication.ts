/**
 * F-7: after a written notice that the consumer refuses to pay or wants no further contact, no communication about that
 * debt from the moment the notice is received (12 CFR 1006.6(c); 15 USC 1692c(c)). Written includes electronic by a medium
 * we accept, a text that says "I refuse to pay" for one. It ends only when the consumer takes it back.
 *
 * Two notices may still go out, each once: that efforts end, and that a remedy may or will be used (1006.6(c)(2)). That
 * they go by letter and are released by a person is policy, as is the pause after the same wish was only spoken.
 */
import type { Debt } from '../facts/debt.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isProfessional } from '../recipients.ts';
import { type Ruling, defineRule } from '../rule.ts';

const shown = (debts: readonly Debt[]): Record<string, unknown>[] =>
  debts.map(({ id, reference, ceasedAtMs, noticesSentAfterCease }) => ({
    debt_id: id,
    reference,
    ceased_at: ceasedAtMs === null ? null : new Date(ceasedAtMs).toISOString(),
    notices_sent: noticesSentAfterCease,
  }));

const told = 'The consumer told us in writing to stop all contact about this debt';

function judgeCeased({ action }: ContactFacts, ceased: readonly Debt[]): Ruling {
  const messageClass = action.message?.messageClass;
  const isNotice = messageClass === 'remedy-notice' || messageClass === 'efforts-terminated';
  if (!isNotice) return { verdict: 'block', reason: `${told}.`, override: 'never' };
  const citation = '12 CFR 1006.6(c)(2)';
  if (ceased.some(({ noticesSentAfterCease }) => noticesSentAfterCease.includes(messageClass))) {
    return { verdict: 'block', reason: `${told}, and this notice has been sent already.`, citation, override: 'never' };
  }
  if (action.channel !== 'letter') {
    return {
      verdict: 'block',
      reason: `${told}. This notice may go out once, and only as a letter.`,
      citation,
      isPolicy: true,
      override: 'never',
    };
  }
  if (action.message?.isReleased !== true) {
    return {
      verdict: 'review',
      reason: `${told}. This notice may go out once, when compliance has released it.`,
      citation,
      isPolicy: true,
    };
  }
  return { verdict: 'allow', reason: `${told}; this notice is allowed once all the same.`, citation };
}

export const ceaseCommunication = defineRule<Readonly<Record<string, never>>>(
  { id: 'F-7', title: 'Cease communication', citation: '12 CFR 1006.6(c); 15 USC 1692c(c)', isPolicy: false },
  (facts, nowMs) => {
    const { action, debts, person } = facts;
    const ceased = debts.filter(({ ceasedAtMs }) => ceasedAtMs !== null && ceasedAtMs <= nowMs);
    const spokenAtMs = person?.askedToBeLeftAloneAtMs ?? null;
    const isSpoken = spokenAtMs !== null && spokenAtMs <= nowMs;
    const used = {
      ceased: shown(ceased),
      asked_to_be_left_alone_at: isSpoken ? new Date(spokenAtMs).toISOString() : null,
    };
    if (ceased.length === 0 && !isSpoken) {
      return { verdict: 'allow', reason: 'No cease notice has been received.', facts: used };
    }
    if (isProfessional(action.recipient)) {
      return { verdict: 'allow', reason: 'The notice is about contact with the consumer.', facts: used };
    }
    if (action.direction === 'inbound') {
      return {
        verdict: 'allow',
        reason: 'The consumer began this and may be answered. The wish for no contact still stands.',
        facts: used,
      };
    }
    // Which debt it is about must be known before another one may be discussed.
    const concerned = action.debtIds.length === 0 ? ceased : ceased.filter(({ id }) => action.debtIds.includes(id));
    if (concerned.length > 0) return { ...judgeCeased(facts, concerned), facts: used };
    if (isSpoken) {
      return {
        verdict: 'review',
        reason: 'The consumer said that they want to be left alone: compliance decides about any further contact.',
        isPolicy: true,
        facts: used,
      };
    }
    const references = ceased.map(({ reference }) => reference).join(', ');
    return {
      verdict: 'require',
      reason: 'The consumer told us to stop all contact about another debt; this one may still be discussed.',
      obligations: [
        {
          code: 'cease.other-debt',
          title: 'Say nothing about the other debt',
          text: `Do not mention debt ${references}: the consumer has stopped all contact about it.`,
          citation: '12 CFR 1006.6(c)',
        },
      ],
      facts: { ...used, needs_review: true },
    };
  },
);
