/** Boundary cases of the rule book, by id. Dates are those of the Official Interpretations, moved to 2026. */
import { describe, expect, it } from 'vitest';
import type { ContactFacts } from './facts.ts';
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

/** Expects DEFER to exactly this moment; at it the call is lawful, a millisecond before it is not. */
function expectDeferredTo(facts: ContactFacts, nowMs: number, nextMs: number): void {
  const decision = decide(facts, nowMs);
  expect(decision.verdict).toBe('defer');
  expect(decision.next_lawful_at).toBe(new Date(nextMs).toISOString());
  expect(isAllowed(decide(facts, nextMs))).toBe(true);
  expect(decide(facts, nextMs - 1).verdict).toBe('defer');
}
const expectAllowed = (facts: ContactFacts, nowMs: number): void => {
  expect(decide(facts, nowMs)).toMatchObject({ verdict: 'require', next_lawful_at: null });
};

const aprilDays = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `2026-04-0${from + index} 12:00`);
const sevenCalls = [attempt('2026-04-01 10:00'), ...aprilDays(2, 7).map((day) => attempt(day))];

describe('F-1 call frequency', () => {
  it('F-1 #1 the eighth call in Apr 1-7 waits until Apr 8 08:00', () => {
    const facts = contactFacts({ history: { attempts: sevenCalls } });
    expectDeferredTo(facts, at('2026-04-07 20:00'), at('2026-04-08 08:00'));
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
  it('F-1 counts calendar days: a call at 20:59 seven days ago no longer counts at 08:00', () => {
    const attempts = Array.from({ length: 7 }, () => attempt('2026-04-01 20:59'));
    expectAllowed(contactFacts({ history: { attempts } }), at('2026-04-08 08:00'));
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
    expectDeferredTo(facts, at('2026-04-08 12:00'), at('2026-04-09 09:00'));
  });
});

describe('F-2 conversation and consent', () => {
  const friday = contactFacts({ history: { conversations: [conversation('2026-08-14 10:00')] } });
  it('F-2 #1 conversation Aug 14 10:00, try Aug 14 15:00', () =>
    expectDeferredTo(friday, at('2026-08-14 15:00'), at('2026-08-21 08:00')));
  it('F-2 #2 try Thu Aug 20 20:59', () => expectDeferredTo(friday, at('2026-08-20 20:59'), at('2026-08-21 08:00')));
  it('F-2 #3 Fri Aug 21 08:00 is allowed', () => expectAllowed(friday, at('2026-08-21 08:00')));
  it('F-2 #4 an inbound conversation on Thu Aug 13 bars Wed Aug 19, not Thu Aug 20', () => {
    const facts = contactFacts({ history: { conversations: [conversation('2026-08-13 16:00')] } });
    expectDeferredTo(facts, at('2026-08-19 12:00'), at('2026-08-20 08:00'));
    expectAllowed(facts, at('2026-08-20 12:00'));
  });
  it('F-2 #5 "call back on Monday": Monday is excluded, Tuesday is not', () => {
    const talk = conversation('2026-04-03 10:00');
    const monday = consent('2026-04-03 10:05', {
      callId: talk.callId,
      usable: { from: '2026-04-06', until: '2026-04-06' },
    });
    const facts = contactFacts({ history: { conversations: [talk], consents: [monday] } });
    expectAllowed(facts, at('2026-04-06 12:00'));
    expectDeferredTo(facts, at('2026-04-07 12:00'), at('2026-04-10 08:00'));
    expectDeferredTo(facts, at('2026-04-03 15:00'), at('2026-04-06 08:00'));
  });
  it('F-2 #6 consent without a day ends with the conversation of Mon Apr 6', () => {
    const first = conversation('2026-04-03 10:00');
    const facts = contactFacts({
      history: {
        conversations: [first, conversation('2026-04-06 10:00')],
        consents: [consent('2026-04-03 10:05', { callId: first.callId })],
      },
    });
    expectDeferredTo(facts, at('2026-04-08 12:00'), at('2026-04-13 08:00'));
  });
  it('F-2 #7 eight calls under consent are excluded; Jun 11 is allowed and the first to count', () => {
    const before = ['2026-06-01 10:00', '2026-06-02 10:00', '2026-06-03 10:00'].map((day) => attempt(day));
    const days = ['2026-06-08', '2026-06-09', '2026-06-10'];
    const excluded = Array.from({ length: 8 }, (_, index) => attempt(`${days[index % 3] ?? ''} 1${index}:00`));
    const history = { attempts: [...before, ...excluded], consents: [consent('2026-06-04 09:00')] };
    const now = at('2026-06-11 12:00');
    expectAllowed(contactFacts({ history }), now);
    expect(decide(contactFacts({ history }), now).counted_attempts).toBe(0);
    const placed = { ...history, attempts: [...history.attempts, attempt('2026-06-11 12:00')] };
    expect(decide(contactFacts({ history: placed }), at('2026-06-11 13:00')).counted_attempts).toBe(1);
    expect(decide(contactFacts({ history: { attempts: history.attempts } }), now).counted_attempts).toBe(8);
  });
  it('F-2 #9 a conversation about D1 does not bar D2', () =>
    expectAllowed(
      contactFacts({
        action: { debtIds: [D2] },
        history: { conversations: [conversation('2026-08-14 10:00', { debtIds: [D1] })] },
      }),
      at('2026-08-14 15:00'),
    ));
  it('F-2 revoked consent no longer excludes', () => {
    const revoked = consent('2026-08-14 10:05', { revokedAtMs: at('2026-08-15 12:00') });
    const facts = contactFacts({
      history: {
        ...friday.history,
        consents: [{ ...revoked, callId: friday.history.conversations[0]?.callId ?? null }],
      },
    });
    expectAllowed(facts, at('2026-08-15 11:59'));
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
    expectDeferredTo(facts, at('2026-04-06 15:00'), at('2026-04-13 08:00'));
  });
});

describe('F-4 inconvenient times', () => {
  it('F-4 #1 one zone: [08:00:00, 21:00:00)', () => {
    const facts = contactFacts();
    expectDeferredTo(facts, at('2026-11-23 07:59:59'), at('2026-11-23 08:00:00'));
    expectAllowed(facts, at('2026-11-23 08:00:00'));
    expectAllowed(facts, at('2026-11-23 20:59:59'));
    expectDeferredTo(facts, at('2026-11-23 21:00:00'), at('2026-11-24 08:00'));
  });
  it('F-4 #2 a 212 mobile and a Californian address', () => {
    const facts = contactFacts({ location: { addresses: [{ region: 'CA', postalCode: '90012' }] } });
    expectDeferredTo(facts, at('2026-11-23 10:59'), at('2026-11-23 11:00'));
    expectAllowed(facts, at('2026-11-23 11:00'));
    expectAllowed(facts, at('2026-11-23 20:59'));
    expectDeferredTo(facts, at('2026-11-23 21:00'), at('2026-11-24 11:00'));
  });
  it('F-4 #3 a number on file that is not dialled counts too', () => {
    const phones = ['+12125550100', '+13035550100'].map((phoneNumber) => ({ phoneNumber, status: 'active' as const }));
    expectDeferredTo(contactFacts({ location: { phones } }), at('2026-11-23 09:30'), at('2026-11-23 10:00'));
  });
  it.each([
    ['2026-11-23', '13:00', '21:00'],
    ['2026-07-15', '14:00', '21:00'],
  ])('F-4 #4 a New York number and a Honolulu address on %s: %s-%s', (day, from, until) => {
    const facts = contactFacts({ location: { addresses: [{ region: 'HI', postalCode: '96813' }] } });
    expectDeferredTo(facts, at(`${day} 09:00`), at(`${day} ${from}`));
    expectAllowed(facts, at(`${day} 20:59:59`));
    expect(decide(facts, at(`${day} ${until}`)).verdict).toBe('defer');
  });
  it.each([
    ['2026-11-23', '08:00', '21:00'],
    ['2026-07-15', '08:00', '20:00'],
  ])('F-4 #5 a Phoenix number and a Denver ZIP on %s: %s-%s in Phoenix', (day, from, until) => {
    const zone = 'America/Phoenix';
    const facts = contactFacts({
      action: { phoneNumber: '+16025550100' },
      location: {
        phones: [{ phoneNumber: '+16025550100', status: 'active' }],
        addresses: [{ region: 'CO', postalCode: '80202' }],
      },
    });
    expectAllowed(facts, at(`${day} ${from}`, zone));
    expect(decide(facts, at(`${day} ${from}`, zone) - 1).verdict).toBe('defer');
    expectAllowed(facts, at(`${day} ${until}`, zone) - 1);
    expect(decide(facts, at(`${day} ${until}`, zone)).verdict).toBe('defer');
  });
  it('F-4 a stated location younger than a day replaces the rest, an older one does not', () => {
    const stated = { label: 'New York', zones: ['America/New_York'], statedAtMs: at('2026-11-22 09:00') };
    const facts = contactFacts({ location: { addresses: [{ region: 'CA', postalCode: '90012' }], stated } });
    expectAllowed(facts, at('2026-11-23 08:30'));
    expectDeferredTo(facts, at('2026-11-23 09:30'), at('2026-11-23 11:00'));
  });
  it.each(['2026-11-01', '2027-03-14'])('F-4 the day the clock changes (%s) keeps its local window', (day) => {
    const facts = contactFacts();
    expectDeferredTo(facts, at(`${day} 00:30`), at(`${day} 08:00`));
    expectAllowed(facts, at(`${day} 20:59:59`));
    expect(decide(facts, at(`${day} 21:00`)).verdict).toBe('defer');
  });
});

describe('F-7 cease communication', () => {
  const received = at('2026-08-06 09:00');
  const ceased = [
    { id: D1, reference: 'D1', isClosed: false, ceasedAtMs: received },
    { id: D2, reference: 'D2', isClosed: false, ceasedAtMs: null },
  ];
  it('F-7 #1 lawful before the notice is received, blocked from then on', () => {
    const facts = contactFacts({ debts: ceased });
    expectAllowed(facts, received - 1);
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
    expectAllowed(contactFacts(), now);
  });
  it('F-10 an entry ends when it expires', () => {
    const expiring = listed.map((entry) => ({ ...entry, expiresAtMs: at('2026-08-08 00:00') }));
    const facts = contactFacts({ endpoint: { doNotCall: expiring } });
    expect(decide(facts, at('2026-08-07 23:59')).verdict).toBe('block');
    expectAllowed(facts, at('2026-08-08 12:00'));
  });
});
