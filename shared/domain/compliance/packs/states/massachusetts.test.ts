/** Rows MA of the rule book. April 6, 2026 is a Monday. */
import { describe, expect, it } from 'vitest';
import { workplaceRequest } from '../../rules/workplace-request.ts';
import { at, attempt, consent, conversation, D1, D2 } from '../../testing/contact-facts.ts';
import {
  againstIt,
  ask,
  deferralOf,
  deferredTo,
  factsAnywhere,
  factsIn,
  message,
} from '../../testing/overlay-facts.ts';
import { massachusettsPack as pack } from './massachusetts.ts';

const creditor = { collectorType: 'creditor' } as const;
const mondayTuesday = ['2026-04-06 10:00', '2026-04-07 10:00'];
const unanswered = { place: 'mobile', isAnswered: false } as const;
const withVoicemail = mondayTuesday.map((day) => attempt(day, { ...unanswered, reachedVoicemail: true }));
const rangOut = mondayTuesday.map((day) => attempt(day, { ...unanswered, reachedVoicemail: false }));
const thursday = at('2026-04-09 10:00');
const day7 = deferredTo(at('2026-04-13 10:00'));

const talked = (day: string, debtId: string) => attempt(day, { place: 'mobile', isAnswered: true, debtIds: [debtId] });

const said = (isWritten: boolean, place: 'work' | 'mobile' | 'unknown' = 'work') =>
  factsIn('MA', {
    endpoint: { place },
    person: { barredPlaces: [{ place: 'work', sinceMs: at('2026-04-06 10:00'), isWritten }] },
  });
const ofWorkplace = (facts: ReturnType<typeof said>, day: string) => ask(pack, 'S-1-workplace', facts, at(day));

describe('Massachusetts, how often', () => {
  it('MA-1 two calls that could have left a message: the third waits until day 7 after the first', () => {
    const asCreditor = factsIn('MA', { actor: creditor, history: { attempts: withVoicemail } });
    expect(deferralOf(pack, 'S-1a', asCreditor, thursday)).toEqual(day7);
    expect(ask(pack, 'S-1a', asCreditor, thursday)).toMatchObject({ is_policy: false, override: 'two-people' });
    expect(ask(pack, 'S-1a', asCreditor, thursday).reason).toContain('our own reading');
    const asAgency = factsIn('MA', { history: { attempts: withVoicemail } });
    expect(deferralOf(pack, 'S-1b-every-call', asAgency, thursday)).toEqual(day7);
    expect(ask(pack, 'S-1b-every-call', asAgency, thursday).is_policy).toBe(true);
    expect(ask(pack, 'S-1b', asAgency, thursday).verdict).toBe('allow');
  });
  it('MA-2 one call and one text: the next text waits', () => {
    for (const actor of [creditor, {}]) {
      const facts = factsIn('MA', {
        actor,
        action: { channel: 'sms' },
        history: {
          attempts: [attempt('2026-04-06 10:00', { place: 'mobile', isAnswered: true })],
          messages: [message('2026-04-07 10:00')],
        },
      });
      expect(deferralOf(pack, 'collectorType' in actor ? 'S-1a' : 'S-1b', facts, thursday)).toEqual(day7);
    }
  });
  it('MA-3 two calls that rang out without voicemail: the law leaves them out, policy counts them', () => {
    const facts = factsIn('MA', { actor: creditor, history: { attempts: rangOut } });
    expect(ask(pack, 'S-1a', facts, thursday).verdict).toBe('allow');
    expect(deferralOf(pack, 'S-1a-every-call', facts, thursday)).toEqual(day7);
    expect(ask(pack, 'S-1a-every-call', facts, thursday)).toMatchObject({ is_policy: true, override: 'supervisor' });
  });
  it('MA-4 two debts with two calls each: the law counts per debt, policy per person', () => {
    const attempts = [...mondayTuesday.map((day) => talked(day, D1)), talked('2026-04-08 10:00', D2)];
    for (const collectorType of ['creditor', 'third-party', 'debt-buyer'] as const) {
      const facts = factsIn('MA', { actor: { collectorType }, action: { debtIds: [D2] }, history: { attempts } });
      expect(againstIt(pack, facts, thursday)).toEqual(['S-1-person']);
      expect(ask(pack, 'S-1-person', facts, thursday).is_policy).toBe(true);
      expect(deferralOf(pack, 'S-1-person', facts, thursday)).toEqual(deferredTo(at('2026-04-14 10:00')));
      const third = factsIn('MA', { actor: { collectorType }, history: { attempts } });
      expect(ask(pack, collectorType === 'creditor' ? 'S-1a' : 'S-1b', third, thursday).verdict).toBe('defer');
    }
  });
  it('MA-5 two calls to work in thirty days: the third waits thirty days', () => {
    const attempts = ['2026-04-01 10:00', '2026-04-15 10:00'].map((day) =>
      attempt(day, { place: 'work', isAnswered: true }),
    );
    for (const [actor, id] of [
      [creditor, 'S-1a-away'],
      [{}, 'S-1b-away'],
    ] as const) {
      const facts = factsIn('MA', { actor, endpoint: { place: 'work' }, history: { attempts } });
      expect(deferralOf(pack, id, facts, at('2026-04-20 10:00'))).toEqual(deferredTo(at('2026-05-01 10:00')));
      const mobile = factsIn('MA', { actor, history: { attempts } });
      expect(againstIt(pack, mobile, at('2026-04-20 10:00'))).toEqual([]);
    }
  });
  it('MA-6 "do not call me at work": ten days by law, for good in writing, for good at once by policy', () => {
    expect(ofWorkplace(said(false), '2026-04-16 20:59')).toMatchObject({ verdict: 'block', is_policy: false });
    expect(ofWorkplace(said(false), '2026-04-17 09:00')).toMatchObject({
      verdict: 'block',
      is_policy: true,
      override: 'supervisor',
    });
    expect(ofWorkplace(said(true), '2026-06-01 09:00')).toMatchObject({ verdict: 'block', is_policy: false });
    expect(ofWorkplace(said(false, 'mobile'), '2026-04-07 09:00').verdict).toBe('allow');
    expect(ofWorkplace(said(false, 'unknown'), '2026-04-07 09:00').verdict).toBe('review');
    const byLaw = workplaceRequest({
      jurisdiction: 'MA',
      placeName: 'Massachusetts',
      collectorTypes: null,
      oralDays: 10,
      isPermanentAtOnce: false,
      statedLocationMs: 0,
    });
    expect(byLaw.evaluate(said(false), at('2026-04-16 20:59')).verdict).toBe('block');
    expect(byLaw.evaluate(said(false), at('2026-04-17 09:00')).verdict).toBe('allow');
    expect(byLaw.evaluate(said(true), at('2026-06-01 09:00')).verdict).toBe('block');
  });

  it('each regime binds its own collectors, and both bind a debt buyer', () => {
    const answered = mondayTuesday.map((day) => attempt(day, { place: 'mobile', isAnswered: true }));
    const against = (collectorType: 'creditor' | 'third-party' | 'debt-buyer') =>
      againstIt(pack, factsIn('MA', { actor: { collectorType }, history: { attempts: answered } }), thursday);
    expect(against('creditor')).toEqual(['S-1a', 'S-1a-every-call', 'S-1-person']);
    expect(against('third-party')).toEqual(['S-1b', 'S-1b-every-call', 'S-1-person']);
    expect(against('debt-buyer')).toEqual(['S-1a', 'S-1a-every-call', 'S-1b', 'S-1b-every-call', 'S-1-person']);
  });
  it('what is not known of a call counts, and one call leaves room for another', () => {
    const attempts = mondayTuesday.map((day) => attempt(day));
    expect(againstIt(pack, factsIn('MA', { history: { attempts } }), thursday)).toContain('S-1b');
    expect(againstIt(pack, factsIn('MA', { history: { attempts: attempts.slice(1) } }), thursday)).toEqual([]);
  });
  it('a number of unknown place is held to both limits, and the reason says so', () => {
    const attempts = ['2026-03-20 10:00', '2026-03-21 10:00'].map((day) => attempt(day));
    const facts = factsIn('MA', { endpoint: { place: 'unknown' }, history: { attempts } });
    expect(ask(pack, 'S-1b-away', facts, thursday)).toMatchObject({ verdict: 'defer' });
    expect(ask(pack, 'S-1b-away', facts, thursday).reason).toContain('at home or at work');
  });
  it('a call the consumer asked for is outside 209 CMR, and not outside 940 CMR', () => {
    const history = {
      attempts: mondayTuesday.map((day) => attempt(day, { place: 'mobile', isAnswered: true })),
      consents: [consent('2026-04-08 09:00')],
    };
    expect(againstIt(pack, factsIn('MA', { history }), thursday)).toEqual([]);
    expect(againstIt(pack, factsIn('MA', { actor: creditor, history }), thursday)).toEqual(['S-1a', 'S-1a-every-call']);
    const talkedSince = { ...history, conversations: [conversation('2026-04-08 15:00')] };
    expect(againstIt(pack, factsIn('MA', { history: talkedSince }), thursday)).toContain('S-1b');
  });
  it('answers, other media, representatives and other states are not touched', () => {
    const attempts = [...withVoicemail, ...rangOut].map((each) => ({ ...each, isAnswered: true }));
    const history = { attempts };
    expect(againstIt(pack, factsIn('MA', { action: { direction: 'inbound' }, history }), thursday)).toEqual([]);
    expect(againstIt(pack, factsIn('MA', { action: { channel: 'email' }, history }), thursday)).toEqual([]);
    expect(againstIt(pack, factsIn('MA', { action: { recipient: 'attorney' }, history }), thursday)).toEqual([]);
    expect(againstIt(pack, factsIn('GA', { history }), thursday)).toEqual([]);
    expect(againstIt(pack, factsIn('MA', { history }), thursday)).not.toEqual([]);
    expect(againstIt(pack, factsAnywhere({ history }), thursday)).toContain('S-1b');
  });
  it('a text that answers the consumer may go out once, and does not count', () => {
    const receivedAtMs = at('2026-04-09 09:00');
    const history = { messages: mondayTuesday.map((day) => message(day)) };
    const reply = (isAnswered: boolean) =>
      factsIn('MA', { action: { channel: 'sms', replyTo: { channel: 'sms', receivedAtMs, isAnswered } }, history });
    expect(againstIt(pack, reply(false), thursday)).toEqual([]);
    expect(againstIt(pack, reply(true), thursday)).toContain('S-1b');
    const replies = { messages: mondayTuesday.map((day) => message(day, { isUnsolicited: false })) };
    expect(againstIt(pack, factsIn('MA', { action: { channel: 'sms' }, history: replies }), thursday)).toEqual([]);
  });
});
