import { describe, expect, it } from 'vitest';
import { evaluateContact, evaluatePayment, evaluateRetention, hardestVerdict } from './engine.ts';
import { paymentFactsSchema } from './facts/payment.ts';
import { retentionFactsSchema } from './facts/retention.ts';
import { federalCallFrequency, federalPack } from './packs/federal.ts';
import {
  definePaymentRule,
  defineRetentionRule,
  defineRule,
  type RulePack,
  type Verdict,
  verdictOrder,
} from './rule.ts';
import {
  D1,
  at,
  attempt,
  contactFacts,
  conversation,
  decide,
  federalEngine,
  findingOf,
} from './testing/contact-facts.ts';

const noon = at('2026-04-07 12:00');
const packOf = (...verdicts: Verdict[]): RulePack => ({
  ...federalPack,
  rules: verdicts.map((verdict, index) =>
    defineRule({ id: `X-${index}`, title: verdict, citation: '', isPolicy: true }, () => ({
      verdict,
      reason: '',
      nextLawfulAtMs: verdict === 'defer' ? noon + 3_600_000 : null,
    }))({}),
  ),
});
const decideWith = (pack: RulePack, nowMs = noon) =>
  evaluateContact({ packs: [pack], shownCount: federalCallFrequency }, contactFacts(), nowMs);

describe('combination of verdicts', () => {
  it('the hardest wins, in every pair and either order', () => {
    for (const [low, lower] of verdictOrder.entries()) {
      for (const higher of verdictOrder.slice(low)) {
        expect(hardestVerdict([lower, higher])).toBe(higher);
        expect(decideWith(packOf(higher, lower)).verdict).toBe(higher);
      }
    }
  });
  it('asks every rule, also after a block, and lists those that found nothing', () => {
    const decision = decideWith(packOf('block', 'allow', 'defer'));
    expect(decision.findings.map(({ verdict }) => verdict)).toEqual(['block', 'allow', 'defer']);
    expect(decide(contactFacts(), noon).findings).toHaveLength(federalPack.rules.length);
  });
  it('names no next moment when something stands in the way that time does not cure', () => {
    expect(decideWith(packOf('block', 'defer')).next_lawful_at).toBeNull();
    expect(decideWith(packOf('review', 'defer')).next_lawful_at).toBeNull();
  });
  it('the order of the facts does not matter', () => {
    const attempts = ['01', '02', '03', '04', '05', '06', '07'].map((day) => attempt(`2026-04-${day} 10:00`));
    const conversations = [conversation('2026-04-02 10:00'), conversation('2026-04-05 10:00')];
    const forwards = decide(contactFacts({ history: { attempts, conversations } }), noon);
    const backwards = decide(
      contactFacts({ history: { attempts: attempts.toReversed(), conversations: conversations.toReversed() } }),
      noon,
    );
    expect([backwards.verdict, backwards.next_lawful_at]).toEqual([forwards.verdict, forwards.next_lawful_at]);
  });
});

describe('failing closed', () => {
  it('blocks when a rule cannot answer', () => {
    const broken = defineRule({ id: 'X', title: '', citation: '', isPolicy: true }, () => {
      throw new Error('a fact of an unknown form');
    })({});
    expect(decideWith({ ...federalPack, rules: [broken] })).toMatchObject({ verdict: 'block', next_lawful_at: null });
  });
  it('blocks before the first and after the last day of the only pack', () => {
    const pack = { ...packOf('allow'), effectiveFromMs: noon, effectiveUntilMs: noon + 1000 };
    expect(decideWith(pack, noon - 1).verdict).toBe('block');
    expect(decideWith(pack, noon).verdict).toBe('allow');
    expect(decideWith(pack, noon + 1000).verdict).toBe('block');
  });
  it('asks something of the agent when nobody is on file', () => {
    const decision = decide(
      contactFacts({ person: null, endpoint: { status: 'unlisted' }, action: { debtIds: [] }, debts: [] }),
      noon,
    );
    expect(findingOf(decision, 'P-known').verdict).toBe('require');
  });
  it('lets a person decide when several share the number, or nothing is owed', () => {
    expect(decide(contactFacts({ person: { candidateCount: 2 } }), noon).verdict).toBe('review');
    const closed = [{ id: D1, reference: 'D1', isClosed: true, isDisputed: false, ceasedAtMs: null }];
    expect(decide(contactFacts({ debts: closed }), noon).verdict).toBe('review');
    const disputed = closed.map((debt) => ({ ...debt, isClosed: false, isDisputed: true }));
    expect(decide(contactFacts({ debts: disputed }), noon).verdict).toBe('review');
  });
});

const codesFor = (communicatedDebtIds: string[]): string[] =>
  decide(contactFacts({ history: { communicatedDebtIds } }), noon).obligations.map(({ code }) => code);

describe('F-13 words to say', () => {
  it('F-13 #1 the full notice in the first communication, after the right party is confirmed', () => {
    expect(codesFor([])).toEqual(['right-party.confirm', 'identity.say', 'mini-miranda.initial']);
  });
  it('F-13 #4 the short one afterwards', () => {
    expect(codesFor([D1])).toEqual(['right-party.confirm', 'identity.say', 'mini-miranda.subsequent']);
  });
  it('names the agency and the person', () => {
    const texts = decide(contactFacts(), noon).obligations.map(({ text }) => text);
    expect(texts.join(' ')).toMatch(/Alex Morgan.*Sam Rivera.*Practice Collections.*attempt to collect a debt/);
  });
});

it('a decision says which pack made it, when, and in which zones', () => {
  expect(evaluateContact(federalEngine, contactFacts(), noon)).toMatchObject({
    id: null,
    pack_version: 'us-federal@2026-11-27',
    evaluated_at: '2026-04-07T16:00:00.000Z',
    zones: [{ zone: 'America/New_York', local_time: '12:00', sources: ['area code 212'] }],
  });
});

const packWith = (rules: RulePack['rules'], mode: RulePack['mode'] = 'enforce'): RulePack => ({
  ...federalPack,
  rules,
  mode,
});

describe('actions of other kinds', () => {
  const payment = paymentFactsSchema.parse({ action: { kind: 'payment', step: 'submit', method: 'card' } });
  const purge = retentionFactsSchema.parse({ action: { kind: 'retention', act: 'purge' } });
  const description = { id: 'X', title: '', citation: '', isPolicy: true };
  const allowPayment = definePaymentRule(description, () => ({ verdict: 'allow', reason: '' }))({});
  const allowPurge = defineRetentionRule(description, () => ({ verdict: 'allow', reason: '' }))({});

  it('are blocked when no rule about them is in force, whatever else is', () => {
    const contactsOnly = { packs: [packOf('allow')] };
    expect(evaluatePayment(contactsOnly, payment, noon)).toMatchObject({
      verdict: 'block',
      pack_version: '',
      findings: [
        { rule_id: 'engine', override: 'never', reason: 'No rule about payments is in force at this moment.' },
      ],
    });
    expect(evaluateRetention(contactsOnly, purge, noon).verdict).toBe('block');
    expect(evaluatePayment({ packs: [packWith([allowPurge])] }, payment, noon).verdict).toBe('block');
    expect(evaluateRetention({ packs: [packWith([allowPayment])] }, purge, noon).verdict).toBe('block');
    expect(evaluatePayment({ packs: [] }, payment, noon).verdict).toBe('block');
  });
  it('are not allowed by a rule in shadow', () => {
    expect(evaluatePayment({ packs: [packWith([allowPayment], 'shadow')] }, payment, noon)).toMatchObject({
      verdict: 'block',
      findings: [{ rule_id: 'engine' }, { rule_id: 'X' }],
    });
  });
  it('are judged by the rules about them alone', () => {
    const packs = [packWith([allowPayment, allowPurge, ...packOf('block').rules])];
    expect(evaluatePayment({ packs }, payment, noon).findings).toHaveLength(1);
    expect(evaluatePayment({ packs }, payment, noon).verdict).toBe('allow');
    expect(evaluateRetention({ packs }, purge, noon).verdict).toBe('allow');
  });
  it('do not lend their rules to contacts', () => {
    const decision = decideWith(packWith([allowPayment, allowPurge]));
    expect(decision).toMatchObject({ verdict: 'block', pack_version: '', findings: [{ rule_id: 'engine' }] });
  });
  it('have no zones and no count of attempts', () => {
    const judgment = evaluatePayment({ packs: [packWith([allowPayment])] }, payment, noon);
    expect(Object.keys(judgment).filter((key) => /zone|attempts/.test(key))).toEqual([]);
  });
});
