/** Row NV of the rule book, the limits of West Virginia, Oregon and New Hampshire, the chosen hours, and all packs together. */
import { describe, expect, it } from 'vitest';
import { evaluateContact } from '../../engine.ts';
import { at, attempt, consent, conversation, D2, debt } from '../../testing/contact-facts.ts';
import { againstIt, ask, deferralOf, deferredTo, factsAnywhere, factsIn } from '../../testing/overlay-facts.ts';
import { federalCallFrequency, federalPack } from '../federal.ts';
import { statePacks } from './all.ts';
import { nevadaPack } from './nevada.ts';
import { vendorConservativePack } from './vendor-conservative.ts';
import { westVirginiaPack } from './west-virginia.ts';
import { newHampshirePack, oregonPack } from './workplace-limits.ts';

const PACIFIC = 'America/Los_Angeles';

const medical = (stateNoticeMailedOn: string | null) => [debt({ isMedical: true, stateNoticeMailedOn })];
const unknown = (stateNoticeMailedOn: string | null) => [debt({ isMedical: null, stateNoticeMailedOn })];
const nevadaSays = (over: Parameters<typeof factsIn>[1], text = '2026-04-30 12:00', place: 'NV' | 'GA' = 'NV') =>
  ask(nevadaPack, 'S-9', factsIn(place, over), at(text, PACIFIC));

describe('Nevada, medical debts', () => {
  it('NV-1 notice mailed on day 0: blocked on day 59, allowed on day 60', () => {
    const debts = medical('2026-03-01');
    expect(nevadaSays({ debts }, '2026-04-29 20:59').verdict).toBe('block');
    expect(nevadaSays({ debts }, '2026-04-29 20:59').reason).toContain('2026-04-30');
    expect(nevadaSays({ debts }, '2026-04-30 00:00').verdict).toBe('allow');
    expect(nevadaSays({ debts }, '2026-04-29 23:59:59').verdict).toBe('block');
  });
  it('without a notice on file a medical debt is blocked, and any other is not', () => {
    expect(nevadaSays({ debts: medical(null) }).verdict).toBe('block');
    expect(
      nevadaSays({ debts: [...medical(null), debt({ id: D2, isMedical: false })], action: { debtIds: [D2] } }).verdict,
    ).toBe('allow');
    expect(nevadaSays({ debts: [...medical(null), debt({ id: D2 })], action: { debtIds: [] } }).verdict).toBe('block');
    expect(nevadaSays({ debts: [] })).toMatchObject({
      verdict: 'require',
      obligations: [{ code: 'medical-notice.check' }],
    });
  });
  it('a debt of which nobody has said what it is for waits for a person, unless its notice is old enough anyway', () => {
    expect(nevadaSays({ debts: unknown(null) })).toMatchObject({
      verdict: 'review',
      reason: expect.stringMatching(/Find out from the creditor/),
      facts: { unknown_debt_ids: [debt({}).id] },
    });
    expect(nevadaSays({ debts: unknown('2026-03-01') }, '2026-04-29 20:59').verdict).toBe('review');
    expect(nevadaSays({ debts: unknown('2026-03-01') }, '2026-04-30 00:00').verdict).toBe('allow');
    expect(nevadaSays({ debts: [debt({ isMedical: false })] }).verdict).toBe('allow');
    expect(
      nevadaSays({ debts: [...unknown(null), debt({ id: D2, isMedical: true })], action: { debtIds: [] } }),
    ).toMatchObject({
      verdict: 'block',
    });
    expect(nevadaSays({ debts: unknown(null) }, '2026-04-30 12:00', 'GA').verdict).toBe('allow');
    expect(ask(nevadaPack, 'S-9', factsAnywhere({ debts: unknown(null) }), at('2026-04-30 12:00')).verdict).toBe(
      'review',
    );
  });
  it('the notice itself, answers, creditors and other states are not touched; an unknown place is', () => {
    const debts = medical(null);
    expect(nevadaSays({ debts, action: { channel: 'letter', purposes: ['validation-notice'] } }).verdict).toBe('allow');
    expect(nevadaSays({ debts, action: { channel: 'email', purposes: ['validation-notice'] } }).verdict).toBe('block');
    expect(nevadaSays({ debts, action: { direction: 'inbound' } }).verdict).toBe('allow');
    const replyTo = { channel: 'sms' as const, receivedAtMs: at('2026-04-01 12:00') };
    const answer = (purpose: 'reply' | 'collection') =>
      nevadaSays({ debts, action: { channel: 'sms', purposes: [purpose], replyTo } }).verdict;
    expect([answer('reply'), answer('collection')]).toEqual(['allow', 'block']);
    expect(nevadaSays({ debts, actor: { collectorType: 'creditor' } }).verdict).toBe('allow');
    expect(nevadaSays({ debts }, '2026-04-30 12:00', 'GA').verdict).toBe('allow');
    expect(ask(nevadaPack, 'S-9', factsAnywhere({ debts }), at('2026-04-30 12:00')).verdict).toBe('block');
  });
});

describe('West Virginia', () => {
  const now = at('2026-04-10 12:00');
  const calls = Array.from({ length: 30 }, (_, index) => attempt(`2026-04-0${5 + (index % 5)} 10:00`));
  const talks = Array.from({ length: 10 }, (_, index) => conversation(`2026-04-0${5 + (index % 5)} 10:00`));
  it('thirty calls or ten conversations with a person in a week', () => {
    const byCalls = factsIn('WV', { action: { debtIds: [D2] }, history: { attempts: calls } });
    expect(deferralOf(westVirginiaPack, 'S-5', byCalls, now)).toEqual(deferredTo(at('2026-04-12 10:00')));
    const byTalks = factsIn('WV', { action: { debtIds: [D2] }, history: { conversations: talks } });
    expect(deferralOf(westVirginiaPack, 'S-5-conversation', byTalks, now)).toEqual(deferredTo(at('2026-04-12 10:00')));
    const below = { attempts: calls.slice(1), conversations: talks.slice(1) };
    expect(againstIt(westVirginiaPack, factsIn('WV', { history: below }), now)).toEqual([]);
    expect(againstIt(westVirginiaPack, factsIn('GA', { history: { attempts: calls } }), now)).toEqual([]);
  });
});

describe('contact at work, in shadow', () => {
  const attempts = [attempt('2026-11-18 09:00', { place: 'work' }, PACIFIC)];
  it('Oregon: one attempt a week', () => {
    const facts = factsIn('OR', { endpoint: { place: 'work' }, history: { attempts } });
    expect(oregonPack.mode).toBe('shadow');
    expect(deferralOf(oregonPack, 'S-7', facts, at('2026-11-20 12:00', PACIFIC))).toEqual(
      deferredTo(at('2026-11-23 00:00', PACIFIC)),
    );
    const mobile = factsIn('OR', { history: { attempts } });
    expect(againstIt(oregonPack, mobile, at('2026-11-20 12:00', PACIFIC))).toEqual([]);
  });
  it('New Hampshire: one call a month, unless the consumer asked', () => {
    const facts = factsIn('NH', { endpoint: { place: 'work' }, history: { attempts } });
    expect(newHampshirePack.mode).toBe('shadow');
    expect(deferralOf(newHampshirePack, 'S-8', facts, at('2026-11-20 12:00'))).toEqual(
      deferredTo(at('2026-12-19 00:00')),
    );
    const asked = { attempts, consents: [consent('2026-11-19 12:00')] };
    const requested = factsIn('NH', { endpoint: { place: 'work' }, history: asked });
    expect(againstIt(newHampshirePack, requested, at('2026-11-20 12:00'))).toEqual([]);
  });
});

describe('hours of the conservative profile', () => {
  const profile = { profile: 'vendor-conservative' };
  const of = (place: 'NV' | 'PA' | 'GA', text: string, zone: string, over: Parameters<typeof factsIn>[1] = {}) =>
    ask(vendorConservativePack, 'P-reduced-hours', factsIn(place, { actor: profile, ...over }), at(text, zone)).verdict;
  const EASTERN = 'America/New_York';
  const somewhere = { location: { addresses: [{ region: 'NV' }] } };
  it('Nevada from 9 to 20', () => {
    const nevada = (text: string) =>
      of('NV', text, PACIFIC, {
        location: { stated: { label: 'Reno', zones: [PACIFIC], statedAtMs: at(text, PACIFIC) } },
      });
    expect(['08:59:59', '09:00', '19:59:59', '20:00'].map((time) => nevada(`2026-04-07 ${time}`))).toEqual([
      'defer',
      'allow',
      'allow',
      'defer',
    ]);
    /** West Wendover keeps Mountain time; where only the state is known, both clocks count. */
    expect(of('NV', '2026-04-07 19:30', PACIFIC, somewhere)).toBe('defer');
  });
  it('Pennsylvania from 9 to 21, on Sunday from 13:30', () => {
    const times = [
      '04-11 08:59',
      '04-11 09:00',
      '04-11 20:59',
      '04-11 21:00',
      '04-12 13:29',
      '04-12 13:30',
      '04-12 20:59',
    ];
    expect(times.map((text) => of('PA', `2026-${text}`, EASTERN))).toEqual([
      'defer',
      'allow',
      'allow',
      'defer',
      'defer',
      'allow',
      'allow',
    ]);
    const facts = factsIn('PA', { actor: profile });
    expect(deferralOf(vendorConservativePack, 'P-reduced-hours', facts, at('2026-04-11 21:00'))).toEqual(
      deferredTo(at('2026-04-12 13:30')),
    );
    expect(deferralOf(vendorConservativePack, 'P-reduced-hours', facts, at('2026-04-12 21:00'))).toEqual(
      deferredTo(at('2026-04-13 09:00')),
    );
    expect(ask(vendorConservativePack, 'P-reduced-hours', facts, at('2026-04-12 12:00'))).toMatchObject({
      is_policy: true,
      override: 'supervisor',
    });
  });
  it('only for organizations that chose it, only there, not for letters nor answers', () => {
    const sunday = '2026-04-12 10:00';
    expect(of('PA', sunday, EASTERN, { actor: {} })).toBe('allow');
    expect(of('PA', sunday, EASTERN, { actor: { profile: 'another' } })).toBe('allow');
    expect(of('GA', sunday, EASTERN)).toBe('allow');
    expect(of('PA', sunday, EASTERN, { action: { channel: 'letter' } })).toBe('allow');
    expect(of('PA', sunday, EASTERN, { action: { direction: 'inbound' } })).toBe('allow');
    expect(of('PA', sunday, EASTERN, { action: { channel: 'sms' } })).toBe('defer');
  });
  it('an unknown place has both, and a common hour in the whole country', () => {
    const facts = factsAnywhere({ actor: profile });
    /** Sunday: 13:30 in Honolulu is 19:30 in New York (EDT), 20:00 there the end for Nevada. */
    expect(deferralOf(vendorConservativePack, 'P-reduced-hours', facts, at('2026-04-12 19:29'))).toEqual(
      deferredTo(at('2026-04-12 19:30')),
    );
    expect(ask(vendorConservativePack, 'P-reduced-hours', facts, at('2026-04-12 20:00')).verdict).toBe('defer');
  });
});

describe('all packs of states', () => {
  const engine = { packs: [federalPack, ...statePacks], shownCount: federalCallFrequency };
  const history = {
    attempts: ['2026-11-17 10:00', '2026-11-18 10:00'].map((day) => attempt(day, { isAnswered: true })),
  };
  const now = at('2026-11-19 16:00');
  it('have ids of their own, and say of each overlay what is uncertain', () => {
    expect(new Set(statePacks.map(({ id }) => id)).size).toBe(statePacks.length);
    for (const pack of statePacks) {
      expect([pack.id, pack.uncertainties.length > 0]).toEqual([pack.id, true]);
      expect(new Set(pack.rules.map(({ id }) => id)).size).toBe(pack.rules.length);
    }
  });
  it('have nothing against a contact in a state without an overlay', () => {
    const { findings } = evaluateContact(engine, factsIn('GA', { history }), now);
    const ofStates = findings.filter(({ pack_id }) => pack_id !== federalPack.id);
    expect(ofStates.length).toBeGreaterThan(20);
    expect(ofStates.filter(({ verdict }) => verdict !== 'allow')).toEqual([]);
  });
  it('only tighten: what the federal pack does not allow stays so', () => {
    for (const place of ['MA', 'NYC', 'WA', 'DC', 'WV', 'NV', 'PA', 'GA'] as const) {
      for (const text of ['2026-11-19 07:30', '2026-11-19 21:00']) {
        const facts = factsIn(place, { location: { stated: null }, debts: [debt({ isMedical: false })] });
        const zone = place === 'WA' || place === 'NV' ? PACIFIC : 'America/New_York';
        expect([place, text, evaluateContact(engine, facts, at(text, zone)).verdict]).toEqual([place, text, 'defer']);
      }
    }
  });
  it('all apply where nothing says where the consumer is', () => {
    const { findings } = evaluateContact(engine, factsAnywhere({ history }), now);
    const against = findings
      .filter(({ verdict, pack_id }) => verdict === 'defer' && pack_id !== federalPack.id)
      .map(({ rule_id }) => rule_id);
    for (const id of ['S-1b', 'S-2a', 'S-3-work', 'S-7', 'S-8']) expect(against).toContain(id);
    for (const finding of findings) expect(finding.reason).not.toContain('Nothing on file points to');
  });
});
