/** Rows DC of the rule book. */
import { describe, expect, it } from 'vitest';
import { at, attempt, consent, conversation, D1, D2, debt } from '../../testing/contact-facts.ts';
import {
  againstIt,
  ask,
  deferralOf,
  deferredTo,
  factsAnywhere,
  factsIn,
  message,
} from '../../testing/overlay-facts.ts';
import { districtOfColumbiaPack as pack } from './district-of-columbia.ts';

const days = ['2026-04-06 10:00', '2026-04-07 10:00', '2026-04-08 10:00', '2026-04-09 10:00'];
const numbers = ['+12025550100', '+12025550101', '+12025550102', '+12025550100'];
const fourCalls = days.map((day, index) => attempt(day, { isAnswered: true, phoneNumber: numbers[index] ?? '' }));
const friday = at('2026-04-10 12:00');

const mailed = [debt({ validation: { providedOn: '2026-04-01', providedBy: 'letter' } })];
const agreed = { consents: [{ medium: 'email' as const, receivedAtMs: at('2026-04-02 10:00') }] };

const afterFourCalls = (over: Parameters<typeof debt>[0]) =>
  ask(pack, 'S-4', factsIn('DC', { debts: [debt(over)], history: { attempts: fourCalls } }), friday).verdict;

describe('District of Columbia, calls', () => {
  it('DC-1 four connected calls about an account across three numbers: the fifth waits', () => {
    const facts = factsIn('DC', { history: { attempts: fourCalls } });
    expect(deferralOf(pack, 'S-4', facts, friday)).toEqual(deferredTo(at('2026-04-13 10:00')));
    expect(againstIt(pack, factsIn('DC', { history: { attempts: fourCalls.slice(1) } }), friday)).toEqual([]);
    expect(
      againstIt(pack, factsIn('DC', { action: { debtIds: [D2] }, history: { attempts: fourCalls } }), friday),
    ).toEqual([]);
  });
  it('DC-2 five calls that were busy or had no connection do not count', () => {
    const busy = [...days, '2026-04-09 12:00'].map((day) => attempt(day, { isCounted: false }));
    const noMessage = busy.map((each) => ({ ...each, isCounted: true, isAnswered: false, reachedVoicemail: false }));
    expect(againstIt(pack, factsIn('DC', { history: { attempts: busy } }), friday)).toEqual([]);
    expect(againstIt(pack, factsIn('DC', { history: { attempts: noMessage } }), friday)).toEqual([]);
    const notKnown = noMessage.map((each) => ({ ...each, reachedVoicemail: null }));
    expect(againstIt(pack, factsIn('DC', { history: { attempts: notKnown } }), friday)).toEqual(['S-4']);
  });
  it('DC-3 after a conversation no call for seven days: by law to the moment, by policy until day 7 is over', () => {
    const facts = factsIn('DC', { history: { conversations: [conversation('2026-04-06 10:00')] } });
    expect(deferralOf(pack, 'S-4-conversation', facts, friday)).toEqual(deferredTo(at('2026-04-13 10:00')));
    expect(deferralOf(pack, 'S-4-conversation-strict', facts, friday)).toEqual(deferredTo(at('2026-04-14 00:00')));
    expect(againstIt(pack, facts, at('2026-04-13 20:00'))).toEqual(['S-4-conversation-strict']);
    expect(ask(pack, 'S-4-conversation-strict', facts, at('2026-04-13 20:00')).is_policy).toBe(true);
    expect(againstIt(pack, facts, at('2026-04-14 08:00'))).toEqual([]);
  });
  it('a call the consumer asked for lifts the bar after a conversation, and not the four calls', () => {
    const history = {
      attempts: fourCalls,
      conversations: [conversation('2026-04-09 10:00')],
      consents: [consent('2026-04-09 12:00')],
    };
    expect(againstIt(pack, factsIn('DC', { history }), friday)).toEqual(['S-4']);
    expect(againstIt(pack, factsIn('DC', { history: { ...history, consents: [] } }), friday)).toEqual([
      'S-4',
      'S-4-conversation',
      'S-4-conversation-strict',
    ]);
  });
  it('a requested callback is left out once it was completed', () => {
    const [, , , last] = fourCalls;
    const history = { attempts: fourCalls, consents: [consent('2026-04-09 09:00')] };
    expect(ask(pack, 'S-4', factsIn('DC', { history }), friday).verdict).toBe('defer');
    const completed = { ...history, conversations: [conversation('2026-04-09 10:01', { callId: last?.callId ?? '' })] };
    expect(ask(pack, 'S-4', factsIn('DC', { history: completed }), friday).verdict).toBe('allow');
  });
  it('debts up to 30 days past due, mortgages and car loans are outside; of what is not known nothing is', () => {
    expect(afterFourCalls({ daysPastDue: 30 })).toBe('allow');
    expect(afterFourCalls({ daysPastDue: 31 })).toBe('defer');
    expect(afterFourCalls({ daysPastDue: null })).toBe('defer');
    expect(afterFourCalls({ isSecuredByHomeOrCar: true })).toBe('allow');
    expect(afterFourCalls({ id: 'another' })).toBe('defer');
  });
  it('creditors are bound; inbound calls and other states are not touched; an unknown place is', () => {
    const history = { attempts: fourCalls, conversations: [conversation('2026-04-09 10:00')] };
    expect(againstIt(pack, factsIn('DC', { actor: { collectorType: 'creditor' }, history }), friday)).toHaveLength(3);
    expect(againstIt(pack, factsIn('DC', { action: { direction: 'inbound' }, history }), friday)).toEqual([]);
    expect(againstIt(pack, factsIn('DC', { action: { channel: 'letter' }, history }), friday)).toEqual([]);
    expect(againstIt(pack, factsIn('GA', { history }), friday)).toEqual([]);
    expect(againstIt(pack, factsAnywhere({ history }), friday)).toHaveLength(3);
  });
});

describe('District of Columbia, electronic contact', () => {
  const email = { channel: 'email' as const };
  it('DC-4 an email before the validation letter was mailed is blocked', () => {
    const of = (validation: NonNullable<Parameters<typeof debt>[0]>['validation']) =>
      ask(
        pack,
        'S-4-notice',
        factsIn('DC', { action: email, endpoint: agreed, debts: [debt({ validation })] }),
        friday,
      );
    expect(of({}).verdict).toBe('block');
    expect(of({ providedOn: '2026-04-01', providedBy: 'email' }).verdict).toBe('block');
    expect(of({ providedOn: '2026-04-01', wasReturned: true }).verdict).toBe('block');
    expect(of({ providedOn: '2026-04-09' }).verdict).toBe('allow');
    const sameDay = factsIn('DC', { action: email, debts: [debt({ validation: { providedOn: '2026-04-10' } })] });
    expect(deferralOf(pack, 'S-4-notice', sameDay, friday)).toEqual(deferredTo(at('2026-04-11 00:00')));
    const twoDebts = factsIn('DC', { action: { ...email, debtIds: [D1, D2] }, debts: mailed });
    expect(ask(pack, 'S-4-notice', twoDebts, friday).verdict).toBe('block');
    expect(ask(pack, 'S-4-notice', factsIn('DC'), friday).verdict).toBe('allow');
    expect(ask(pack, 'S-4-notice', factsIn('GA', { action: email }), friday).verdict).toBe('allow');
  });
  it('DC-5 without consent, one request for it in the last seven days: the second waits', () => {
    const history = { messages: [message('2026-04-06 10:00', { channel: 'email', purpose: 'consent-request' })] };
    const facts = factsIn('DC', { action: { ...email, purposes: ['consent-request'] }, debts: mailed, history });
    expect(deferralOf(pack, 'S-4-consent-request', facts, friday)).toEqual(deferredTo(at('2026-04-13 10:00')));
    expect(againstIt(pack, facts, friday)).toEqual(['S-4-consent-request']);
    const first = factsIn('DC', { action: { ...email, purposes: ['consent-request'] }, debts: mailed });
    expect(againstIt(pack, first, friday)).toEqual([]);
    expect(againstIt(pack, factsIn('DC', { action: email, debts: mailed }), friday)).toEqual(['S-4-electronic']);
  });
  it('with consent five messages of any electronic kind in seven days', () => {
    const sent = [...days, '2026-04-09 15:00'].map((day, index) =>
      message(day, { channel: index % 2 === 0 ? 'email' : 'sms' }),
    );
    const of = (messages: typeof sent) =>
      factsIn('DC', { action: email, endpoint: agreed, debts: mailed, history: { messages } });
    expect(againstIt(pack, of(sent.slice(1)), friday)).toEqual([]);
    expect(againstIt(pack, of(sent), friday)).toEqual(['S-4-messages']);
    expect(deferralOf(pack, 'S-4-messages', of(sent), friday)).toEqual(deferredTo(at('2026-04-13 10:00')));
  });
});
