import { describe, expect, it } from 'vitest';
import { evaluateContact } from '../engine.ts';
import { reassignmentAnswer } from '../reassigned-numbers.ts';
import { messageSentSchema } from '../facts/history.ts';
import type { Finding } from '../rule.ts';
import { at, attempt, contactFacts, type FactsChange, NEW_YORK } from '../testing/contact-facts.ts';
import { complianceEngine, engineWith } from './all.ts';
import { federalCallFrequency } from './federal.ts';
import { telephoneConsumerProtectionPack } from './telephone-consumer-protection.ts';

const NOON = '2026-11-24 12:00';
const packOnly = { packs: [telephoneConsumerProtectionPack], shownCount: federalCallFrequency };
const find = (ruleId: string, change: FactsChange = {}, when = NOON, zone = NEW_YORK): Finding => {
  const { findings } = evaluateContact(packOnly, contactFacts(change), at(when, zone));
  const found = findings.find(({ rule_id }) => rule_id === ruleId);
  if (!found) throw new RangeError(`No finding of ${ruleId}`);
  return found;
};
const verdict = (ruleId: string, change: FactsChange = {}, when = NOON, zone = NEW_YORK) =>
  find(ruleId, change, when, zone).verdict;
const inFlorida = { location: { phones: [], addresses: [{ region: 'FL', postalCode: '33101' }] } };
const offer = ['collection' as const, 'marketing' as const];
const consentFor = (medium: 'voice' | 'sms', over: object = {}) => ({
  medium,
  receivedAtMs: at('2026-01-05 10:00'),
  ...over,
});

const where = (region: string, postalCode: string): FactsChange => ({
  location: { phones: [], addresses: [{ region, postalCode }] },
  action: { purposes: offer, phoneNumber: '' },
});

const campaign = (abandoned: number) => ({ id: 'c', liveAnswers30Days: 1000, abandoned30Days: abandoned });

const recorded = (...texts: string[]): FactsChange => ({
  endpoint: { lineType: 'landline' },
  action: { mode: 'prerecorded' },
  history: { attempts: texts.map((text) => attempt(text, { mode: 'prerecorded' })) },
});

const answered = (answer: 'yes' | 'no' | 'no-data' | 'unavailable', over: object = {}): FactsChange => ({
  endpoint: {
    reassignment: { answer, queriedAtMs: at('2026-11-20 10:00'), askedAboutOn: '2026-03-01', ...over },
  },
});

const anew = (text: string, over: object = {}): FactsChange => ({
  endpoint: { ...answered('yes').endpoint, consents: [{ medium: 'voice', receivedAtMs: at(text), ...over }] },
});

describe('T telephone consumer protection', () => {
  it('T #1 a collection call to Florida at 20:30 is no solicitation', () => {
    expect(verdict('T-1', inFlorida, '2026-11-24 20:30')).toBe('allow');
  });

  it('T #2 with an offer in it, it waits for eight in the morning, and the registries bind', () => {
    const action = { purposes: offer, phoneNumber: '' };
    const late = find('T-1', { ...inFlorida, action }, '2026-11-24 20:30');
    expect(late).toMatchObject({ verdict: 'defer', next_lawful_at: '2026-11-25T13:00:00.000Z' });
    expect(verdict('T-1', { ...inFlorida, action }, '2026-11-24 19:59:59')).toBe('allow');
    expect(verdict('T-1', { ...inFlorida, action }, '2026-11-24 20:00')).toBe('defer');
    expect(verdict('T-1-registry', { ...inFlorida, action })).toBe('block');
  });

  it('T-1 knows the hours of the states: Texas on a Sunday, Connecticut, Kentucky, and the usual ones', () => {
    const dallas = where('TX', '75201');
    expect(verdict('T-1', dallas, '2026-11-29 11:59', 'America/Chicago')).toBe('defer');
    expect(verdict('T-1', dallas, '2026-11-29 12:00', 'America/Chicago')).toBe('allow');
    expect(verdict('T-1', dallas, '2026-11-28 09:00', 'America/Chicago')).toBe('allow');
    expect(verdict('T-1', where('CT', '06103'), '2026-11-24 08:59')).toBe('defer');
    expect(verdict('T-1', where('OH', '43004'), '2026-11-24 20:59:59')).toBe('allow');
    expect(verdict('T-1', where('OH', '43004'), '2026-11-24 21:00')).toBe('defer');
  });

  it('T-1 offers nothing on a holiday in states that bar it, and says which day comes next', () => {
    const mobile = where('AL', '36602');
    const nextDay = find('T-1', mobile, '2026-11-26 12:00', 'America/Chicago');
    expect(nextDay).toMatchObject({ verdict: 'defer', next_lawful_at: '2026-11-27T14:00:00.000Z' });
    // The Fourth of July is a Saturday in 2026, kept on the Friday before.
    expect(verdict('T-1', mobile, '2026-07-03 12:00', 'America/Chicago')).toBe('defer');
    expect(verdict('T-1', mobile, '2026-07-04 12:00', 'America/Chicago')).toBe('defer');
    expect(verdict('T-1', mobile, '2026-07-05 12:00', 'America/Chicago')).toBe('allow');
    expect(verdict('T-1', where('OH', '43004'), '2026-11-26 12:00')).toBe('allow');
    const collecting = { ...mobile, action: { phoneNumber: '' } };
    expect(verdict('T-1', collecting, '2026-11-26 12:00', 'America/Chicago')).toBe('allow');
  });

  it('T-1 allows three offers in 24 hours in states with that limit, texts among them', () => {
    const action = { purposes: offer, phoneNumber: '' };
    const sms = messageSentSchema.parse({ channel: 'sms', sentAtMs: at('2026-11-24 09:00'), debtIds: [] });
    const email = messageSentSchema.parse({ channel: 'email', sentAtMs: at('2026-11-24 09:00'), debtIds: [] });
    const calls = [attempt('2026-11-23 12:00:01'), attempt('2026-11-24 08:30')];
    const history = { attempts: calls, messages: [sms] };
    const full = { ...inFlorida, action, history };
    expect(find('T-1-frequency', full)).toMatchObject({
      verdict: 'defer',
      next_lawful_at: '2026-11-24T17:00:01.000Z',
      facts: { states: ['FL'], contacts: 3 },
    });
    expect(verdict('T-1-frequency', full, '2026-11-24 12:00:00.999')).toBe('defer');
    expect(verdict('T-1-frequency', full, '2026-11-24 12:00:01')).toBe('allow');
    expect(verdict('T-1-frequency', { ...full, history: { attempts: calls, messages: [email] } })).toBe('allow');
    expect(verdict('T-1-frequency', { ...full, action: { phoneNumber: '' } })).toBe('allow');
    expect(verdict('T-1-frequency', { ...full, ...where('OH', '43004') })).toBe('allow');
    const byLetter = { ...full, action: { ...action, channel: 'letter' as const } };
    expect(verdict('T-1-frequency', byLetter)).toBe('allow');
  });

  it('T #3 a stored wireless number that an agent clicks wants no consent', () => {
    expect(verdict('T-2', { endpoint: { lineType: 'wireless' } })).toBe('allow');
    for (const { verdict: each } of evaluateContact(packOnly, contactFacts(), at(NOON)).findings)
      expect(each).toBe('allow');
  });

  it('T #4 a ringless voicemail or a machine’s voice waits for prior express consent', () => {
    for (const mode of ['ringless', 'ai-voice', 'prerecorded'] as const) {
      for (const lineType of ['wireless', 'unknown', 'voip'] as const)
        expect(verdict('T-2', { action: { mode }, endpoint: { lineType } })).toBe('block');
      expect(verdict('T-2', { action: { mode }, endpoint: { consents: [consentFor('voice')] } })).toBe('allow');
      expect(verdict('T-2', { action: { mode }, endpoint: { consents: [consentFor('sms')] } })).toBe('block');
      const revoked = consentFor('voice', { revokedAtMs: at(NOON) });
      expect(verdict('T-2', { action: { mode }, endpoint: { consents: [revoked] } })).toBe('block');
    }
  });

  it('T-2 an automated voice that offers something wants written consent, to a landline as well', () => {
    const selling = (lineType: 'wireless' | 'landline', consents: object[]): FactsChange => ({
      action: { mode: 'prerecorded', purposes: offer },
      endpoint: { lineType, consents: consents.map((over) => consentFor('voice', over)) },
    });
    for (const lineType of ['wireless', 'landline'] as const) {
      expect(verdict('T-2', selling(lineType, []))).toBe('block');
      expect(find('T-2', selling(lineType, [{}])).citation).toBe('47 CFR 64.1200(a)(2), (a)(3)');
      expect(verdict('T-2', selling(lineType, [{}]))).toBe('block');
      expect(verdict('T-2', selling(lineType, [{ kind: 'written-marketing' }]))).toBe('allow');
      const taken = { kind: 'written-marketing', revokedAtMs: at(NOON) };
      expect(verdict('T-2', selling(lineType, [taken]))).toBe('block');
    }
    expect(verdict('T-2', { action: { mode: 'prerecorded' }, endpoint: { lineType: 'landline' } })).toBe('allow');
    expect(verdict('T-2', { action: { purposes: offer } })).toBe('allow');
  });

  it('T #5 a predictive campaign with 3.1 % abandoned goes on one call an agent', () => {
    expect(find('T-5', { action: { mode: 'predictive', campaign: campaign(31) } })).toMatchObject({
      verdict: 'block',
      is_policy: true,
    });
    expect(verdict('T-5', { action: { mode: 'predictive', campaign: campaign(30) } })).toBe('allow');
    expect(verdict('T-5', { action: { mode: 'predictive' } })).toBe('review');
    expect(verdict('T-5', { action: { mode: 'manual', campaign: campaign(500) } })).toBe('allow');
  });

  it('T #6 a "no" of the registry is kept with the decision, whether or not it was right', () => {
    const reassignment = { answer: 'no' as const, queriedAtMs: at('2026-11-20 10:00'), askedAboutOn: '2026-01-05' };
    const kept = find('T-6', { endpoint: { reassignment } });
    expect(kept).toMatchObject({
      verdict: 'allow',
      facts: { answer: 'no', asked_about_on: '2026-01-05', queried_at: '2026-11-20T15:00:00.000Z' },
    });
  });

  it('T #7 a number that is not ours, or none, is shown to nobody', () => {
    expect(find('T-7', { action: { callerId: { isOurs: false } } })).toMatchObject({
      verdict: 'block',
      override: 'never',
    });
    expect(verdict('T-7', { action: { callerId: { isWithheld: true } } })).toBe('block');
    expect(verdict('T-7', { action: { callerId: { isOurs: false }, channel: 'letter' } })).toBe('allow');
  });

  it('T #8 attestation B for our own number: the call goes on, and the provider is told', () => {
    const told = find('T-8', { action: { callerId: { attestation: 'B' } } });
    expect(told.verdict).toBe('require');
    expect(told.obligations.map(({ code }) => code)).toEqual(['caller-id.attestation-low']);
    expect(verdict('T-8', { action: { callerId: { attestation: 'A' } } })).toBe('allow');
  });

  it('T-10 can be put in shadow by itself', () => {
    const facts = contactFacts({ action: { callerId: { isWithheld: true } } });
    expect(evaluateContact(complianceEngine, facts, at(NOON)).verdict).toBe('block');
    const watched = evaluateContact(engineWith({ 'us-tcpa': 'shadow' }), facts, at(NOON));
    expect(watched.findings.find(({ rule_id }) => rule_id === 'T-7')).toMatchObject({
      mode: 'shadow',
      verdict: 'block',
    });
    expect(watched.findings.filter(({ mode, verdict: each }) => mode === 'enforce' && each === 'block')).toEqual([]);
  });

  it('T-4 #7 three recorded calls to a landline in thirty days, the fourth waits', () => {
    const three = recorded('2026-10-26 10:00', '2026-11-10 10:00', '2026-11-20 10:00');
    expect(verdict('T-3', recorded('2026-11-10 10:00', '2026-11-20 10:00'))).toBe('require');
    expect(find('T-3', three)).toMatchObject({ verdict: 'defer', next_lawful_at: '2026-11-25T05:00:00.000Z' });
    expect(verdict('T-3', three, '2026-11-25 00:00')).toBe('require');
    const byHand = { ...three, history: { attempts: [attempt('2026-11-20 10:00'), attempt('2026-11-21 10:00')] } };
    expect(find('T-3', byHand).facts).toMatchObject({ recorded_calls: 0 });
    // Which line a call went to may be unknown: then it may have been this one.
    const toNowhere = (three.history?.attempts ?? []).map((each) => ({ ...each, phoneNumber: '' }));
    expect(verdict('T-3', { ...three, history: { attempts: toNowhere } })).toBe('defer');
    const toAnother = toNowhere.map((each) => ({ ...each, phoneNumber: '+13475550100' }));
    expect(verdict('T-3', { ...three, history: { attempts: toAnother } })).toBe('require');
    expect(verdict('T-3', { ...three, endpoint: { lineType: 'landline', consents: [consentFor('voice')] } })).toBe(
      'require',
    );
  });
});

describe('DNC registries', () => {
  const listed = { doNotCall: [{ list: 'national' as const, addedAtMs: 0 }] };
  const sell = { purposes: offer };

  it('DNC #1 a number on the registry may be called to collect', () => {
    const found = find('T-1-registry', { endpoint: listed });
    expect(found.verdict).toBe('allow');
    expect(found.reason).toContain('is on a do-not-call registry');
  });

  it('DNC #2 not to sell, unless by written consent or a business relationship', () => {
    const fresh = { registries: { nationalAsOf: '2026-11-20' } };
    expect(verdict('T-1-registry', { ...fresh, action: sell, endpoint: listed })).toBe('block');
    const consents = [consentFor('voice', { kind: 'written-marketing' })];
    expect(verdict('T-1-registry', { ...fresh, action: sell, endpoint: { ...listed, consents } })).toBe('allow');
    expect(
      verdict('T-1-registry', { ...fresh, action: sell, endpoint: { ...listed, consents: [consentFor('voice')] } }),
    ).toBe('block');
    const known = { registries: { nationalAsOf: '2026-11-20', hasBusinessRelationship: true } };
    expect(verdict('T-1-registry', { ...known, action: sell, endpoint: listed })).toBe('allow');
    expect(verdict('T-1-registry', { ...fresh, action: sell })).toBe('allow');
    const sold = (channel: 'sms' | 'email' | 'letter') =>
      verdict('T-1-registry', { ...fresh, action: { ...sell, channel }, endpoint: listed });
    expect([sold('sms'), sold('email'), sold('letter')]).toEqual(['block', 'allow', 'allow']);
  });

  it('DNC #3 a copy of thirty-one days is good for offers, one of thirty-two is not', () => {
    const asOf = (nationalAsOf: string) => verdict('T-1-registry', { registries: { nationalAsOf }, action: sell });
    expect(asOf('2026-10-24')).toBe('allow');
    expect(asOf('2026-10-23')).toBe('block');
    expect(verdict('T-1-registry', { action: sell })).toBe('block');
  });
});

describe('RND reassigned numbers', () => {
  const texting = { action: { channel: 'sms' as const } };

  it('RND #1 given up on the day of consent: yes, and the number is not used', () => {
    expect(reassignmentAnswer('2026-03-01', '2026-03-01')).toBe('yes');
    expect(find('T-6', answered('yes'))).toMatchObject({ verdict: 'block', override: 'never' });
    expect(verdict('T-6', { ...answered('yes'), ...texting })).toBe('block');
  });

  it('RND #2 given up the day before: no, kept with the day asked about', () => {
    expect(reassignmentAnswer('2026-03-01', '2026-03-02')).toBe('no');
    expect(reassignmentAnswer(null, '2021-01-27')).toBe('no');
    expect(verdict('T-6', answered('no'))).toBe('allow');
  });

  it('RND #3 no data is no safe harbor: texts wait, a person may call', () => {
    expect(reassignmentAnswer(null, '2021-01-26')).toBe('no-data');
    expect(verdict('T-6', { ...answered('no-data'), ...texting })).toBe('block');
    expect(find('T-6', answered('no-data'))).toMatchObject({ verdict: 'require', is_policy: true });
  });

  it('RND #4 asked 61 days ago: texts are barred by F-8, for calls it is asked again', () => {
    const old = answered('no', { queriedAtMs: at('2026-09-24 10:00') });
    expect(find('T-6', old).obligations.map(({ code }) => code)).toEqual(['reassigned.query']);
    expect(find('T-6', answered('no', { queriedAtMs: at('2026-09-25 10:00') })).obligations).toEqual([]);
    const endpoint = { ...old.endpoint, lastUsedByConsumerAtMs: at('2026-03-01 10:00') };
    const { findings } = evaluateContact(complianceEngine, contactFacts({ endpoint, ...texting }), at(NOON));
    expect(findings.find(({ rule_id }) => rule_id === 'F-8')?.verdict).toBe('block');
  });

  it('RND #5 consent given anew after a yes opens the number again', () => {
    expect(verdict('T-6', anew('2026-11-20 10:00'))).toBe('allow');
    expect(verdict('T-6', anew('2026-11-20 09:59:59'))).toBe('block');
    // Taken back later: as the number stood at the moment that is asked about.
    const takenBack = anew('2026-11-20 10:00', { revokedAtMs: at('2026-11-24 12:00:01') });
    expect(verdict('T-6', takenBack)).toBe('allow');
    expect(verdict('T-6', takenBack, '2026-11-24 12:00:01')).toBe('block');
    expect(verdict('T-6', anew('2026-11-20 10:00', { givenTo: 'creditor' }))).toBe('block');
  });

  it('RND #6 the registry cannot be asked: texts wait, a person may call', () => {
    expect(verdict('T-6', { ...answered('unavailable'), ...texting })).toBe('block');
    expect(verdict('T-6', answered('unavailable'))).toBe('require');
    expect(verdict('T-6', { ...answered('unavailable'), action: { mode: 'ai-voice' } })).toBe('block');
  });
});

describe('LIT list of litigators', () => {
  it('LIT a person decides, as policy; who calls us is talked to', () => {
    const endpoint = { litigator: { source: 'a vendor', asOf: '2026-11-01' } };
    expect(find('P-litigator', { endpoint })).toMatchObject({ verdict: 'review', is_policy: true });
    expect(verdict('P-litigator', { endpoint, action: { direction: 'inbound' } })).toBe('allow');
    expect(verdict('P-litigator')).toBe('allow');
  });
});
