import { describe, expect, it } from 'vitest';
import type { RuleFinding } from '../rule.ts';
import { D1, D2, at, contactFacts, type FactsChange } from '../testing/contact-facts.ts';
import { disclosures } from './disclosures.ts';

const judge = (change: FactsChange = {}): RuleFinding =>
  disclosures({}).evaluate(contactFacts(change), at('2026-11-24 12:00'));
const codes = (change: FactsChange = {}): string[] => judge(change).obligations.map(({ code }) => code);
const spoken = { history: { communicatedDebtIds: [D1] } };

describe('F-13 identity and mini-Miranda', () => {
  it('F-13 #1 the right party answers after nothing but limited-content messages: the full notice', () => {
    expect(judge().verdict).toBe('require');
    expect(codes()).toEqual(['right-party.confirm', 'identity.say', 'mini-miranda.initial']);
    expect(codes({ action: { channel: 'voicemail', message: { messageClass: 'limited-content' } } })).toEqual([]);
  });

  it('F-13 #2 the consumer returns the message: that call is the initial communication', () => {
    expect(codes({ action: { direction: 'inbound' } })).toContain('mini-miranda.initial');
    const { obligations } = judge({ action: { direction: 'inbound' } });
    expect(obligations.find(({ code }) => code === 'identity.say')?.text).toMatch(
      /^My name is .+\. You have reached .+\.$/,
    );
  });

  it('F-13 #3 spoken first: the first letter or email carries the full notice again', () => {
    for (const channel of ['letter', 'email', 'sms'] as const) {
      expect(codes({ ...spoken, action: { channel } })).toEqual(['mini-miranda.initial']);
      const written = { history: { communicatedDebtIds: [D1], writtenDebtIds: [D1] } };
      expect(codes({ ...written, action: { channel } })).toEqual(['mini-miranda.subsequent']);
    }
  });

  it('F-13 who is called for the consumer is told who calls, and needs no mini-Miranda', () => {
    for (const recipient of ['attorney', 'creditor', 'consumer-reporting-agency', 'trustee'] as const) {
      expect(codes({ action: { recipient } })).toEqual(['identity.say']);
      expect(codes({ action: { recipient, purposes: ['location-information'] } })).toEqual([]);
      expect(codes({ action: { recipient, channel: 'letter' } })).toEqual([]);
      expect(codes({ action: { recipient, direction: 'inbound' } })).toEqual([]);
    }
  });

  it('F-13 #4 later calls say that this is a debt collector', () => {
    expect(codes(spoken)).toEqual(['right-party.confirm', 'identity.say', 'mini-miranda.subsequent']);
    expect(codes({ ...spoken, action: { debtIds: [D1, D2] } })).toContain('mini-miranda.initial');
    expect(codes({ ...spoken, action: { debtIds: [] } })).toContain('mini-miranda.initial');
  });

  it('F-13 #5 a call in two languages says it in both', () => {
    const message = { languages: ['en', 'es', 'es'] };
    expect(codes({ action: { message } })).toEqual([
      'right-party.confirm',
      'identity.say',
      'mini-miranda.initial',
      'mini-miranda.initial-es',
    ]);
    const [, , polish] = judge({ action: { message: { languages: ['pl'] } } }).obligations;
    expect(polish).toMatchObject({
      title: 'Mini-Miranda in Polish',
      text: expect.stringContaining('In Polish') as string,
    });
  });

  it('F-13 a call asks for the notice in the language the person prefers, where there are words, and in English beside it', () => {
    const spanish = { person: { language: 'es' } };
    expect(codes({ ...spanish, ...spoken })).toEqual([
      'right-party.confirm',
      'identity.say',
      'mini-miranda.subsequent',
      'mini-miranda.subsequent-es',
    ]);
    expect(judge(spanish).obligations.at(-1)?.text).toContain('cobrar una deuda');
    expect(codes({ ...spanish, action: { direction: 'inbound' } })).toContain('mini-miranda.initial-es');
    expect(codes({ person: { language: 'pl' } })).toEqual(codes());
    // A letter is in the languages of its own words.
    expect(codes({ ...spanish, action: { channel: 'letter' } })).toEqual(['mini-miranda.initial']);
  });

  it('F-13 says nothing of a debt to others, nor when only asking where somebody is', () => {
    for (const recipient of ['third-party', 'employer'] as const) expect(codes({ action: { recipient } })).toEqual([]);
    expect(codes({ action: { purposes: ['location-information'] } })).toEqual([]);
    expect(codes({ action: { recipient: 'spouse' } })).toContain('mini-miranda.initial');
  });
});
