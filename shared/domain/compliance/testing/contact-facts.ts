/** Facts for tests, written as the rule book writes them: local times in a zone, one line per call. */
import { Temporal } from 'temporal-polyfill';
import { type Engine, evaluateContact } from '../engine.ts';
import type { z } from 'zod';
import type { contactActionSchema } from '../facts/action.ts';
import { type Debt, debtSchema } from '../facts/debt.ts';
import { type ContactFacts, factsSchema, type FactsInput } from '../facts/facts.ts';
import {
  type Attempt,
  attemptSchema,
  type Consent,
  consentSchema,
  type Conversation,
  conversationSchema,
} from '../facts/history.ts';
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
  ...attemptSchema.parse({
    callId: nextCallId(),
    placedAtMs: at(text, zone),
    phoneNumber: '+12125550100',
    debtIds: [D1],
  }),
  ...over,
});

export const conversation = (text: string, over: Partial<Conversation> = {}, zone = NEW_YORK): Conversation => ({
  ...conversationSchema.parse({ callId: nextCallId(), atMs: at(text, zone), debtIds: [D1] }),
  ...over,
});

export const consent = (text: string, over: Partial<Consent> = {}, zone = NEW_YORK): Consent => ({
  ...consentSchema.parse({ receivedAtMs: at(text, zone), debtIds: [D1] }),
  ...over,
});

/** A debt of which nothing is known but that it is open. */
export const debt = (over: Partial<z.input<typeof debtSchema>> = {}): Debt => debtSchema.parse({ id: D1, ...over });

export type FactsChange = Omit<FactsInput, 'action'> & { action?: z.input<typeof contactActionSchema> };

/** A known consumer in New York with two open debts and no history, about to be called about the first. */
export function contactFacts(over: FactsChange = {}): ContactFacts {
  const facts = factsSchema.parse({
    ...over,
    action: { phoneNumber: '+12125550100', debtIds: [D1], ...over.action },
    location: { phones: [{ phoneNumber: '+12125550100', status: 'active' }], ...over.location },
    debts: over.debts ?? [debt({ reference: 'D1' }), debt({ id: D2, reference: 'D2' })],
  });
  return facts;
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
