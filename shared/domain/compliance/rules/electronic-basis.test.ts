import { describe, expect, it } from 'vitest';
import type { ContactFacts } from '../facts/facts.ts';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, conversation, type FactsChange } from '../testing/contact-facts.ts';
import { electronicBasis } from './electronic-basis.ts';

const rule = electronicBasis({ creditorNoticeDays: 35, freshDays: 60, warnFromDay: 55, statedLocationMs: 86_400_000 });
const judge = (facts: ContactFacts, text: string): RuleFinding => rule.evaluate(facts, at(text));
const text = (endpoint: FactsChange['endpoint'], over: FactsChange = {}) =>
  contactFacts({ ...over, action: { channel: 'sms', ...over.action }, endpoint });
const email = (endpoint: FactsChange['endpoint'], over: FactsChange = {}, address = 'alex@gmail.com') =>
  contactFacts({ ...over, action: { channel: 'email', phoneNumber: '', address, ...over.action }, endpoint });

const texted = { lastUsedByConsumerAtMs: at('2026-09-01 15:00') };
const answered = (over: object = {}) => ({
  answer: 'no' as const,
  queriedAtMs: at('2026-10-20 09:00'),
  askedAboutOn: '2026-09-01',
  ...over,
});
const creditorRoute = (over: object = {}) => ({
  creditorRoute: {
    noticeSentOn: '2026-09-01',
    optOutUntilOn: '2026-10-06',
    namesThisCollector: true,
    hasOptedOut: false,
    creditorUsedIt: true,
    ...over,
  },
});
const priorCollectorRoute = (over: object = {}) => ({
  priorCollectorRoute: { immediatelyPriorUsedIt: true, hadBasis: true, hasOptedOut: false, ...over },
});
const consented = (over: object = {}) => ({
  consents: [{ medium: 'sms' as const, receivedAtMs: at('2026-09-01 15:00'), ...over }],
});
const verdictOfEmail = (action: NonNullable<FactsChange['action']>) =>
  judge(email({}, { action }), '2026-11-15 12:00').verdict;

describe('F-8 texts', () => {
  it('F-8 #1 a text of Sep 1 holds on Oct 31, day 60, and not on Nov 1 without the database or a new text', () => {
    expect(judge(text(texted), '2026-10-31 23:59:59').verdict).toBe('allow');
    expect(judge(text(texted), '2026-11-01 00:00')).toMatchObject({ verdict: 'block', is_policy: false });
    const later = { lastUsedByConsumerAtMs: at('2026-10-30 09:00') };
    expect(judge(text(later), '2026-11-01 12:00').verdict).toBe('allow');
    const asked = { ...texted, reassignment: answered() };
    expect(judge(text(asked), '2026-11-01 12:00').verdict).toBe('allow');
  });

  it('F-8 #2 the database said no on Oct 20: Dec 15 (56 days) is allowed, Dec 20 (61 days) is not', () => {
    const facts = text({ ...texted, reassignment: answered() });
    expect(judge(facts, '2026-12-15 12:00').verdict).toBe('allow');
    expect(judge(facts, '2026-12-19 12:00').verdict).toBe('allow');
    expect(judge(facts, '2026-12-20 12:00').verdict).toBe('block');
  });

  it('F-8 who takes consent back after writing to us has opted out, until they write again', () => {
    const usedAtMs = at('2026-10-01 15:00');
    const taken = (medium: 'sms' | 'email', revokedText: string, over: object = {}) => ({
      lastUsedByConsumerAtMs: usedAtMs,
      consents: [{ medium, receivedAtMs: at('2026-09-01 15:00'), revokedAtMs: at(revokedText), ...over }],
    });
    for (const [write, medium] of [
      [text, 'sms'],
      [email, 'email'],
    ] as const) {
      expect(judge(write(taken(medium, '2026-10-02 09:00')), '2026-10-10 12:00').verdict).toBe('block');
      expect(judge(write(taken(medium, '2026-10-10 12:00:01')), '2026-10-10 12:00').verdict).toBe('allow');
      expect(judge(write(taken(medium, '2026-09-20 09:00')), '2026-10-10 12:00').verdict).toBe('allow');
      const ofOffers = taken(medium, '2026-10-02 09:00', { revokedFor: 'marketing' });
      expect(judge(write(ofOffers), '2026-10-10 12:00').verdict).toBe('allow');
    }
    expect(judge(text(taken('email', '2026-10-02 09:00')), '2026-10-10 12:00').verdict).toBe('allow');
  });

  it('F-8 #3 a number the consumer only phoned from is not texted', () => {
    const facts = text({}, { history: { conversations: [conversation('2026-09-01 15:00')] } });
    expect(judge(facts, '2026-09-02 12:00')).toMatchObject({ verdict: 'block', facts: { basis: null } });
  });

  it.each(['yes', 'no-data', 'unavailable'] as const)('F-8 the answer "%s" of the database is none', (answer) => {
    const facts = text({ ...texted, reassignment: answered({ answer }) });
    expect(judge(facts, '2026-12-15 12:00').verdict).toBe('block');
  });

  it('F-8 a number known to be reassigned is not texted within the sixty days either', () => {
    const facts = text({ ...texted, reassignment: answered({ answer: 'yes' }) });
    expect(judge(facts, '2026-10-25 12:00').reason).toContain('somebody else');
    expect(judge(facts, '2026-10-20 08:59').verdict).toBe('allow');
    const before = { answer: 'yes' as const, queriedAtMs: at('2026-08-31 09:00') };
    const textedSince = text({ ...texted, reassignment: answered(before) });
    expect(judge(textedSince, '2026-09-10 12:00').verdict).toBe('allow');
  });

  it('F-8 the database must have been asked about the day of the last text, and after it', () => {
    const askedAbout = (askedAboutOn: string) => text({ ...texted, reassignment: answered({ askedAboutOn }) });
    expect(judge(askedAbout('2026-09-02'), '2026-12-15 12:00').verdict).toBe('block');
    expect(judge(askedAbout('2026-08-31'), '2026-12-15 12:00').verdict).toBe('allow');
    const before = text({ ...texted, reassignment: answered({ queriedAtMs: at('2026-08-31 09:00') }) });
    expect(judge(before, '2026-11-15 12:00').verdict).toBe('block');
  });

  it('F-8 direct consent to texts is a basis while it is not withdrawn; another medium, or the creditor, is not', () => {
    expect(judge(text(consented()), '2026-09-02 12:00').verdict).toBe('allow');
    expect(judge(text(consented()), '2026-11-01 12:00').verdict).toBe('block');
    expect(judge(text(consented({ revokedAtMs: at('2026-09-02 12:00') })), '2026-09-02 12:00').verdict).toBe('block');
    expect(judge(text(consented({ medium: 'voice' })), '2026-09-02 12:00').verdict).toBe('block');
    expect(judge(text(consented({ givenTo: 'creditor' })), '2026-09-02 12:00').verdict).toBe('block');
  });

  it('F-8 warns from day 55 on', () => {
    expect(judge(text(texted), '2026-10-25 12:00').facts).toMatchObject({ days: 54, is_ending: false });
    const warned = judge(text(texted), '2026-10-26 12:00');
    expect(warned).toMatchObject({ verdict: 'allow', facts: { days: 55, is_ending: true } });
    expect(warned.reason).toContain('Only 5 days');
  });

  it('F-8 counts days where most of them have passed', () => {
    /** 00:30 in New York on Nov 1 is still Oct 31 in Los Angeles. */
    const location = { addresses: [{ region: 'CA', postalCode: '90012' }] };
    expect(judge(text(texted, { location }), '2026-11-01 00:30').verdict).toBe('block');
  });
});

describe('F-8 emails', () => {
  it('F-8 #4 the creditor gave 34 days: barred; 35 days, until Oct 6: first on Oct 7', () => {
    expect(judge(email(creditorRoute({ optOutUntilOn: '2026-10-05' })), '2026-11-15 12:00')).toMatchObject({
      verdict: 'block',
      is_policy: false,
    });
    const facts = email(creditorRoute());
    const first = at('2026-10-07 00:00');
    expect(judge(facts, '2026-10-06 12:00')).toMatchObject({
      verdict: 'defer',
      next_lawful_at: new Date(first).toISOString(),
    });
    expect(rule.evaluate(facts, first).verdict).toBe('allow');
    expect(rule.evaluate(facts, first - 1).verdict).toBe('defer');
  });

  it('F-8 #4 Oct 6 is over only when it is over everywhere', () => {
    const zone = 'America/Los_Angeles';
    const stated = { label: 'New York', zones: ['America/New_York'], statedAtMs: at('2026-10-06 01:30') };
    const phones = [{ phoneNumber: '+12125550100' }, { phoneNumber: '+12135550100' }];
    const first = at('2026-10-07 00:00', zone);
    for (const location of [{ phones }, { phones: phones.slice(1), stated }]) {
      const facts = email(creditorRoute(), { location });
      const { verdict, next_lawful_at: next } = judge(facts, '2026-10-06 12:00');
      const nextMs = Date.parse(next ?? '');
      expect(verdict).toBe('defer');
      expect(rule.evaluate(facts, nextMs).verdict).toBe('allow');
      expect(rule.evaluate(facts, nextMs - 1).verdict).toBe('defer');
      expect(nextMs).toBe('stated' in location ? at('2026-10-07 00:00') : first);
    }
  });

  it.each([
    'x@university.edu',
    'x@state.gov',
    'x@bigcorp.com',
    'x@mail.gmail.com',
    'x@gmail.com@bigcorp.com',
    'gmail.com',
  ])('F-8 #5 the creditor cannot open %s', (address) =>
    expect(judge(email(creditorRoute(), {}, address), '2026-10-15 12:00').verdict).toBe('block'),
  );

  it.each(['skip-trace', 'prior-collector'] as const)('F-8 #5 nor one that came from elsewhere: %s', (source) => {
    expect(judge(email({ ...creditorRoute(), source }), '2026-10-15 12:00').verdict).toBe('block');
  });

  it("F-8 #5 nor an employer's mailbox at a public domain", () => {
    const facts = email({ ...creditorRoute(), isEmployerProvided: true });
    expect(judge(facts, '2026-10-15 12:00').verdict).toBe('block');
    expect(judge(email(creditorRoute(), {}, 'Alex@GMail.com'), '2026-10-15 12:00').verdict).toBe('allow');
  });

  it.each([
    { namesThisCollector: false },
    { creditorUsedIt: false },
    { hasOptedOut: true },
    { hasOptedOut: null },
    { noticeSentOn: null },
    { optOutUntilOn: null },
  ])('F-8 the route of the creditor is closed with %o', (over) => {
    expect(judge(email(creditorRoute(over)), '2026-11-15 12:00').verdict).toBe('block');
  });

  it.each([
    ['creditor', 'allow'],
    ['consumer', 'allow'],
    ['unknown', 'allow'],
    ['skip-trace', 'block'],
  ] as const)('F-8 the creditor opens an address that the consumer gave: from %s, %s', (source, verdict) =>
    expect(judge(email({ ...creditorRoute(), source }), '2026-11-15 12:00').verdict).toBe(verdict),
  );

  it('F-8 #6 a chain in which the collector just before us never wrote an email is broken', () => {
    expect(judge(email(priorCollectorRoute({ immediatelyPriorUsedIt: false })), '2026-11-15 12:00').verdict).toBe(
      'block',
    );
    expect(judge(email(priorCollectorRoute()), '2026-11-15 12:00').verdict).toBe('allow');
  });

  it.each([{ hadBasis: false }, { hasOptedOut: true }, { hasOptedOut: null }])(
    'F-8 the route of the prior collector is closed with %o',
    (over) => expect(judge(email(priorCollectorRoute(over)), '2026-11-15 12:00').verdict).toBe('block'),
  );

  it('F-8 an address the consumer wrote from, or agreed to, is open at any domain', () => {
    const used = { lastUsedByConsumerAtMs: at('2026-09-01 15:00') };
    expect(judge(email(used, {}, 'x@university.edu'), '2027-09-01 12:00').verdict).toBe('allow');
    const consents = [{ medium: 'email' as const, receivedAtMs: at('2026-09-01 15:00') }];
    expect(judge(email({ consents }), '2026-09-02 12:00').verdict).toBe('allow');
    expect(judge(email({ consents }), '2026-09-01 14:59').verdict).toBe('block');
    expect(judge(email({}), '2026-09-02 12:00').verdict).toBe('block');
  });

  it('F-8 an opt-out closes every route but the one answer to a later email', () => {
    const receivedAtMs = at('2026-09-10 12:00');
    const mediumOptOuts = [{ medium: 'email' as const, address: 'alex@gmail.com', receivedAtMs }];
    const person = { mediumOptOuts };
    const used = { lastUsedByConsumerAtMs: at('2026-09-01 15:00') };
    expect(judge(email(used, { person }), '2026-09-11 12:00').verdict).toBe('block');
    const again = { lastUsedByConsumerAtMs: at('2026-09-12 09:00') };
    const replyTo = { channel: 'email' as const, receivedAtMs: at('2026-09-12 09:00') };
    expect(judge(email(again, { person, action: { replyTo } }), '2026-09-12 12:00').verdict).toBe('allow');
    expect(judge(email(again, { person }), '2026-09-12 12:00').verdict).toBe('block');
    expect(judge(email(used, { person, action: { replyTo } }), '2026-09-12 12:00').verdict).toBe('block');
  });
});

describe('F-8 and what it is not about', () => {
  it.each(['voice', 'voicemail', 'letter'] as const)('F-8 leaves a %s alone', (channel) => {
    expect(judge(contactFacts({ action: { channel } }), '2026-11-15 12:00').verdict).toBe('allow');
  });
  it('F-8 leaves what comes in, mail to professionals and the confirmation of an opt-out alone', () => {
    expect(verdictOfEmail({ direction: 'inbound' })).toBe('allow');
    expect(verdictOfEmail({ recipient: 'attorney' })).toBe('allow');
    const message = { messageClass: 'opt-out-confirmation' as const };
    expect(verdictOfEmail({ purposes: ['opt-out-confirmation'], message })).toBe('allow');
    expect(verdictOfEmail({ purposes: ['opt-out-confirmation', 'collection'], message })).toBe('block');
    expect(verdictOfEmail({ recipient: 'co-debtor' })).toBe('block');
  });
  it('F-8 knows no safe way to send direct messages', () => {
    const facts = contactFacts({ action: { channel: 'direct-message', address: '@alex' } });
    expect(judge(facts, '2026-11-15 12:00')).toMatchObject({ verdict: 'review', is_policy: true });
  });
});
