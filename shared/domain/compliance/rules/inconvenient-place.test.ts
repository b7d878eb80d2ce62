import { describe, expect, it } from 'vitest';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, type FactsChange } from '../testing/contact-facts.ts';
import { inconvenientPlace } from './inconvenient-place.ts';

const DAY_MS = 86_400_000;
const rule = inconvenientPlace({ statedPlaceMs: DAY_MS, creditorNoticeDays: 35, statedLocationMs: DAY_MS });
const judge = (change: FactsChange, text = '2026-11-24 11:00'): RuleFinding =>
  rule.evaluate(contactFacts(change), at(text));

const sinceMs = at('2026-11-01 12:00');
const notAtHome = { barredPlaces: [{ place: 'home' as const, sinceMs }] };
const notAtWork = { barredPlaces: [{ place: 'work' as const, sinceMs }] };
const homeLandline = { lineType: 'landline' as const, place: 'home' as const };
const workLandline = { lineType: 'landline' as const, place: 'work' as const };
const mobile = { lineType: 'wireless' as const, place: 'mobile' as const };
const letter = { channel: 'letter' as const, phoneNumber: '', address: '1 Main St' };
const email = { channel: 'email' as const, phoneNumber: '', address: 'jane@bigcorp.com' };
const creditorRoute = {
  noticeSentOn: '2026-09-01',
  optOutUntilOn: '2026-10-06',
  namesThisCollector: true,
  hasOptedOut: false,
  creditorUsedIt: true,
};

describe('F-5 inconvenient place and workplace', () => {
  it('F-5 #1 "not at home": the landline and the mail at home are barred, the mobile is not', () => {
    expect(judge({ person: notAtHome, endpoint: homeLandline })).toMatchObject({ verdict: 'block', is_policy: false });
    expect(judge({ person: notAtHome, action: letter, endpoint: { place: 'home' } }).verdict).toBe('block');
    expect(judge({ person: notAtHome, endpoint: mobile }).verdict).toBe('allow');
  });

  it('F-5 #2 a call of theirs from home is answered, and not called back', () => {
    const inbound = { person: notAtHome, endpoint: homeLandline, action: { direction: 'inbound' as const } };
    expect(judge(inbound).verdict).toBe('allow');
    const replyTo = { channel: 'voice' as const, receivedAtMs: at('2026-11-24 10:00') };
    expect(judge({ ...inbound, action: { replyTo } }).verdict).toBe('block');
  });

  it('F-5 #3 "no calls at work": the number at work is barred, the mobile at 11:00 unless they are there now', () => {
    expect(judge({ person: notAtWork, endpoint: workLandline }).verdict).toBe('block');
    expect(judge({ person: notAtWork, endpoint: mobile }).verdict).toBe('allow');
    const statedAtMs = at('2026-11-24 10:58');
    const there = contactFacts({
      person: { ...notAtWork, statedPlace: { place: 'work', statedAtMs } },
      endpoint: mobile,
    });
    const now = rule.evaluate(there, at('2026-11-24 11:00'));
    expect(now).toMatchObject({
      verdict: 'defer',
      next_lawful_at: new Date(statedAtMs + DAY_MS).toISOString(),
    });
    expect(rule.evaluate(there, statedAtMs + DAY_MS).verdict).toBe('allow');
    expect(rule.evaluate(there, statedAtMs + DAY_MS - 1).verdict).toBe('defer');
    expect(rule.evaluate(there, statedAtMs - 1).verdict).toBe('allow');
  });

  it("F-5 #4 an email to the employer's address is barred when only the creditor's notice speaks for it", () => {
    const facts = { action: email, endpoint: { isEmployerProvided: true, creditorRoute } };
    expect(judge(facts)).toMatchObject({ verdict: 'block', is_policy: false });
    const open = { ...facts.action, address: 'jane@gmail.com' };
    expect(judge({ ...facts, action: open }).verdict).toBe('block');
  });

  it('F-5 #5 the same address is open when the consumer wrote to us from it and has not opted out', () => {
    const endpoint = { isEmployerProvided: true, lastUsedByConsumerAtMs: at('2026-10-01 09:00') };
    expect(judge({ action: email, endpoint }).verdict).toBe('allow');
    const mediumOptOuts = [
      { medium: 'email' as const, address: 'Jane@BigCorp.com', receivedAtMs: at('2026-10-02 09:00') },
    ];
    expect(judge({ action: email, endpoint, person: { mediumOptOuts } }).verdict).toBe('block');
  });

  it.each(['sms', 'email'] as const)('F-5 an %s waits as well while they are at the place', (channel) => {
    const statedPlace = { place: 'work' as const, statedAtMs: at('2026-11-24 10:58') };
    const facts = { action: { channel }, endpoint: mobile };
    expect(judge({ ...facts, person: { ...notAtWork, statedPlace } }).verdict).toBe('defer');
    expect(judge({ ...facts, person: { statedPlace } }).verdict).toBe('allow');
  });

  it('F-5 where nobody said to which place a number belongs, a person decides', () => {
    expect(judge({ person: notAtWork }).verdict).toBe('review');
    expect(judge({ person: notAtWork, action: letter }).verdict).toBe('review');
    expect(judge({ person: notAtWork, endpoint: { lineType: 'wireless' } }).verdict).toBe('allow');
    expect(judge({}).verdict).toBe('allow');
  });

  it("F-5 a mobile kept under work is the employer's, one kept under home goes wherever its owner goes", () => {
    expect(judge({ person: notAtWork, endpoint: { lineType: 'wireless', place: 'work' } }).verdict).toBe('block');
    expect(judge({ person: notAtHome, endpoint: { lineType: 'wireless', place: 'home' } }).verdict).toBe('allow');
  });

  it('F-5 a place is barred from the moment it was said', () => {
    const facts = contactFacts({ person: notAtHome, endpoint: homeLandline });
    expect(rule.evaluate(facts, sinceMs - 1).verdict).toBe('allow');
    expect(rule.evaluate(facts, sinceMs).verdict).toBe('block');
  });

  it('F-5 knows no wishes of nobody', () => expect(judge({ person: null }).reason).toContain('Nobody is on file'));
});
