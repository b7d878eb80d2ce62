/**
 * F-2: no call about a debt within seven consecutive days after a telephone conversation about it; the day of the
 * conversation is day 1, whoever called (12 CFR 1006.14(b)(2)(i)(B), comments 14(b)(2)(i)-1.ii and (ii)-1.ii).
 */
import { debtsOf, isUnderConsent, nextMidnightWhen } from '../call-counting.ts';
import type { ContactFacts } from '../facts/facts.ts';
import type { Conversation } from '../facts/history.ts';
import { localDay, momentText } from '../local-time.ts';
import { defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type ConversationParameters = { barDays: number; consentDays: number; statedLocationMs: number };

type Bar = { conversation: Conversation; zone: string };

const isAbout = ({ debtIds }: Conversation, debtId: string | null): boolean =>
  debtIds === null || debtIds.length === 0 || debtId === null || debtIds.includes(debtId);

/** The latest conversation that bars a call at the moment, in the strictest zone; null when none does. */
function findBar(facts: ContactFacts, atMs: number, parameters: ConversationParameters): Bar | null {
  const { consents, conversations } = facts.history;
  const window = { days: parameters.consentDays };
  let latest: Bar | null = null;
  for (const { zone } of candidateZones(facts.location, facts.action.phoneNumber, atMs, parameters.statedLocationMs)
    .zones) {
    const today = localDay(atMs, zone);
    for (const debtId of debtsOf(facts)) {
      const barring = conversations.filter((talk) => {
        const day = localDay(talk.atMs, zone);
        return isAbout(talk, debtId) && day <= today && today < day + parameters.barDays;
      });
      if (barring.length === 0) continue;
      if (isUnderConsent(consents, conversations, { atMs, callId: null }, debtId, zone, window)) continue;
      for (const conversation of barring) {
        if (latest === null || conversation.atMs > latest.conversation.atMs) latest = { conversation, zone };
      }
    }
  }
  return latest;
}

export const conversationBar = defineRule<ConversationParameters>(
  {
    id: 'F-2',
    title: 'Seven days after a conversation',
    citation: '12 CFR 1006.14(b)(2)(i)(B)',
    isPolicy: false,
  },
  (facts, nowMs, parameters) => {
    const bar = findBar(facts, nowMs, parameters);
    if (bar === null) {
      return {
        verdict: 'allow',
        reason: `No conversation about this debt in the last ${parameters.barDays} days, or the consumer asked for this call.`,
        facts: { conversations: facts.history.conversations.length, consents: facts.history.consents.length },
      };
    }
    const zones = candidateZones(
      facts.location,
      facts.action.phoneNumber,
      nowMs,
      parameters.statedLocationMs,
    ).zones.map(({ zone }) => zone);
    const holds = (atMs: number): boolean => findBar(facts, atMs, parameters) === null;
    const next = nextMidnightWhen(nowMs, zones, parameters.barDays + 1, holds);
    const spoken = momentText(bar.conversation.atMs, bar.zone);
    const when = next === null ? '' : ` Next: ${momentText(next, bar.zone)} there.`;
    return {
      verdict: next === null ? 'review' : 'defer',
      reason: bar.conversation.isPresumed
        ? `A call was answered on ${spoken}, and nobody has said yet whether there was a conversation.${when}`
        : `There was a conversation about this debt on ${spoken}.${when}`,
      nextLawfulAtMs: next,
      facts: {
        call_id: bar.conversation.callId,
        conversation_at: new Date(bar.conversation.atMs).toISOString(),
        is_presumed: bar.conversation.isPresumed,
        zone: bar.zone,
      },
    };
  },
);
