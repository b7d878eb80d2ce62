/** What holds for every limit of every pack: the moment of a deferral is exact, and one more contact never allows. */
import { describe, expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../../testing/seed.ts';
import { statePacks } from '../packs/states/all.ts';
import { rulesOf } from '../rule.ts';
import { at, attempt, contactFacts, D1, D2 } from '../testing/contact-facts.ts';
import { deferralOf, deferredTo, message } from '../testing/overlay-facts.ts';
import { contactFrequency } from './contact-frequency.ts';
import { overlayPack, STATED_LOCATION_MS, strictest } from '../packs/states/overlay.ts';

const oneInTwoDays = overlayPack({
  id: 'test',
  title: 'One call in two days',
  jurisdiction: 'US-MA',
  uncertainties: [],
  rules: [
    contactFrequency({ id: 'one', title: 'One call in two days', citation: 'Test', isPolicy: false })({
      ...strictest,
      jurisdiction: 'MA',
      placeName: 'Massachusetts',
      collectorTypes: null,
      maxContacts: 1,
      window: { kind: 'calendar-days', days: 2 },
      key: 'debt',
      channels: ['voice'],
      subject: 'calls',
      windowText: 'two days',
    }),
  ],
});

describe('a limit on contact', () => {
  it('counts days by the calendar of every zone the consumer may be in', () => {
    const phones = ['+16175550100', '+13105550100'].map((phoneNumber) => ({ phoneNumber, status: 'active' as const }));
    const attempts = [attempt('2026-04-06 22:00', {}, 'America/Los_Angeles')];
    const facts = contactFacts({ location: { phones }, history: { attempts } });
    /** Monday in Los Angeles, Tuesday in Boston: the later release stands. */
    expect(deferralOf(oneInTwoDays, 'one', facts, at('2026-04-07 12:00'))).toEqual(deferredTo(at('2026-04-09 00:00')));
  });
  it('counts where the consumer said they were among the rest, once that has grown old', () => {
    const statedAtMs = at('2026-04-07 12:00');
    const facts = contactFacts({
      action: { phoneNumber: '+16175550100' },
      location: {
        phones: [{ phoneNumber: '+16175550100', status: 'active' }],
        stated: { label: 'Guam', zones: ['Pacific/Guam'], statedAtMs },
      },
      /** Monday evening in Boston, Tuesday in Guam; the stated place is alone until Wednesday at noon of Boston. */
      history: { attempts: [attempt('2026-04-06 21:00')] },
    });
    expect(deferralOf(oneInTwoDays, 'one', facts, at('2026-04-07 13:00'))).toEqual(
      deferredTo(at('2026-04-09 00:00', 'Pacific/Guam')),
    );
    const ageing = contactFacts({
      ...facts,
      location: {
        ...facts.location,
        stated: { label: 'Guam', zones: ['Pacific/Guam'], statedAtMs: at('2026-04-07 07:00') },
      },
      history: { attempts: [attempt('2026-04-06 13:00')] },
    });
    expect(deferralOf(oneInTwoDays, 'one', ageing, at('2026-04-07 13:00'))).toEqual(
      deferredTo(at('2026-04-09 00:00', 'Pacific/Guam')),
    );
    /** Wednesday in Guam, Tuesday in Boston: the later release stands. */
    const aged = contactFacts({ ...ageing, history: { attempts: [attempt('2026-04-07 10:00')] } });
    expect(deferralOf(oneInTwoDays, 'one', aged, at('2026-04-07 13:00'))).toEqual(
      deferredTo(at('2026-04-10 00:00', 'Pacific/Guam')),
    );
    expect(STATED_LOCATION_MS).toBe(24 * 3_600_000);
  });
  it('is exact about its moment and never loosened by one more contact, over random histories of every pack', () => {
    const rounds = Number(process.env['ROUNDS'] ?? 60);
    const random = seededRandom(testSeed('contact frequency'));
    const below = (limit: number): number => Math.floor(random() * limit);
    const oneOf = <T>(...values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0];
    const rules = statePacks
      .flatMap((pack) => rulesOf(pack, 'contact'))
      .filter(({ parameters }) => 'maxContacts' in parameters);
    expect(rules.length).toBeGreaterThan(20);
    let deferrals = 0;
    for (let round = 0; round < rounds; round += 1) {
      /** Around both clock changes of the winter. */
      const nowMs = oneOf(at('2026-11-01 12:00'), at('2027-03-14 12:00')) + below(8 * 86_400_000);
      const past = (): number => nowMs - below(12 * 86_400_000);
      const debtIds = (): string[] | null => oneOf([D1], [D2], [D1, D2], null);
      const place = () => oneOf('home' as const, 'work' as const, 'mobile' as const, 'unknown' as const);
      const attempts = Array.from({ length: below(6) }, () =>
        attempt('2026-01-01', {
          placedAtMs: past(),
          debtIds: debtIds(),
          place: place(),
          isAnswered: oneOf(true, false, null),
          reachedVoicemail: oneOf(true, false, null),
        }),
      );
      const messages = Array.from({ length: below(4) }, () =>
        message('2026-01-01', { sentAtMs: past(), debtIds: debtIds(), channel: oneOf('sms', 'email', 'letter') }),
      );
      const build = (calls: typeof attempts) =>
        contactFacts({
          action: { phoneNumber: '', channel },
          actor: { collectorType },
          endpoint: { place: here },
          location: { phones: [] },
          history: { attempts: calls, messages },
        });
      const channel = oneOf('voice' as const, 'sms' as const, 'email' as const);
      const collectorType = oneOf('creditor' as const, 'third-party' as const, 'debt-buyer' as const);
      const here = place();
      const facts = build(attempts);
      const more = build([...attempts, attempt('2026-01-01', { placedAtMs: past(), debtIds: null })]);
      for (const rule of rules) {
        const { verdict, next_lawful_at: next } = rule.evaluate(facts, nowMs);
        if (verdict !== 'defer') continue;
        deferrals += 1;
        const nextMs = Date.parse(next ?? '');
        const verdicts = [nextMs - 1, nextMs].map((moment) => rule.evaluate(facts, moment).verdict);
        expect([round, rule.id, verdicts]).toEqual([round, rule.id, ['defer', 'allow']]);
        expect([round, rule.id, rule.evaluate(more, nowMs).verdict]).toEqual([round, rule.id, 'defer']);
      }
    }
    expect(deferrals).toBeGreaterThan(rounds);
  });
});
