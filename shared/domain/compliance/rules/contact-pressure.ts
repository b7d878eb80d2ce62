/**
 * F-3: contacts in rapid succession, or by many ways at once, can harass though each limit is kept (12 CFR 1006.14(a),
 * comments 14(a)-1, -2 and 14(b)(2)(i)-2). The law gives examples and no numbers but one: two unanswered calls within five
 * minutes. All other numbers are the organisation's own.
 */
import { nextMidnightWhen } from '../call-counting.ts';
import { isFirstAnswer } from '../consumer-initiated.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isTelephoneCall, type Medium } from '../facts/fields.ts';
import { localDay, momentText } from '../local-time.ts';
import { type Ruling, defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

type Cap = { perDay: number; perWindow: number };
export type ContactPressureParameters = {
  /** Within this time of an unanswered call a second one is the law's own example. */
  rapidMs: number;
  minGapMs: number;
  maxCallsPerDay: number;
  voicemail: Cap;
  sms: Cap;
  email: Cap;
  maxAllChannels: number;
  windowDays: number;
  statedLocationMs: number;
};

/** Moments of past contacts, by what they used up. */
type Past = {
  calls: number[];
  unanswered: number[];
  voicemails: number[];
  messages: { medium: Medium; atMs: number }[];
};

function pastOf({ history }: ContactFacts, nowMs: number): Past {
  const calls = history.attempts.filter(({ isCounted, placedAtMs }) => isCounted && placedAtMs <= nowMs);
  const moments = (attempts: typeof calls): number[] => attempts.map(({ placedAtMs }) => placedAtMs);
  return {
    calls: moments(calls),
    // Not known to be answered is unanswered.
    unanswered: moments(calls.filter(({ isAnswered }) => isAnswered !== true)),
    voicemails: moments(calls.filter(({ leftVoicemail }) => leftVoicemail)),
    messages: history.messages
      .filter(({ isUnsolicited, sentAtMs, channel }) => isUnsolicited && sentAtMs <= nowMs && channel !== 'letter')
      .map(({ channel, sentAtMs }) => ({ medium: channel, atMs: sentAtMs })),
  };
}

type Used = { isOver: boolean; what: string };

/** What is used up at a moment, in the zone with the higher count: one day of a cap, or its window. */
function usedUp(
  moments: readonly number[],
  atMs: number,
  zones: readonly string[],
  { perDay, perWindow }: Cap,
  windowDays: number,
  what: string,
): Used {
  const isOver = zones.some((zone) => {
    const today = localDay(atMs, zone);
    const ages = moments.map((each) => today - localDay(each, zone)).filter((age) => age >= 0);
    return (
      ages.filter((age) => age === 0).length >= perDay || ages.filter((age) => age < windowDays).length >= perWindow
    );
  });
  return { isOver, what };
}

const sentBy = (past: Past, medium: Medium): number[] =>
  past.messages.filter((message) => message.medium === medium).map(({ atMs }) => atMs);

/** The caps on this contact that are reached at a moment. */
function reached(
  facts: ContactFacts,
  past: Past,
  atMs: number,
  zones: string[],
  parameters: ContactPressureParameters,
) {
  const { channel } = facts.action;
  const { windowDays, maxCallsPerDay, voicemail, sms, email } = parameters;
  const perDay = { perDay: maxCallsPerDay, perWindow: Number.POSITIVE_INFINITY };
  const caps: Used[] = [
    ...(isTelephoneCall(channel) ? [usedUp(past.calls, atMs, zones, perDay, windowDays, 'calls of a day')] : []),
    ...(channel === 'voicemail' ? [usedUp(past.voicemails, atMs, zones, voicemail, windowDays, 'voicemails')] : []),
    ...(channel === 'sms' ? [usedUp(sentBy(past, 'sms'), atMs, zones, sms, windowDays, 'texts')] : []),
    ...(channel === 'email' ? [usedUp(sentBy(past, 'email'), atMs, zones, email, windowDays, 'emails')] : []),
  ];
  return caps.filter(({ isOver }) => isOver).map(({ what }) => what);
}

function judgeGap(past: Past, nowMs: number, zone: string, parameters: ContactPressureParameters): Ruling | null {
  const latest = past.unanswered.length === 0 ? null : Math.max(...past.unanswered);
  if (latest === null || nowMs - latest >= parameters.minGapMs) return null;
  const next = latest + parameters.minGapMs;
  const isRapid = nowMs - latest <= parameters.rapidMs;
  return {
    verdict: 'defer',
    reason: `Nobody answered a call at ${momentText(latest, zone)}. Next: ${momentText(next, zone)} there.`,
    nextLawfulAtMs: next,
    isPolicy: !isRapid,
    override: isRapid ? 'two-people' : 'supervisor',
    citation: isRapid ? '12 CFR 1006.14(a), comment 14(b)(2)(i)-2' : 'Policy, after 12 CFR 1006.14(a) and (b)(1)',
    facts: { last_unanswered_at: new Date(latest).toISOString() },
  };
}

export const contactPressure = defineRule<ContactPressureParameters>(
  {
    id: 'F-3',
    title: 'Contacts in rapid succession',
    citation: 'Policy, after 12 CFR 1006.14(a) and (b)(1)',
    isPolicy: true,
  },
  (facts, nowMs, parameters) => {
    const { channel, direction } = facts.action;
    if (direction === 'inbound' || channel === 'letter') {
      return { verdict: 'allow', reason: 'Contacts that the consumer begins, and letters, are not limited.' };
    }
    if (isFirstAnswer(facts.action, nowMs)) {
      return { verdict: 'allow', reason: 'This answers what the consumer began.' };
    }
    const { statedLocationMs, windowDays, maxAllChannels } = parameters;
    const dialled = facts.action.phoneNumber === '' ? null : facts.action.phoneNumber;
    const zones = candidateZones(facts.location, dialled, nowMs, statedLocationMs).zones.map(({ zone }) => zone);
    const [zone = 'UTC'] = zones;
    const past = pastOf(facts, nowMs);
    const all = [...past.calls, ...past.messages.map(({ atMs }) => atMs)];
    const cumulative = { perDay: Number.POSITIVE_INFINITY, perWindow: maxAllChannels };
    if (usedUp(all, nowMs, zones, cumulative, windowDays, 'all').isOver) {
      return {
        verdict: 'review',
        reason: `There have been ${maxAllChannels} contacts or more by all ways in ${windowDays} days: a supervisor decides about another.`,
        citation: '12 CFR 1006.14(a), comment 14(a)-2.i',
        facts: { calls: past.calls.length, messages: past.messages.length },
      };
    }
    const gap = isTelephoneCall(channel) ? judgeGap(past, nowMs, zone, parameters) : null;
    const over = reached(facts, past, nowMs, zones, parameters);
    const holds = (atMs: number): boolean => reached(facts, past, atMs, zones, parameters).length === 0;
    const midnight = over.length === 0 ? null : nextMidnightWhen(nowMs, zones, windowDays + 1, holds);
    if (over.length === 0) return gap ?? { verdict: 'allow', reason: 'There have been few contacts in the last days.' };
    const next = Math.max(midnight ?? 0, gap?.nextLawfulAtMs ?? 0);
    return {
      ...(midnight === null ? { verdict: 'review' } : { verdict: 'defer', nextLawfulAtMs: next }),
      reason: `The ${over.join(' and ')} that one person may be contacted by are used up.${midnight === null ? '' : ` Next: ${momentText(next, zone)} there.`}`,
      facts: { used_up: over },
    };
  },
);
