/** Boundary cases of the rule book, by id. Dates are those of the Official Interpretations, moved to 2026. */
import { describe, expect, it } from 'vitest';
import type { ContactFacts } from './facts/facts.ts';
import {
  D1,
  D2,
  at,
  attempt,
  consent,
  contactFacts,
  conversation,
  decide,
  findingOf,
  isAllowed,
} from './testing/contact-facts.ts';

/** What a deferred call looks like: when it becomes lawful, that it is lawful then, and not a millisecond before. */
function deferral(
  facts: ContactFacts,
  nowMs: number,
): { next: string | null; thenAllowed: boolean; justBefore: string } {
  const { verdict, next_lawful_at: next } = decide(facts, nowMs);
  if (verdict !== 'defer' || next === null) return { next, thenAllowed: false, justBefore: verdict };
  const nextMs = Date.parse(next);
  return { next, thenAllowed: isAllowed(decide(facts, nextMs)), justBefore: decide(facts, nextMs - 1).verdict };
}
const deferredUntil = (nextMs: number) => ({
  next: new Date(nextMs).toISOString(),
  thenAllowed: true,
  justBefore: 'defer',
});
const allowed = (facts: ContactFacts, nowMs: number): boolean => isAllowed(decide(facts, nowMs));

const hoursAt15 = (facts: ContactFacts): string => findingOf(decide(facts, at('2026-11-25 15:45')), 'F-4').verdict;

const aprilDays = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `2026-04-0${from + index} 12:00`);
const sevenCalls = [attempt('2026-04-01 10:00'), ...aprilDays(2, 7).map((day) => attempt(day))];

describe('F-1 call frequency', () => {
  it('F-1 #1 the eighth call in Apr 1-7 waits until Apr 8 08:00', () => {
    const facts = contactFacts({ history: { attempts: sevenCalls } });
    expect(deferral(facts, at('2026-04-07 20:00'))).toEqual(deferredUntil(at('2026-04-08 08:00')));
    expect(decide(facts, at('2026-04-07 20:00'))).toMatchObject({ counted_attempts: 7, max_attempts: 7 });
    expect(findingOf(decide(facts, at('2026-04-07 20:00')), 'F-1').next_lawful_at).toBe(
      new Date(at('2026-04-08 00:00')).toISOString(),
    );
  });
  it('F-1 #2 Apr 8 08:00 is allowed: the window Apr 2-8 holds six', () => {
    const decision = decide(contactFacts({ history: { attempts: sevenCalls } }), at('2026-04-08 08:00:00'));
    expect(isAllowed(decision)).toBe(true);
    expect(decision.counted_attempts).toBe(6);
  });
  it('F-1 #3 one of seven ended busy: six counted', () => {
    const attempts = sevenCalls.map((each, index) => (index === 3 ? { ...each, isCounted: false } : each));
    const decision = decide(contactFacts({ history: { attempts } }), at('2026-04-07 20:00'));
    expect(isAllowed(decision)).toBe(true);
    expect(decision.counted_attempts).toBe(6);
  });
  it('F-1 #4 a full mailbox counts', () => {
    expect(decide(contactFacts({ history: { attempts: sevenCalls } }), at('2026-04-07 15:00')).verdict).toBe('defer');
  });
  it('F-1 #5 another debt is allowed by the rule and deferred by the cap per person', () => {
    const facts = contactFacts({ action: { debtIds: [D2] }, history: { attempts: sevenCalls } });
    const decision = decide(facts, at('2026-04-07 20:00'));
    expect(findingOf(decision, 'F-1').verdict).toBe('allow');
    expect(findingOf(decision, 'F-1-person')).toMatchObject({ verdict: 'defer', is_policy: true });
    expect(decision.verdict).toBe('defer');
  });
  it('F-1 #6 a number found wrong is blocked, and its calls count no more', () => {
    const wrong = '+12125550111';
    const attempts = [...sevenCalls.slice(0, 5), attempt('2026-04-06 09:00', { phoneNumber: wrong, isCounted: false })];
    const now = at('2026-04-07 12:00');
    const other = decide(contactFacts({ history: { attempts } }), now);
    expect(isAllowed(other)).toBe(true);
    expect(other.counted_attempts).toBe(5);
    const blocked = decide(
      contactFacts({ action: { phoneNumber: wrong }, endpoint: { status: 'wrong' }, history: { attempts } }),
      now,
    );
    expect(blocked).toMatchObject({ verdict: 'block', next_lawful_at: null });
    expect(findingOf(blocked, 'F-1-wrong-number').verdict).toBe('block');
  });
  it('F-1 #8 seven calls: voice waits whatever else was sent', () => {
    expect(decide(contactFacts({ history: { attempts: sevenCalls } }), at('2026-04-07 09:00')).verdict).toBe('defer');
  });
  it('F-1 #8 texts are judged by their own rules', () => {
    const facts = contactFacts({ action: { channel: 'sms' }, history: { attempts: sevenCalls } });
    expect(findingOf(decide(facts, at('2026-04-07 09:00')), 'F-1').verdict).toBe('allow');
  });
  it('F-1 student loans under one account number are one debt', () => {
    const debts = [D1, D2].map((id) => ({ id, groupId: 'loan-account' }));
    const facts = contactFacts({ action: { debtIds: [D2] }, debts, history: { attempts: sevenCalls } });
    expect(findingOf(decide(facts, at('2026-04-07 20:00')), 'F-1').verdict).toBe('defer');
  });
  it.each(['attorney', 'creditor', 'consumer-reporting-agency'] as const)(
    'F-1 does not count calls to the %s',
    (recipient) => {
      const facts = contactFacts({ action: { recipient }, history: { attempts: sevenCalls } });
      expect(findingOf(decide(facts, at('2026-04-07 20:00')), 'F-1').verdict).toBe('allow');
    },
  );
  it('F-1 counts calendar days: a call at 20:59 seven days ago no longer counts at 08:00', () => {
    const attempts = Array.from({ length: 7 }, () => attempt('2026-04-01 20:59'));
    expect(allowed(contactFacts({ history: { attempts } }), at('2026-04-08 08:00'))).toBe(true);
  });
  it('F-1 counts a call whose debt is not known for every debt', () => {
    const attempts = sevenCalls.map((each) => ({ ...each, debtIds: null }));
    const decision = decide(contactFacts({ history: { attempts } }), at('2026-04-07 12:00'));
    expect(findingOf(decision, 'F-1').verdict).toBe('defer');
  });
  it('F-1 where midnights differ the higher count stands', () => {
    /** 23:30 in Chicago on Apr 1 is already Apr 2 in New York. */
    const attempts = [attempt('2026-04-01 23:30', {}, 'America/Chicago'), ...sevenCalls.slice(1)];
    const phones = ['+12125550100', '+13125550100'].map((phoneNumber) => ({ phoneNumber, status: 'active' as const }));
    const facts = contactFacts({ location: { phones }, history: { attempts } });
    expect(deferral(facts, at('2026-04-08 12:00'))).toEqual(deferredUntil(at('2026-04-09 09:00')));
  });
});

describe('F-2 conversation and consent', () => {
  const friday = contactFacts({ history: { conversations: [conversation('2026-08-14 10:00')] } });
  it('F-2 #1 conversation Aug 14 10:00, try Aug 14 15:00', () =>
    expect(deferral(friday, at('2026-08-14 15:00'))).toEqual(deferredUntil(at('2026-08-21 08:00'))));
  it('F-2 #2 try Thu Aug 20 20:59', () =>
    expect(deferral(friday, at('2026-08-20 20:59'))).toEqual(deferredUntil(at('2026-08-21 08:00'))));
  it('F-2 #3 Fri Aug 21 08:00 is allowed', () => expect(allowed(friday, at('2026-08-21 08:00'))).toBe(true));
  it('F-2 #4 an inbound conversation on Thu Aug 13 bars Wed Aug 19, not Thu Aug 20', () => {
    const facts = contactFacts({ history: { conversations: [conversation('2026-08-13 16:00')] } });
    expect(deferral(facts, at('2026-08-19 12:00'))).toEqual(deferredUntil(at('2026-08-20 08:00')));
    expect(allowed(facts, at('2026-08-20 12:00'))).toBe(true);
  });
  it('F-2 #5 "call back on Monday": Monday is excluded, Tuesday is not', () => {
    const talk = conversation('2026-04-03 10:00');
    const monday = consent('2026-04-03 10:05', {
      callId: talk.callId,
      usable: { from: '2026-04-06', until: '2026-04-06' },
    });
    const facts = contactFacts({ history: { conversations: [talk], consents: [monday] } });
    expect(allowed(facts, at('2026-04-06 12:00'))).toBe(true);
    expect(deferral(facts, at('2026-04-07 12:00'))).toEqual(deferredUntil(at('2026-04-10 08:00')));
    expect(deferral(facts, at('2026-04-03 15:00'))).toEqual(deferredUntil(at('2026-04-06 08:00')));
  });
  it('F-2 #6 consent without a day ends with the conversation of Mon Apr 6', () => {
    const first = conversation('2026-04-03 10:00');
    const facts = contactFacts({
      history: {
        conversations: [first, conversation('2026-04-06 10:00')],
        consents: [consent('2026-04-03 10:05', { callId: first.callId })],
      },
    });
    expect(deferral(facts, at('2026-04-08 12:00'))).toEqual(deferredUntil(at('2026-04-13 08:00')));
  });
  it('F-2 #7 eight calls under consent are excluded; Jun 11 is allowed and the first to count', () => {
    const before = ['2026-06-01 10:00', '2026-06-02 10:00', '2026-06-03 10:00'].map((day) => attempt(day));
    const days = ['2026-06-08', '2026-06-09', '2026-06-10'];
    const excluded = Array.from({ length: 8 }, (_, index) => attempt(`${days[index % 3] ?? ''} 1${index}:00`));
    const history = { attempts: [...before, ...excluded], consents: [consent('2026-06-04 09:00')] };
    const now = at('2026-06-11 12:00');
    expect(allowed(contactFacts({ history }), now)).toBe(true);
    expect(decide(contactFacts({ history }), now).counted_attempts).toBe(0);
    const placed = { ...history, attempts: [...history.attempts, attempt('2026-06-11 12:00')] };
    expect(decide(contactFacts({ history: placed }), at('2026-06-11 13:00')).counted_attempts).toBe(1);
    expect(decide(contactFacts({ history: { attempts: history.attempts } }), now).counted_attempts).toBe(8);
  });
  it('F-2 #8 a call that dropped may be taken up again at once, if a second person says so', () => {
    const dropped = conversation('2026-08-14 10:00', { droppedAtMs: at('2026-08-14 10:06') });
    const facts = contactFacts({ history: { conversations: [dropped] } });
    expect(findingOf(decide(facts, at('2026-08-14 10:11')), 'F-2')).toMatchObject({
      verdict: 'review',
      override: 'two-people',
      is_policy: true,
      facts: { code: 'DROPPED_CALL_RECONNECT' },
    });
    expect(findingOf(decide(facts, at('2026-08-14 10:11') + 1), 'F-2').verdict).toBe('defer');
    const tried = contactFacts({
      history: { conversations: [dropped], attempts: [attempt('2026-08-14 10:07', { isAnswered: false })] },
    });
    expect(findingOf(decide(tried, at('2026-08-14 10:08')), 'F-2').verdict).toBe('defer');
    expect(findingOf(decide(friday, at('2026-08-14 10:08')), 'F-2').verdict).toBe('defer');
  });
  it('F-2 #9 a conversation about D1 does not bar D2', () =>
    expect(
      allowed(
        contactFacts({
          action: { debtIds: [D2] },
          history: { conversations: [conversation('2026-08-14 10:00', { debtIds: [D1] })] },
        }),
        at('2026-08-14 15:00'),
      ),
    ).toBe(true));
  it('F-2 revoked consent no longer excludes', () => {
    const revoked = consent('2026-08-14 10:05', { revokedAtMs: at('2026-08-15 12:00') });
    const facts = contactFacts({
      history: {
        ...friday.history,
        consents: [{ ...revoked, callId: friday.history.conversations[0]?.callId ?? null }],
      },
    });
    expect(allowed(facts, at('2026-08-15 11:59'))).toBe(true);
    expect(decide(facts, at('2026-08-15 12:00')).verdict).toBe('defer');
  });
  it('F-2 a conversation on a consented call starts a new bar', () => {
    const first = conversation('2026-04-03 10:00');
    const facts = contactFacts({
      history: {
        conversations: [first, conversation('2026-04-06 10:00')],
        consents: [
          consent('2026-04-03 10:05', { callId: first.callId, usable: { from: '2026-04-06', until: '2026-04-06' } }),
        ],
      },
    });
    expect(deferral(facts, at('2026-04-06 15:00'))).toEqual(deferredUntil(at('2026-04-13 08:00')));
  });
});

describe('F-4 inconvenient times', () => {
  it('F-4 #1 one zone: [08:00:00, 21:00:00)', () => {
    const facts = contactFacts();
    expect(deferral(facts, at('2026-11-23 07:59:59'))).toEqual(deferredUntil(at('2026-11-23 08:00:00')));
    expect(allowed(facts, at('2026-11-23 08:00:00'))).toBe(true);
    expect(allowed(facts, at('2026-11-23 20:59:59'))).toBe(true);
    expect(deferral(facts, at('2026-11-23 21:00:00'))).toEqual(deferredUntil(at('2026-11-24 08:00')));
  });
  it('F-4 #2 a 212 mobile and a Californian address', () => {
    const facts = contactFacts({ location: { addresses: [{ region: 'CA', postalCode: '90012' }] } });
    expect(deferral(facts, at('2026-11-23 10:59'))).toEqual(deferredUntil(at('2026-11-23 11:00')));
    expect(allowed(facts, at('2026-11-23 11:00'))).toBe(true);
    expect(allowed(facts, at('2026-11-23 20:59'))).toBe(true);
    expect(deferral(facts, at('2026-11-23 21:00'))).toEqual(deferredUntil(at('2026-11-24 11:00')));
  });
  it('F-4 #3 a number on file that is not dialled counts too', () => {
    const phones = ['+12125550100', '+13035550100'].map((phoneNumber) => ({ phoneNumber, status: 'active' as const }));
    expect(deferral(contactFacts({ location: { phones } }), at('2026-11-23 09:30'))).toEqual(
      deferredUntil(at('2026-11-23 10:00')),
    );
  });
  it.each([
    ['2026-11-23', '13:00', '21:00'],
    ['2026-07-15', '14:00', '21:00'],
  ])('F-4 #4 a New York number and a Honolulu address on %s: %s-%s', (day, from, to) => {
    const facts = contactFacts({ location: { addresses: [{ region: 'HI', postalCode: '96813' }] } });
    expect(deferral(facts, at(`${day} 09:00`))).toEqual(deferredUntil(at(`${day} ${from}`)));
    expect(allowed(facts, at(`${day} 20:59:59`))).toBe(true);
    expect(decide(facts, at(`${day} ${to}`)).verdict).toBe('defer');
  });
  it.each([
    ['2026-11-23', '08:00', '21:00'],
    ['2026-07-15', '08:00', '20:00'],
  ])('F-4 #5 a Phoenix number and a Denver ZIP on %s: %s-%s in Phoenix', (day, from, to) => {
    const zone = 'America/Phoenix';
    const facts = contactFacts({
      action: { phoneNumber: '+16025550100' },
      location: {
        phones: [{ phoneNumber: '+16025550100', status: 'active' }],
        addresses: [{ region: 'CO', postalCode: '80202' }],
      },
    });
    expect(allowed(facts, at(`${day} ${from}`, zone))).toBe(true);
    expect(decide(facts, at(`${day} ${from}`, zone) - 1).verdict).toBe('defer');
    expect(allowed(facts, at(`${day} ${to}`, zone) - 1)).toBe(true);
    expect(decide(facts, at(`${day} ${to}`, zone)).verdict).toBe('defer');
  });
  it('F-4 #6 an email is sent when it is sent, not when it was queued', () => {
    const email = contactFacts({ action: { channel: 'email', phoneNumber: '', address: 'alex@example.com' } });
    expect(findingOf(decide(email, at('2026-11-23 20:59:50')), 'F-4').verdict).toBe('allow');
    const late = findingOf(decide(email, at('2026-11-23 21:00:05')), 'F-4');
    expect(late).toMatchObject({ verdict: 'defer', next_lawful_at: new Date(at('2026-11-24 08:00')).toISOString() });
    const letter = contactFacts({ action: { channel: 'letter', phoneNumber: '' } });
    expect(findingOf(decide(letter, at('2026-11-23 23:00')), 'F-4').verdict).toBe('allow');
  });
  const recordedAtMs = at('2026-11-01 12:00');
  const notThen = [
    { kind: 'not-then' as const, weekdays: [1, 2, 3, 4, 5], fromMinute: 15 * 60, untilMinute: 17 * 60, recordedAtMs },
    { kind: 'not-then' as const, weekdays: [6, 7], recordedAtMs },
  ];
  it('F-4 #7 "weekdays except 3-5 pm; no weekends"', () => {
    const facts = contactFacts({ consumer: { timePreferences: notThen } });
    expect(allowed(facts, at('2026-11-25 14:59:59'))).toBe(true);
    expect(deferral(facts, at('2026-11-25 15:00'))).toEqual(deferredUntil(at('2026-11-25 17:00')));
    expect(deferral(facts, at('2026-11-28 11:00'))).toEqual(deferredUntil(at('2026-11-30 08:00')));
    expect(allowed(facts, at('2026-10-31 11:00'))).toBe(true);
  });
  const answering = (channel: 'email' | 'voice', isAnswered: boolean) =>
    contactFacts({
      action: { channel, replyTo: { channel: 'email', receivedAtMs: at('2026-11-25 15:30'), isAnswered } },
      consumer: { timePreferences: notThen },
    });
  it('F-4 #8 an email of the consumer may be answered once, by email', () => {
    expect(hoursAt15(answering('email', false))).toBe('allow');
    expect(hoursAt15(answering('email', true))).toBe('defer');
    expect(hoursAt15(answering('voice', false))).toBe('defer');
  });
  it('F-4 #9 a night worker: 22:30 with the evidence shown, 10:00 not', () => {
    const evidence = 'Call of Nov 1: "only call me between ten and midnight"';
    const only = { kind: 'only-then' as const, fromMinute: 22 * 60, untilMinute: 24 * 60, recordedAtMs, evidence };
    const facts = contactFacts({ consumer: { timePreferences: [only] } });
    const night = findingOf(decide(facts, at('2026-11-25 22:30')), 'F-4');
    expect(night.verdict).toBe('require');
    expect(night.obligations.map(({ text }) => text).join()).toContain(evidence);
    expect(deferral(facts, at('2026-11-25 10:00'))).toEqual(deferredUntil(at('2026-11-25 22:00')));
    const expired = contactFacts({ consumer: { timePreferences: [{ ...only, expiresAtMs: at('2026-11-25 09:00') }] } });
    expect(allowed(expired, at('2026-11-25 10:00'))).toBe(true);
  });
  it('F-4 a preference over midnight belongs to the evening it begins on', () => {
    const night = { kind: 'not-then' as const, weekdays: [3], fromMinute: 20 * 60, untilMinute: 9 * 60, recordedAtMs };
    const facts = contactFacts({ consumer: { timePreferences: [night] } });
    expect(deferral(facts, at('2026-11-25 20:30'))).toEqual(deferredUntil(at('2026-11-26 09:00')));
    expect(allowed(facts, at('2026-11-25 08:30'))).toBe(true);
  });
  it('F-4 a stated location younger than a day replaces the rest, an older one joins it', () => {
    const stated = { label: 'New York', zones: ['America/New_York'], statedAtMs: at('2026-11-22 09:00') };
    const facts = contactFacts({ location: { addresses: [{ region: 'CA', postalCode: '90012' }], stated } });
    expect(allowed(facts, at('2026-11-23 08:30'))).toBe(true);
    expect(deferral(facts, at('2026-11-23 09:30'))).toEqual(deferredUntil(at('2026-11-23 11:00')));
  });
  it('F-4 the first common hour is named however far away it is; where there never is one, a person looks', () => {
    const hour = { kind: 'only-then' as const, fromMinute: 10 * 60, untilMinute: 11 * 60, recordedAtMs };
    const of = (area: string, postalCode: string) =>
      contactFacts({
        action: { phoneNumber: `+1${area}5550100` },
        location: {
          phones: [{ phoneNumber: `+1${area}5550100`, status: 'active' }],
          addresses: [{ region: null, postalCode }],
        },
        consumer: { timePreferences: [hour] },
      });
    // Arizona keeps its clock; Colorado comes to it on November 7, 2027.
    const phoenixAndDenver = of('602', '80202');
    const common = at('2027-11-07 10:00', 'America/Denver');
    expect(deferral(phoenixAndDenver, at('2027-03-20 12:00'))).toEqual(deferredUntil(common));
    // The same once a stated place, where the clock never changes, has grown old half an hour before its next window.
    const stated = { label: '', zones: ['America/Phoenix'], statedAtMs: at('2027-03-20 09:30', 'America/Phoenix') };
    const travelling = { ...phoenixAndDenver, location: { ...phoenixAndDenver.location, stated } };
    expect(deferral(travelling, at('2027-03-20 11:00', 'America/Phoenix'))).toEqual(deferredUntil(common));
    expect(findingOf(decide(of('212', '90012'), at('2027-03-20 12:00')), 'F-4')).toMatchObject({
      verdict: 'review',
      next_lawful_at: null,
    });
    const never = { ...hour, kind: 'not-then' as const, fromMinute: 0, untilMinute: 24 * 60 };
    const away = contactFacts({
      consumer: { timePreferences: [{ ...never, expiresAtMs: at('2027-02-10 12:34:56') }] },
    });
    expect(deferral(away, at('2026-11-25 12:00'))).toEqual(deferredUntil(at('2027-02-10 12:34:56')));
  });
  it.each(['2026-11-01', '2027-03-14'])('F-4 the day the clock changes (%s) keeps its local window', (day) => {
    const facts = contactFacts();
    expect(deferral(facts, at(`${day} 00:30`))).toEqual(deferredUntil(at(`${day} 08:00`)));
    expect(allowed(facts, at(`${day} 20:59:59`))).toBe(true);
    expect(decide(facts, at(`${day} 21:00`)).verdict).toBe('defer');
  });
});

describe('F-7 cease communication', () => {
  const received = at('2026-08-06 09:00');
  const ceased = [
    { id: D1, reference: 'D1', isClosed: false, isDisputed: false, ceasedAtMs: received },
    { id: D2, reference: 'D2', isClosed: false, isDisputed: false, ceasedAtMs: null },
  ];
  it('F-7 #1 lawful before the notice is received, blocked from then on', () => {
    const facts = contactFacts({ debts: ceased });
    expect(allowed(facts, received - 1)).toBe(true);
    expect(decide(facts, received)).toMatchObject({ verdict: 'block', next_lawful_at: null });
  });
  it('F-7 #2 blocked at every later time', () => {
    expect(decide(contactFacts({ debts: ceased }), at('2027-01-15 12:00')).verdict).toBe('block');
  });
  it('F-7 #3 the other debt may be discussed, with a flag', () => {
    const decision = decide(contactFacts({ action: { debtIds: [D2] }, debts: ceased }), received + 3_600_000);
    expect(isAllowed(decision)).toBe(true);
    expect(findingOf(decision, 'F-7').facts).toMatchObject({ needs_review: true });
    expect(decision.obligations.map(({ code }) => code)).toContain('cease.other-debt');
  });
  it('F-7 #5 a later inbound call does not lift it', () => {
    const conversations = [conversation('2026-08-07 12:00')];
    expect(decide(contactFacts({ debts: ceased, history: { conversations } }), at('2026-08-20 12:00')).verdict).toBe(
      'block',
    );
  });
  it('F-7 blocks when it is not known which debt the call is about', () => {
    expect(decide(contactFacts({ action: { debtIds: [] }, debts: ceased }), received).verdict).toBe('block');
  });
});

describe('F-10 do not call', () => {
  const listed = [{ source: 'internal', reason: 'Asked us to', addedAtMs: at('2026-08-06 09:00'), expiresAtMs: null }];
  it('F-10 #2 that number is blocked for every debt, another is not', () => {
    const now = at('2026-08-07 12:00');
    const barred = contactFacts({ endpoint: { doNotCall: listed } });
    expect(decide(barred, now)).toMatchObject({ verdict: 'block', next_lawful_at: null });
    expect(decide({ ...barred, action: { ...barred.action, debtIds: [D2] } }, now).verdict).toBe('block');
    expect(allowed(contactFacts(), now)).toBe(true);
  });
  it('F-10 an entry ends when it expires', () => {
    const expiring = listed.map((entry) => ({ ...entry, expiresAtMs: at('2026-08-08 00:00') }));
    const facts = contactFacts({ endpoint: { doNotCall: expiring } });
    expect(decide(facts, at('2026-08-07 23:59')).verdict).toBe('block');
    expect(allowed(facts, at('2026-08-08 12:00'))).toBe(true);
  });
});
