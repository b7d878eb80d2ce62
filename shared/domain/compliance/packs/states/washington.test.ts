/** Rows WA of the rule book. November 16, 2026 is a Monday. */
import { describe, expect, it } from 'vitest';
import { at, attempt, conversation, D2 } from '../../testing/contact-facts.ts';
import {
  againstIt,
  ask,
  deferralOf,
  deferredTo,
  factsAnywhere,
  factsIn,
  message,
} from '../../testing/overlay-facts.ts';
import { washingtonPack as pack } from './washington.ts';

const PACIFIC = 'America/Los_Angeles';
const on = (text: string): number => at(text, PACIFIC);
const call = (text: string, over: Parameters<typeof attempt>[1] = {}) =>
  attempt(text, { place: 'mobile', ...over }, PACIFIC);
const write = (text: string, over: Parameters<typeof message>[1] = {}) => message(text, over, PACIFIC);

const threeForms = {
  attempts: [call('2026-11-16 09:00')],
  messages: [write('2026-11-17 09:00'), write('2026-11-18 09:00', { channel: 'email' })],
};

describe('Washington, how often', () => {
  it('WA-1 call, text and email since Monday: the fourth waits for next week and for seven days after the first', () => {
    for (const channel of ['voice', 'sms', 'email', 'letter', 'direct-message'] as const) {
      const facts = factsIn('WA', { action: { channel }, history: threeForms });
      const friday = on('2026-11-20 12:00');
      expect(deferralOf(pack, 'S-3', facts, friday)).toEqual(deferredTo(on('2026-11-23 00:00')));
      expect(deferralOf(pack, 'S-3-rolling', facts, friday)).toEqual(deferredTo(on('2026-11-23 09:00')));
    }
    const facts = factsIn('WA', { history: threeForms });
    expect(ask(pack, 'S-3', facts, on('2026-11-20 12:00')).is_policy).toBe(false);
    expect(ask(pack, 'S-3-rolling', facts, on('2026-11-20 12:00')).is_policy).toBe(true);
  });
  it('WA-2 the spouse once, the debtor twice: the next waits', () => {
    const spouse = conversation('2026-11-16 09:00', { withSpouse: true }, PACIFIC);
    const attempts = [call('2026-11-17 09:00'), call('2026-11-18 09:00')];
    const facts = factsIn('WA', { history: { attempts, conversations: [spouse] } });
    expect(deferralOf(pack, 'S-3', facts, on('2026-11-19 12:00'))).toEqual(deferredTo(on('2026-11-23 00:00')));
    expect(againstIt(pack, factsIn('WA', { history: { attempts } }), on('2026-11-19 12:00'))).toEqual([]);
    const inbound = { attempts, conversations: [{ ...spouse, withSpouse: false }] };
    expect(againstIt(pack, factsIn('WA', { history: inbound }), on('2026-11-19 12:00'))).toEqual([]);
    const ofOneCall = { attempts, conversations: [{ ...spouse, callId: attempts[0]?.callId ?? '' }] };
    expect(againstIt(pack, factsIn('WA', { history: ofOneCall }), on('2026-11-19 12:00'))).toEqual([]);
    // Calls without an id, as a case file may hold them, are not taken for one call.
    const unnamed = {
      attempts: attempts.map((each) => ({ ...each, callId: '' })),
      conversations: [{ ...spouse, callId: '' }],
    };
    expect(deferralOf(pack, 'S-3', factsIn('WA', { history: unnamed }), on('2026-11-19 12:00'))).toEqual(
      deferredTo(on('2026-11-23 00:00')),
    );
  });
  it('WA-3 cell phone: call 9:00, text 12:00, the next at 15:00 waits for tomorrow', () => {
    const history = { attempts: [call('2026-11-18 09:00')], messages: [write('2026-11-18 12:00')] };
    const facts = factsIn('WA', { history });
    expect(deferralOf(pack, 'S-3-cell', facts, on('2026-11-18 15:00'))).toEqual(deferredTo(on('2026-11-19 00:00')));
    expect(againstIt(pack, facts, on('2026-11-18 15:00'))).toEqual(['S-3-cell']);
    const one = factsIn('WA', { history: { attempts: history.attempts } });
    expect(againstIt(pack, one, on('2026-11-18 15:00'))).toEqual([]);
    const landline = factsIn('WA', { endpoint: { place: 'home' }, history });
    expect(againstIt(pack, landline, on('2026-11-18 15:00'))).toEqual([]);
    const unknown = factsIn('WA', { endpoint: { place: 'unknown' }, history });
    expect(againstIt(pack, unknown, on('2026-11-18 15:00'))).toContain('S-3-cell');
  });

  it('counts over all debts, and one week from Monday on', () => {
    const attempts = ['2026-11-15 23:59', '2026-11-16 00:00', '2026-11-17 09:00'].map((day) => call(day));
    const facts = factsIn('WA', { action: { debtIds: [D2] }, history: { attempts } });
    expect(ask(pack, 'S-3', facts, on('2026-11-18 12:00')).facts['counted_contacts']).toBe(2);
    expect(ask(pack, 'S-3', facts, on('2026-11-15 23:59:30')).verdict).toBe('allow');
    expect(deferralOf(pack, 'S-3-rolling', facts, on('2026-11-18 12:00'))).toEqual(deferredTo(on('2026-11-22 23:59')));
  });
  it('keeps its calendar when the clocks change on Sunday, 2026-11-01', () => {
    const attempts = ['2026-10-26 09:00', '2026-10-27 09:00', '2026-10-28 09:00'].map((day) => call(day));
    const facts = factsIn('WA', { history: { attempts } });
    expect(deferralOf(pack, 'S-3', facts, on('2026-10-31 12:00'))).toEqual(deferredTo(on('2026-11-02 00:00')));
  });
  it('one contact a week at work', () => {
    const history = { attempts: [call('2026-11-18 09:00', { place: 'work' })] };
    const facts = factsIn('WA', { endpoint: { place: 'work' }, history });
    expect(deferralOf(pack, 'S-3-work', facts, on('2026-11-19 12:00'))).toEqual(deferredTo(on('2026-11-23 00:00')));
    expect(deferralOf(pack, 'S-3-work-rolling', facts, on('2026-11-19 12:00'))).toEqual(
      deferredTo(on('2026-11-25 09:00')),
    );
    const email = factsIn('WA', { action: { channel: 'email' }, endpoint: { isEmployerProvided: true }, history });
    expect(againstIt(pack, email, on('2026-11-19 12:00'))).toContain('S-3-work');
    expect(againstIt(pack, factsIn('WA', { history }), on('2026-11-19 12:00'))).toEqual([]);
    const mobile = { attempts: [call('2026-11-18 09:00')] };
    const first = factsIn('WA', { endpoint: { place: 'work' }, history: mobile });
    expect(againstIt(pack, first, on('2026-11-19 12:00'))).toEqual([]);
  });
  it('replies do not count; creditors and other states are not touched; an unknown place is', () => {
    const friday = on('2026-11-20 12:00');
    const replied = {
      ...threeForms,
      messages: threeForms.messages.map((each) => ({ ...each, isUnsolicited: false })),
    };
    expect(againstIt(pack, factsIn('WA', { history: replied }), friday)).toEqual([]);
    expect(
      againstIt(pack, factsIn('WA', { actor: { collectorType: 'creditor' }, history: threeForms }), friday),
    ).toEqual([]);
    expect(againstIt(pack, factsIn('GA', { history: threeForms }), friday)).toEqual([]);
    expect(againstIt(pack, factsIn('WA', { action: { direction: 'inbound' }, history: threeForms }), friday)).toEqual(
      [],
    );
    expect(againstIt(pack, factsAnywhere({ history: threeForms }), friday)).toContain('S-3');
  });
});
