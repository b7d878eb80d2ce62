/**
 * F-2: no call about a debt within seven consecutive days after a telephone conversation about it; the day of the
 * conversation is day 1, whoever called (12 CFR 1006.14(b)(2)(i)(B), comments 14(b)(2)(i)-1.ii and (ii)-1.ii).
 */
import { concerns, debtsOf, isCountedCall, isUnderConsent, nextMidnightWhen } from '../call-counting.ts';
import type { ContactFacts } from '../facts/facts.ts';
import type { Conversation } from '../facts/history.ts';
import { localDay, momentText } from '../local-time.ts';
import { defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type ConversationParameters = {
  barDays: number;
  consentDays: number;
  /** For how long after the line dropped a person may decide to call back at once. */
  reconnectMs: number;
  statedLocationMs: number;
};

type Bar = { conversation: Conversation; zone: string };

/** The last conversation that bars a call at the moment, for each of its debts and in each zone. */
function findBars(facts: ContactFacts, atMs: number, parameters: ConversationParameters): Bar[] {
  const { consents, conversations } = facts.history;
  const window = { days: parameters.consentDays };
  const bars: Bar[] = [];
  for (const { zone } of candidateZones(facts.location, facts.action.phoneNumber, atMs, parameters.statedLocationMs)
    .zones) {
    const today = localDay(atMs, zone);
    for (const debt of debtsOf(facts)) {
      const barring = conversations.filter((talk) => {
        const day = localDay(talk.atMs, zone);
        return concerns(talk.debtIds, debt) && day <= today && today < day + parameters.barDays;
      });
      if (barring.length === 0) continue;
      if (
        isUnderConsent(
          consents,
          conversations,
          { atMs, callId: null, debtIds: facts.action.debtIds },
          debt,
          zone,
          window,
        )
      )
        continue;
      bars.push({ conversation: barring.reduce((last, each) => (each.atMs > last.atMs ? each : last)), zone });
    }
  }
  return bars;
}

/**
 * The line dropped a moment ago, and nobody has called since: calling back at once is presumed a violation, which can be
 * rebutted (comment 14(b)(2)(ii)-2.iv.A), so a person decides.
 */
function isReconnect(facts: ContactFacts, { conversation }: Bar, nowMs: number, reconnectMs: number): boolean {
  const { droppedAtMs } = conversation;
  if (droppedAtMs === null || nowMs < droppedAtMs || nowMs - droppedAtMs > reconnectMs) return false;
  return !facts.history.attempts.some(({ placedAtMs }) => placedAtMs > droppedAtMs && placedAtMs <= nowMs);
}

export const conversationBar = defineRule<ConversationParameters>(
  {
    id: 'F-2',
    title: 'Seven days after a conversation',
    citation: '12 CFR 1006.14(b)(2)(i)(B)',
    isPolicy: false,
  },
  (facts, nowMs, parameters) => {
    if (!isCountedCall(facts)) return { verdict: 'allow', reason: 'A conversation bars calls only.' };
    const bars = findBars(facts, nowMs, parameters);
    const bar = bars.toSorted((a, b) => b.conversation.atMs - a.conversation.atMs)[0];
    if (bar === undefined) {
      return {
        verdict: 'allow',
        reason: `No conversation about this debt in the last ${parameters.barDays} days, or the consumer asked for this call.`,
        facts: { conversations: facts.history.conversations.length, consents: facts.history.consents.length },
      };
    }
    const used = {
      call_id: bar.conversation.callId,
      conversation_at: new Date(bar.conversation.atMs).toISOString(),
      is_presumed: bar.conversation.isPresumed,
      zone: bar.zone,
    };
    // A debt whose last conversation came to its end stays barred.
    if (bars.every((each) => isReconnect(facts, each, nowMs, parameters.reconnectMs))) {
      return {
        verdict: 'review',
        reason: 'The line dropped in the middle of a conversation: a second person may allow one call back at once.',
        citation: '12 CFR 1006.14(b)(2)(i)(B), comment 14(b)(2)(ii)-2.iv.A',
        isPolicy: true,
        override: 'two-people',
        facts: { ...used, code: 'DROPPED_CALL_RECONNECT' },
      };
    }
    const zones = candidateZones(
      facts.location,
      facts.action.phoneNumber,
      nowMs,
      parameters.statedLocationMs,
    ).zones.map(({ zone }) => zone);
    const holds = (atMs: number): boolean => findBars(facts, atMs, parameters).length === 0;
    const next = nextMidnightWhen(nowMs, zones, parameters.barDays + 1, holds);
    const spoken = momentText(bar.conversation.atMs, bar.zone);
    const when = next === null ? '' : ` Next: ${momentText(next, bar.zone)} there.`;
    return {
      verdict: next === null ? 'review' : 'defer',
      reason: bar.conversation.isPresumed
        ? `A call was answered on ${spoken}, and nobody has said yet whether there was a conversation.${when}`
        : `There was a conversation about this debt on ${spoken}.${when}`,
      nextLawfulAtMs: next,
      facts: used,
    };
  },
);
