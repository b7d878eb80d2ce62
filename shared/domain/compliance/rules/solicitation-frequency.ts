/**
 * T-1: some states allow three offers in twenty-four hours to one person on one subject, texts included (Fla. Stat. 501.616(6)
 * and the like). What earlier calls were about nobody has written down, so each of them counts; collection itself is not
 * limited by this.
 */
import { isOffer } from '../automated-voice.ts';
import { isTelephoneCall } from '../facts/fields.ts';
import { appliesIn } from '../jurisdictions.ts';
import { momentText } from '../local-time.ts';
import { defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

export type SolicitationFrequencyParameters = {
  /** Two-letter states that have the limit. */
  states: readonly string[];
  maxContacts: number;
  /** A contact counts while it is younger than this. */
  windowMs: number;
  statedLocationMs: number;
};

export const solicitationFrequency = defineRule<SolicitationFrequencyParameters>(
  {
    id: 'T-1-frequency',
    title: 'Number of offers',
    citation: 'Fla. Stat. 501.616(6); the acts on telephone solicitation of Oklahoma, Maryland and Oregon',
    isPolicy: false,
  },
  (facts, nowMs, { states, maxContacts, windowMs, statedLocationMs }) => {
    const { action, history, location } = facts;
    const isByTelephone = isTelephoneCall(action.channel) || action.channel === 'sms';
    if (!isOffer(action) || action.direction === 'inbound' || !isByTelephone) {
      return { verdict: 'allow', reason: 'No offer of ours by telephone.', facts: { purposes: action.purposes } };
    }
    const applying = states.filter((state) => appliesIn(facts, state));
    if (applying.length === 0) {
      return { verdict: 'allow', reason: 'No state with a limit on the number of offers is concerned.' };
    }
    const moments = [
      ...history.attempts.map(({ placedAtMs }) => placedAtMs),
      ...history.messages.filter(({ channel }) => channel === 'sms').map(({ sentAtMs }) => sentAtMs),
    ]
      .filter((atMs) => atMs <= nowMs && nowMs - atMs < windowMs)
      .toSorted((a, b) => a - b);
    const used = { states: applying, contacts: moments.length, max_contacts: maxContacts };
    const oldestInTheWay = moments.at(-maxContacts);
    if (moments.length < maxContacts || oldestInTheWay === undefined) {
      return {
        verdict: 'allow',
        reason: `${moments.length} of ${maxContacts} calls and texts in the last 24 hours.`,
        facts: used,
      };
    }
    const next = oldestInTheWay + windowMs;
    const [first] = candidateZones(location, action.phoneNumber || null, nowMs, statedLocationMs).zones;
    return {
      verdict: 'defer',
      reason: `${moments.length} calls and texts in the last 24 hours: nothing more may be offered. Next: ${momentText(next, first?.zone ?? 'UTC')} there.`,
      nextLawfulAtMs: next,
      facts: used,
    };
  },
);
