import { describe, expect, it } from 'vitest';
import { messageSentSchema } from '../facts/history.ts';
import type { RuleFinding } from '../rule.ts';
import {
  at,
  attempt,
  contactFacts,
  conversation,
  debt,
  decide,
  findingOf,
  isAllowed,
} from '../testing/contact-facts.ts';
import type { FactsChange } from '../testing/contact-facts.ts';
import { deceasedConsumer } from './deceased-consumer.ts';

const rule = deceasedConsumer({ statedLocationMs: 86_400_000 });
const noon = at('2026-11-24 12:00');
const dead = { isDeceased: true, deceasedOn: '2026-10-15' };
const change = (over: FactsChange): FactsChange => ({ consumer: dead, ...over });
const judge = (over: FactsChange): RuleFinding => rule.evaluate(contactFacts(change(over)), noon);
const talkOn = (text: string) => ({ conversations: [conversation(text)] });
const codesOf = ({ obligations }: RuleFinding): string[] => obligations.map(({ code }) => code);

const asks = { purposes: ['location-information' as const] };
const household = { ...asks, recipient: 'third-party' as const };
const estate = { recipient: 'personal-representative' as const };
const authorized = { hasAuthority: true, fullName: 'Robin Morgan' };

describe('F-17 consumer who has died', () => {
  it('F-17 #1 nobody is known to handle the affairs: the household is asked that and told nothing', () => {
    expect(judge({ action: household })).toMatchObject({ verdict: 'require', is_policy: false });
    expect(codesOf(judge({ action: household }))).toEqual(['deceased.ask-who-handles']);
    expect(judge({ action: asks }).verdict).toBe('require');
    const decision = decide(contactFacts(change({ action: household })), noon);
    expect(isAllowed(decision)).toBe(true);
    expect(findingOf(decision, 'F-9').verdict).toBe('require');
    for (const recipient of ['consumer', 'third-party', 'employer'] as const) {
      expect(judge({ action: { recipient } }).verdict).toBe('block');
    }
    expect(judge({ action: { purposes: ['location-information', 'collection'] } }).verdict).toBe('block');
  });

  it('F-17 #2 a relative without authority who was spoken to once is not called again', () => {
    const history = { conversations: [conversation('2026-11-01 12:00')] };
    const person = { hasAuthority: false };
    for (const recipient of ['third-party', 'personal-representative'] as const) {
      const action = { ...household, recipient };
      expect(judge({ action, person }).verdict).toBe('require');
      expect(judge({ action, person, history })).toMatchObject({ verdict: 'block', citation: '12 CFR 1006.10(c)' });
      expect(judge({ action, person: { ...person, askedForAnotherCall: true }, history }).verdict).toBe('require');
      expect(judge({ action: { recipient }, person }).verdict).toBe('block');
      expect(judge({ action: { recipient, direction: 'inbound' }, person, history }).verdict).toBe('require');
    }
  });

  it('F-17 #3 who handles the estate is sent the validation notice by name, when the consumer never was', () => {
    const notice = 'deceased.validation-notice';
    const named = judge({ action: estate, person: authorized });
    expect(named.verdict).toBe('require');
    expect(codesOf(named)).toEqual(['deceased.no-personal-liability', notice]);
    expect(named.obligations[1]?.text).toContain('Robin Morgan');
    expect(isAllowed(decide(contactFacts(change({ action: estate, person: authorized })), noon))).toBe(true);
    const unnamed = judge({ action: estate, person: { ...authorized, isNamed: false } });
    expect(codesOf(unnamed)).toContain('deceased.ask-name');
    const owed = (validation: NonNullable<Parameters<typeof debt>[0]>['validation']): boolean =>
      codesOf(judge({ action: estate, person: authorized, debts: [debt({ validation })] })).includes(notice);
    expect(owed({ providedOn: '2026-10-14' })).toBe(false);
    expect(owed({ providedOn: '2026-10-15' })).toBe(true);
    expect(owed({ providedOn: '2026-10-14', wasReturned: true })).toBe(true);
    expect(owed({ providedOn: '2026-11-01', providedTo: 'personal-representative' })).toBe(false);
    const letter = { ...estate, channel: 'letter' as const, purposes: ['validation-notice' as const] };
    expect(codesOf(judge({ action: letter, person: authorized }))).not.toContain(notice);
    expect(codesOf(judge({ action: { ...estate, debtIds: ['unknown'] }, person: authorized }))).toContain(notice);
  });

  it('F-17 #4 the surviving spouse is not told that they must pay themselves', () => {
    const finding = judge({ action: { recipient: 'spouse' } });
    expect(finding).toMatchObject({ verdict: 'require', is_policy: false });
    expect(codesOf(finding)).toEqual(['deceased.no-personal-liability']);
    expect(isAllowed(decide(contactFacts(change({ action: { recipient: 'spouse' } })), noon))).toBe(true);
  });

  it('F-17 #5 a text that was waiting does not go to the telephone of the dead', () => {
    const barred = { verdict: 'block', is_policy: true, override: 'never' };
    for (const channel of ['sms', 'email', 'direct-message', 'voicemail', 'letter'] as const) {
      expect(judge({ action: { channel, purposes: ['payment-reminder'] } })).toMatchObject(barred);
      expect(judge({ action: { channel, ...asks } })).toMatchObject(barred);
    }
  });

  it.each([
    ['the day alone says it', { deceasedOn: '2026-10-15' }, 'block'],
    ['the mark alone says it', { isDeceased: true }, 'block'],
    ['nobody says it', {}, 'allow'],
  ] as const)('F-17 %s', (_name, consumer, verdict) => {
    expect(judge({ consumer }).verdict).toBe(verdict);
  });

  it('F-17 talks with the living consumer do not count as a question to the household', () => {
    expect(judge({ action: asks, history: talkOn('2026-10-15 23:59') }).verdict).toBe('require');
    expect(judge({ action: asks, history: talkOn('2026-10-16 00:00') }).verdict).toBe('block');
    expect(judge({ action: asks, history: talkOn('2026-11-24 12:01') }).verdict).toBe('require');
    const noDay = { isDeceased: true };
    expect(judge({ consumer: noDay, action: asks, history: talkOn('2026-10-01 12:00') }).verdict).toBe('review');
    expect(judge({ consumer: noDay, action: asks }).verdict).toBe('require');
    const left = { attempts: [attempt('2026-11-01 12:00', { leftVoicemail: true })] };
    expect(judge({ action: household, history: left }).verdict).toBe('block');
    const messages = [messageSentSchema.parse({ channel: 'letter', sentAtMs: at('2026-11-01 12:00') })];
    expect(judge({ action: household, history: { messages } }).verdict).toBe('block');
  });

  it('F-17 nobody is asked who handles the affairs when that is known', () => {
    const known = { ...dead, isRepresentativeKnown: true };
    expect(judge({ consumer: known, action: household })).toMatchObject({ verdict: 'review', is_policy: true });
    expect(judge({ consumer: { ...dead, isRepresentativeKnown: false }, action: household }).verdict).toBe('require');
  });

  it('F-17 a guardian no longer stands for the dead, and those who act or owe in their own name are spoken with', () => {
    for (const recipient of ['guardian', 'parent-of-minor'] as const) {
      expect(judge({ action: { recipient } }).verdict).toBe('review');
    }
    for (const recipient of ['attorney', 'creditor', 'trustee', 'consumer-reporting-agency', 'co-debtor'] as const) {
      expect(judge({ action: { recipient } }).verdict).toBe('allow');
    }
  });

  it('F-17 whoever calls from that number is asked, and told nothing', () => {
    const finding = judge({
      action: { direction: 'inbound' },
      history: { conversations: [conversation('2026-11-01 12:00')] },
    });
    expect(finding.verdict).toBe('require');
    expect(codesOf(finding)).toEqual(['deceased.ask-who-handles']);
  });
});
