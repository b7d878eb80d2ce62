/** Facts for tests, written as the rule book writes them: local times in a zone, one line per call. */
import { Temporal } from 'temporal-polyfill';
import { type Engine, evaluateContact } from '../engine.ts';
import type { Attempt, Consent, ContactFacts, Conversation } from '../facts.ts';
import { federalCallFrequency, federalPack } from '../packs/federal.ts';
import type { Decision, Finding } from '../rule.ts';

export const federalEngine: Engine = { packs: [federalPack], shownCount: federalCallFrequency };

export const NEW_YORK = 'America/New_York';
export const D1 = 'debt-1';
export const D2 = 'debt-2';

/** `2026-04-07 20:00` in a zone, as epoch milliseconds. */
export const at = (text: string, zone = NEW_YORK): number =>
  Temporal.PlainDateTime.from(text.replace(' ', 'T')).toZonedDateTime(zone).toInstant().epochMilliseconds;

let made = 0;
const nextCallId = (): string => `call-${(made += 1)}`;

export const attempt = (text: string, over: Partial<Attempt> = {}, zone = NEW_YORK): Attempt => ({
  callId: nextCallId(),
  placedAtMs: at(text, zone),
  phoneNumber: '+12125550100',
  debtIds: [D1],
  isCounted: true,
  ...over,
});

export const conversation = (text: string, over: Partial<Conversation> = {}, zone = NEW_YORK): Conversation => ({
  callId: nextCallId(),
  atMs: at(text, zone),
  debtIds: [D1],
  isPresumed: false,
  ...over,
});

export const consent = (text: string, over: Partial<Consent> = {}, zone = NEW_YORK): Consent => ({
  callId: null,
  receivedAtMs: at(text, zone),
  debtIds: [D1],
  usable: null,
  revokedAtMs: null,
  ...over,
});

/** A known consumer in New York with one open debt and no history. */
export function contactFacts(over: { [K in keyof ContactFacts]?: Partial<ContactFacts[K]> } = {}): ContactFacts {
  return {
    action: {
      channel: 'voice',
      direction: 'outbound',
      phoneNumber: '+12125550100',
      debtIds: [D1],
      ...over.action,
    },
    actor: { organizationName: 'Practice Collections', agentName: 'Sam Rivera', ...over.actor },
    person:
      over.person === null ? null : { id: 'person-1', fullName: 'Alex Morgan', candidateCount: 1, ...over.person },
    endpoint: { status: 'active', doNotCall: [], ...over.endpoint },
    location: {
      phones: [{ phoneNumber: '+12125550100', status: 'active' }],
      addresses: [],
      stated: null,
      ...over.location,
    },
    debts: Array.isArray(over.debts)
      ? (over.debts as ContactFacts['debts'])
      : [
          { id: D1, reference: 'D1', isClosed: false, isDisputed: false, ceasedAtMs: null },
          { id: D2, reference: 'D2', isClosed: false, isDisputed: false, ceasedAtMs: null },
        ],
    history: { attempts: [], conversations: [], consents: [], communicatedDebtIds: [], ...over.history },
  };
}

export const decide = (facts: ContactFacts, nowMs: number): Decision => evaluateContact(federalEngine, facts, nowMs);

export function findingOf(decision: Decision, ruleId: string): Finding {
  const found = decision.findings.find((finding) => finding.rule_id === ruleId);
  if (!found) throw new RangeError(`No finding of ${ruleId}`);
  return found;
}

/** Whether the call may be placed: `require` is `allow` with words to say. */
export const isAllowed = (decision: Decision): boolean =>
  decision.verdict === 'allow' || decision.verdict === 'require';
