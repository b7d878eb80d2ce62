/** Rows NY of the rule book. */
import { describe, expect, it } from 'vitest';
import { evaluateContact } from '../../engine.ts';
import { at, attempt, D2, debt, isAllowed } from '../../testing/contact-facts.ts';
import { federalCallFrequency, federalPack } from '../federal.ts';
import {
  againstIt,
  ask,
  deferralOf,
  deferredTo,
  factsAnywhere,
  factsIn,
  message,
} from '../../testing/overlay-facts.ts';
import { newYorkCityPack, newYorkPack, shieldAsAnnouncedPack, shieldPack } from './new-york.ts';

const optOutConfirmation = {
  channel: 'sms' as const,
  purposes: ['opt-out-confirmation' as const],
  message: { messageClass: 'opt-out-confirmation' as const },
};
const packs = [newYorkCityPack, newYorkPack, shieldPack, shieldAsAnnouncedPack];
const findingsAt = (facts: ReturnType<typeof factsIn>, nowMs: number) =>
  evaluateContact({ packs, shownCount: federalCallFrequency }, facts, nowMs).findings;

const idsAt = (now: number) => [...new Set(findingsAt(factsIn('NYC'), now).map(({ pack_id }) => pack_id))];

const disputed = (answerSentAtMs: number | null, form: 'written' | 'oral' = 'written') =>
  factsIn('NYC', {
    debts: [
      debt({
        validation: { providedOn: '2026-06-01' },
        disputes: [{ receivedAtMs: at('2026-11-02 10:00'), answerSentAtMs, form }],
      }),
      debt({ id: D2 }),
    ],
  });
const verdict = (facts: ReturnType<typeof factsIn>, pack = newYorkCityPack, now = '2026-11-20 10:00') =>
  ask(pack, 'S-2-dispute', facts, at(now)).verdict;

describe('New York City', () => {
  it('NY-1 2026-12-30, two calls in seven days: the third waits', () => {
    const facts = factsIn('NYC', {
      history: { attempts: [attempt('2026-12-26 10:00'), attempt('2026-12-28 10:00')] },
    });
    expect(deferralOf(newYorkCityPack, 'S-2a', facts, at('2026-12-30 12:00'))).toEqual(
      deferredTo(at('2027-01-02 00:00')),
    );
  });
  it('NY-2 2027-01-05, two texts and a call about one account: the fourth waits, a letter and another account do not', () => {
    const history = {
      messages: [message('2027-01-01 10:00'), message('2027-01-03 10:00')],
      attempts: [attempt('2027-01-04 10:00')],
    };
    const now = at('2027-01-05 12:00');
    for (const channel of ['voice', 'voicemail', 'sms', 'email', 'direct-message'] as const) {
      const facts = factsIn('NYC', { action: { channel }, history });
      expect(deferralOf(shieldPack, 'S-2b', facts, now)).toEqual(deferredTo(at('2027-01-08 10:00')));
    }
    expect(againstIt(shieldPack, factsIn('NYC', { action: { channel: 'letter' }, history }), now)).toEqual([]);
    expect(againstIt(shieldPack, factsIn('NYC', { action: { debtIds: [D2] }, history }), now)).toEqual([]);
    const two = { messages: history.messages };
    expect(againstIt(shieldPack, factsIn('NYC', { history: two }), now)).toEqual([]);
  });
  it('on the last day of the old rule the third call waits for the new one only', () => {
    const facts = factsIn('NYC', {
      history: { attempts: [attempt('2026-12-29 10:00'), attempt('2026-12-30 10:00')] },
    });
    const decide = (nowMs: number) =>
      evaluateContact({ packs: [federalPack, ...packs], shownCount: federalCallFrequency }, facts, nowMs);
    const opens = at('2027-01-01 08:00');
    expect(decide(at('2026-12-31 12:00'))).toMatchObject({
      verdict: 'defer',
      next_lawful_at: new Date(opens).toISOString(),
    });
    expect(decide(opens - 1).verdict).toBe('defer');
    expect(isAllowed(decide(opens))).toBe(true);
  });
  it('NY-3 a dispute five months after the notice bars collection until verified; SHIELD gives sixty days', () => {
    for (const pack of [newYorkCityPack, shieldPack]) {
      expect(verdict(disputed(null), pack)).toBe('block');
      expect(verdict(disputed(null, 'oral'), pack)).toBe('block');
      expect(verdict(disputed(at('2026-11-21 10:00')), pack)).toBe('block');
      expect(verdict(disputed(at('2026-11-19 10:00')), pack)).toBe('allow');
    }
    const shield = (answerSentAtMs: number | null, now: string) =>
      ask(shieldPack, 'S-2-dispute', disputed(answerSentAtMs), at(now));
    expect(shield(null, '2027-01-01 20:00').reason).toContain('verification must be sent first');
    expect(shield(null, '2027-01-02 08:00').reason).toContain('collection has ended');
    expect(shield(at('2027-01-01 20:00'), '2027-01-10 10:00').verdict).toBe('allow');
    expect(shield(at('2027-01-02 08:00'), '2027-01-10 10:00').verdict).toBe('review');
    expect(verdict(disputed(at('2027-01-02 08:00')), newYorkCityPack, '2027-01-10 10:00')).toBe('allow');
  });

  it('a dispute bars its own debt, not the verification itself nor an answer, and a mark without a dispute is reviewed', () => {
    const debts = [debt({ disputes: [{ receivedAtMs: at('2026-11-02 10:00') }] }), debt({ id: D2 })];
    const now = at('2026-11-20 10:00');
    const of = (over: Parameters<typeof factsIn>[1]) =>
      ask(newYorkCityPack, 'S-2-dispute', factsIn('NYC', over), now).verdict;
    expect(of({ debts, action: { debtIds: [D2] } })).toBe('allow');
    expect(of({ debts, action: { debtIds: [] } })).toBe('block');
    expect(of({ debts, action: { channel: 'letter', purposes: ['dispute-verification'] } })).toBe('allow');
    expect(of({ debts, action: { direction: 'inbound' } })).toBe('allow');
    const replyTo = { channel: 'sms' as const, receivedAtMs: now - 1 };
    for (const [purpose, verdictOfIt] of [
      ['reply', 'allow'],
      ['collection', 'block'],
    ] as const)
      expect(of({ debts, action: { channel: 'sms', purposes: [purpose], replyTo } })).toBe(verdictOfIt);
    expect(of({ debts, action: optOutConfirmation })).toBe('allow');
    expect(of({ debts: [debt({ isDisputed: true })] })).toBe('review');
  });
  it('the old rule ends with 2026 and SHIELD begins with 2027; until then both apply', () => {
    expect(idsAt(at('2026-12-31 23:59:59'))).toEqual(['us-ny-nyc', 'us-ny', 'us-ny-nyc-shield-as-announced']);
    expect(idsAt(at('2027-01-01 00:00'))).toEqual(['us-ny', 'us-ny-nyc-shield']);
    expect(idsAt(at('2026-08-31 23:59:59'))).toEqual(['us-ny-nyc', 'us-ny']);
  });
  it('the old rule counts letters, replies and other debts; a required notice may still go out', () => {
    const history = {
      messages: [
        message('2026-12-28 10:00', { channel: 'letter', debtIds: [D2] }),
        message('2026-12-29 10:00', { isUnsolicited: false }),
      ],
    };
    const now = at('2026-12-30 12:00');
    expect(againstIt(newYorkCityPack, factsIn('NYC', { history }), now)).toEqual(['S-2a']);
    const notice = factsIn('NYC', { action: { channel: 'letter', purposes: ['validation-notice'] }, history });
    expect(againstIt(newYorkCityPack, notice, now)).toEqual([]);
  });
  it('SHIELD: electronic contact by consent, or within 60 days of use, and not after a stop', () => {
    const now = at('2027-01-05 12:00');
    const of = (
      endpoint: NonNullable<Parameters<typeof factsIn>[1]>['endpoint'],
      over: Parameters<typeof factsIn>[1] = {},
    ) =>
      ask(
        shieldPack,
        'S-2b-electronic',
        factsIn('NYC', { ...over, action: { channel: 'sms', ...over.action }, endpoint }),
        now,
      ).verdict;
    const agreed = { consents: [{ medium: 'sms' as const, receivedAtMs: at('2026-12-01 10:00') }] };
    expect(of({})).toBe('block');
    expect(of(agreed)).toBe('allow');
    expect(of(agreed, { action: { channel: 'email' } })).toBe('block');
    expect(of(agreed, { person: null })).toBe('review');
    expect(of({ consents: [{ ...agreed.consents[0], medium: 'sms', receivedAtMs: 0, revokedAtMs: now }] })).toBe(
      'block',
    );
    expect(of({ consents: [{ medium: 'sms', receivedAtMs: 0, givenTo: 'creditor' }] })).toBe('block');
    expect(of({ lastUsedByConsumerAtMs: at('2026-11-06 23:00') })).toBe('allow');
    expect(of({ lastUsedByConsumerAtMs: at('2026-11-05 23:00') })).toBe('block');
    const stop = { medium: 'sms' as const, address: '+12125550199', receivedAtMs: at('2027-01-02 10:00') };
    expect(of(agreed, { person: { mediumOptOuts: [stop] } })).toBe('block');
    expect(of(agreed, { person: { mediumOptOuts: [{ ...stop, isWithdrawn: true }] } })).toBe('allow');
    expect(of({}, { action: { channel: 'voice' } })).toBe('allow');
    expect(of({}, { action: { purposes: ['opt-out-confirmation'] } })).toBe('allow');
  });
  it('an area code of the city is not an address in it; an unknown place is', () => {
    const history = { attempts: [attempt('2026-12-26 10:00'), attempt('2026-12-28 10:00')] };
    const now = at('2026-12-30 12:00');
    const upstate = factsIn('NYC', { location: { addresses: [{ region: 'NY', postalCode: '12207' }] }, history });
    expect(againstIt(newYorkCityPack, upstate, now)).toEqual([]);
    expect(againstIt(newYorkCityPack, factsIn('GA', { history }), now)).toEqual([]);
    expect(againstIt(newYorkCityPack, factsAnywhere({ history }), now)).toEqual(['S-2a']);
  });
  it('the consent to emails of the State is in shadow', () => {
    expect(newYorkPack.mode).toBe('shadow');
    const email = { action: { channel: 'email' as const } };
    expect(ask(newYorkPack, 'S-6', factsIn('NY', email), at('2026-12-01 12:00')).verdict).toBe('block');
    expect(ask(newYorkPack, 'S-6', factsIn('NY'), at('2026-12-01 12:00')).verdict).toBe('allow');
  });
});
