/** Facts for tests of overlays: a consumer of a state, and what one rule of a pack says. */
import type { ContactFacts } from '../facts/facts.ts';
import { type MessageSent, messageSentSchema } from '../facts/history.ts';
import { type Rule, type RuleFinding, type RulePack, rulesOf } from '../rule.ts';
import { at, contactFacts, D1, type FactsChange, NEW_YORK } from './contact-facts.ts';

const phones = {
  MA: '+16175550100',
  NYC: '+12125550100',
  NY: '+15185550100',
  WA: '+12065550100',
  DC: '+12025550100',
  WV: '+13045550100',
  NV: '+17025550100',
  PA: '+12155550100',
  OR: '+15035550100',
  NH: '+16035550100',
  /** A state without any overlay. */
  GA: '+14045550100',
};
export type TestedPlace = keyof typeof phones;

/** A consumer who lives in one place, with a number of it that is a cell phone. */
export function factsIn(place: TestedPlace, over: FactsChange = {}): ContactFacts {
  const phoneNumber = phones[place];
  return contactFacts({
    ...over,
    action: { phoneNumber, ...over.action },
    endpoint: { place: 'mobile', ...over.endpoint },
    location: {
      phones: [{ phoneNumber, status: 'active' }],
      addresses: place === 'NYC' ? [{ region: 'NY', postalCode: '11201' }] : [],
      ...over.location,
    },
  });
}

/** A consumer of whom nothing says where they live. */
export const factsAnywhere = (over: FactsChange = {}): ContactFacts =>
  contactFacts({ ...over, action: { phoneNumber: '', ...over.action }, location: { phones: [] } });

export const message = (text: string, over: Partial<MessageSent> = {}, zone = NEW_YORK): MessageSent => ({
  ...messageSentSchema.parse({ channel: 'sms', sentAtMs: at(text, zone), debtIds: [D1] }),
  ...over,
});

export function ruleOf(pack: RulePack, ruleId: string): Rule {
  const found = rulesOf(pack, 'contact').find(({ id }) => id === ruleId);
  if (!found) throw new RangeError(`No rule ${ruleId} in ${pack.id}`);
  return found;
}

/** What one rule of a pack says. */
export const ask = (pack: RulePack, ruleId: string, facts: ContactFacts, nowMs: number): RuleFinding =>
  ruleOf(pack, ruleId).evaluate(facts, nowMs);

/** Ids of the rules of a pack that stand in the way. */
export const againstIt = (pack: RulePack, facts: ContactFacts, nowMs: number): string[] =>
  rulesOf(pack, 'contact')
    .map((rule) => rule.evaluate(facts, nowMs))
    .filter(({ verdict }) => verdict !== 'allow' && verdict !== 'require')
    .map(({ rule_id }) => rule_id);

/** A deferral as it must be: lawful at its moment, and not a millisecond before. */
export function deferralOf(
  pack: RulePack,
  ruleId: string,
  facts: ContactFacts,
  nowMs: number,
): Record<string, unknown> {
  const { verdict, next_lawful_at: next } = ask(pack, ruleId, facts, nowMs);
  if (next === null) return { verdict, next };
  const nextMs = Date.parse(next);
  return {
    verdict,
    next,
    atThatMoment: ask(pack, ruleId, facts, nextMs).verdict,
    justBefore: ask(pack, ruleId, facts, nextMs - 1).verdict,
  };
}
export const deferredTo = (nextMs: number): Record<string, unknown> => ({
  verdict: 'defer',
  next: new Date(nextMs).toISOString(),
  atThatMoment: 'allow',
  justBefore: 'defer',
});
