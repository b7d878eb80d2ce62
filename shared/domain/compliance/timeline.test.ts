/** The time line against brute force: every minute of two weeks, every rule, on random facts. `SEED` and `ROUNDS` repeat and widen it. */
import { describe, expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../testing/seed.ts';
import { askRule, evaluateContact } from './engine.ts';
import type { ContactFacts } from './facts/facts.ts';
import { allPacks, engineWith } from './packs/all.ts';
import { defineRule, type RulePack, type Ruling, rulesOf } from './rule.ts';
import { federalPack } from './packs/federal.ts';
import { at, attempt, contactFacts, D1, debt, NEW_YORK } from './testing/contact-facts.ts';
import { randomFacts } from './testing/random-facts.ts';
import { combineRows, timelineOf, type TimelineRow, type TimelineSpan } from './timeline.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const enforce = () => 'enforce' as const;

const rowOf = (rows: readonly TimelineRow[], ruleId: string): TimelineSpan[] =>
  rows.find((row) => row.ruleId === ruleId)?.spans ?? [];
const shape = (spans: readonly TimelineSpan[]) =>
  spans.map(({ fromMs, finding }) => [new Date(fromMs).toISOString(), finding.verdict]);
const spanAt = <S extends { fromMs: number; untilMs: number }>(spans: readonly S[], atMs: number): S | undefined =>
  spans.find(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs);

/** A day of each year's two changes of the clock, the day the rules of New York City moved, and an ordinary one. */
const starts = ['2026-03-02 09:13', '2026-10-24 17:47', '2026-12-28 08:00', '2026-08-25 00:00', '2026-05-11 21:00'];

describe('the time line of a rule', () => {
  it('has its edges where the hours begin and end, to the millisecond', () => {
    const fromMs = at('2026-11-23 20:00');
    const spans = rowOf(timelineOf({ packs: allPacks, facts: contactFacts(), fromMs, days: 2 }), 'F-4');
    expect(shape(spans)).toEqual([
      ['2026-11-24T01:00:00.000Z', 'allow'],
      ['2026-11-24T02:00:00.000Z', 'defer'],
      ['2026-11-24T13:00:00.000Z', 'allow'],
      ['2026-11-25T02:00:00.000Z', 'defer'],
      ['2026-11-25T13:00:00.000Z', 'allow'],
    ]);
    expect(spans.at(-1)?.untilMs).toBe(fromMs + 2 * DAY_MS);
  });

  it('ends a stated location one millisecond after its last, though nothing else happens then', () => {
    const statedAtMs = at('2026-11-23 20:30:15');
    const stated = { label: 'Honolulu', zones: ['Pacific/Honolulu'], statedAtMs };
    const facts = contactFacts({ location: { stated } });
    const spans = rowOf(timelineOf({ packs: allPacks, facts, fromMs: at('2026-11-24 20:00'), days: 1 }), 'F-4');
    const endMs = statedAtMs + DAY_MS + 1;
    expect(spanAt(spans, endMs)).toMatchObject({ fromMs: at('2026-11-24 20:00'), finding: { verdict: 'allow' } });
    // At 14:00 in Honolulu it is 19:00 in New York, so that only a later hour shows the change of place.
    expect(shape(spans).map(([moment]) => moment)).toContain('2026-11-25T02:00:00.000Z');
  });

  it('finds a change at an odd moment that no clock strikes: four hours, and seven days of 24 hours', () => {
    const placed = attempt('2026-11-23 12:34:56');
    const facts = contactFacts({
      history: { attempts: [placed, attempt('2026-11-20 12:30:01')] },
      location: { phones: [], addresses: [{ region: 'MA', postalCode: '02108' }] },
      action: { phoneNumber: '+16175550100' },
    });
    const rows = timelineOf({ packs: allPacks, facts, fromMs: at('2026-11-23 12:36') });
    expect(rowOf(rows, 'F-3').map(({ fromMs }) => fromMs)).toContain(placed.placedAtMs + 4 * 60 * MINUTE_MS);
    const massachusetts = rows.filter(({ packId }) => packId === 'us-ma').flatMap(({ spans }) => spans);
    expect(massachusetts.map(({ fromMs }) => fromMs)).toContain(at('2026-11-27 12:30:01'));
  });

  it('is empty where its pack is not in force, and begins and ends with it', () => {
    const bounds = { effectiveFromMs: at('2026-11-25 00:00'), effectiveUntilMs: at('2026-11-27 00:00') };
    const packs = [{ ...federalPack, ...bounds }];
    const during = timelineOf({ packs, facts: contactFacts(), fromMs: at('2026-11-23 12:00') });
    expect(rowOf(during, 'F-1').map(({ fromMs, untilMs }) => [fromMs, untilMs])).toEqual([
      [at('2026-11-25 00:00'), at('2026-11-27 00:00')],
    ]);
    const after = timelineOf({ packs, facts: contactFacts(), fromMs: at('2026-11-27 00:00') });
    expect(after.every(({ spans }) => spans.length === 0)).toBe(true);
    expect(combineRows(after, enforce, at('2026-11-27 00:00'))).toMatchObject([{ verdict: 'block' }]);
  });

  it('is drawn for payments and for the purge of records as well', () => {
    const zone = NEW_YORK;
    const record = { id: '', kind: 'recording', madeOn: '2026-11-22', debtIds: null, authorization: null } as const;
    const facts = {
      action: { kind: 'retention', act: 'purge', months: null },
      record,
      debts: [],
      holds: [{ reason: '', placedAtMs: 0, liftedAtMs: at('2029-11-25 10:20:30') }],
      ownPeriod: null,
      zone,
    } as const;
    const rows = timelineOf({ packs: allPacks, facts, fromMs: at('2029-11-20 12:00') });
    expect(shape(rowOf(rows, 'F-18'))).toEqual([
      [new Date(at('2029-11-20 12:00')).toISOString(), 'block'],
      [new Date(at('2029-11-25 10:20:30')).toISOString(), 'allow'],
    ]);
  });
});

/** A minute and a half is missed unless the moment at which it begins is one of those looked at. */
const SHORT_MS = 90_000;
const addedAtMs = at('2026-10-20 10:17:03');
const zone = 'America/Chicago';
const shortMoments: readonly (readonly [string, number])[] = [
  ['when a moment of the facts comes', at('2026-10-29 11:11:11')],
  ['a length that a pack names after a moment of the facts', addedAtMs + 9 * DAY_MS + 4_321_000],
  ['whole days of 24 hours after a moment of the facts', addedAtMs + 11 * DAY_MS],
  ['at midnight where the consumer is', at('2026-10-30 00:00', zone)],
  ['at midnight where the country ends', at('2026-10-30 00:00', 'Pacific/Pago_Pago')],
  ['at midnight where the country begins', at('2026-10-30 00:00', 'Pacific/Guam')],
  ['at an hour that a pack names', at('2026-10-30 10:13', zone)],
  ['at an hour that the consumer names', at('2026-10-30 15:37', zone)],
  ['at an hour that comes twice, the second time', at('2026-11-01 01:22', zone) + 3_600_000],
  ['when the clock is put back', at('2026-11-01 01:00', zone) + 3_600_000],
];

describe('no short answer is missed', () => {
  const preference = { kind: 'not-then', fromMinute: 15 * 60 + 37, untilMinute: 82, recordedAtMs: addedAtMs } as const;
  const facts = contactFacts({
    action: { phoneNumber: '+13125550100' },
    location: { phones: [{ phoneNumber: '+13125550100' }] },
    endpoint: { doNotCall: [{ addedAtMs, expiresAtMs: at('2026-10-29 11:11:11') }] },
    consumer: { timePreferences: [preference] },
  });
  it.each(shortMoments)('%s', (_, momentMs) => {
    const rule = defineRule({ id: 'short', title: '', citation: '', isPolicy: false }, (_facts, nowMs): Ruling => ({
      verdict: momentMs <= nowMs && nowMs < momentMs + SHORT_MS ? 'block' : 'allow',
      reason: '',
    }))({ graceMs: 9 * DAY_MS + 4_321_000, fromMinute: 10 * 60 + 13 });
    const packs: RulePack[] = [{ ...federalPack, rules: [rule] }];
    const [row] = timelineOf({ packs, facts, fromMs: at('2026-10-25 12:00') });
    expect(row?.spans.slice(1).map((span) => [span.fromMs, span.finding.verdict])).toEqual([
      [momentMs, 'block'],
      [momentMs + SHORT_MS, 'allow'],
    ]);
  });
});

describe('a bound that is included', () => {
  it('is found when the answer is the old one again at the very next moment of change', () => {
    const fromMs = at('2026-11-23 10:00');
    const [addedMs, expiresMs] = [at('2026-11-24 11:11:11'), at('2026-11-24 11:12:11')];
    const facts = contactFacts({ endpoint: { doNotCall: [{ addedAtMs: addedMs, expiresAtMs: expiresMs }] } });
    const rule = defineRule({ id: 'after', title: '', citation: '', isPolicy: false }, (_facts, nowMs): Ruling => ({
      verdict: addedMs < nowMs && nowMs < expiresMs ? 'block' : 'allow',
      reason: '',
    }))({});
    const [row] = timelineOf({ packs: [{ ...federalPack, rules: [rule] }], facts, fromMs });
    expect(row?.spans.slice(1).map((span) => span.fromMs)).toEqual([addedMs + 1, expiresMs]);
  });
});

describe('the rows together', () => {
  it('leave rows in shadow without a say, and nothing allowed by rows in shadow alone', () => {
    const fromMs = at('2026-11-23 12:00');
    const facts = contactFacts({ debts: [debt({ ceasedAtMs: at('2026-11-25 09:00') })] });
    const rows = timelineOf({ packs: allPacks, facts, fromMs });
    expect(combineRows(rows, enforce, fromMs).at(-1)?.verdict).toBe('block');
    const withoutFederal = combineRows(rows, (id) => (id === 'us-federal' ? 'shadow' : 'enforce'), fromMs);
    expect(withoutFederal.every(({ verdict }) => verdict !== 'block')).toBe(true);
    expect(combineRows(rows, () => 'shadow', fromMs)).toMatchObject([{ verdict: 'block' }]);
  });
});

/** Every minute, and a moment inside it that no clock strikes. */
function compare(rows: readonly TimelineRow[], facts: ContactFacts, fromMs: number, random: () => number): string[] {
  const wrong: string[] = [];
  const rules = allPacks.flatMap((pack) => rulesOf(pack, 'contact').map((rule) => ({ pack, rule })));
  for (const [index, { pack, rule }] of rules.entries()) {
    const { spans = [] } = rows[index] ?? {};
    for (let minute = 0; minute < 14 * 1440; minute += 1) {
      const minuteMs = Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS + minute * MINUTE_MS;
      for (const atMs of minute % 16 === 0 ? [minuteMs, minuteMs + 1 + Math.floor(random() * 59_998)] : [minuteMs]) {
        const span = spanAt(spans, atMs);
        if (!span) continue;
        const found = askRule(rule, pack, facts, atMs);
        const isSame = found.verdict === span.finding.verdict && found.citation === span.finding.citation;
        if (!isSame)
          wrong.push(
            `${pack.id} ${rule.id} ${new Date(atMs).toISOString()}: ${span.finding.verdict}, asked ${found.verdict}`,
          );
      }
    }
    for (const { fromMs: edgeMs, finding } of spans.slice(1)) {
      const before = askRule(rule, pack, facts, edgeMs - 1);
      const codes = [before, finding].map(({ obligations, verdict, citation, is_policy, override }) =>
        JSON.stringify([verdict, citation, is_policy, override, obligations.map(({ code }) => code)]),
      );
      if (codes[0] === codes[1]) wrong.push(`${pack.id} ${rule.id} ${new Date(edgeMs).toISOString()}: no edge`);
    }
  }
  return wrong;
}

describe('the time line against brute force', () => {
  const rounds = Number(process.env['ROUNDS'] ?? 5);
  it(`is the same at every minute of two weeks on ${rounds} random histories, and opens no later than the engine says`, () => {
    const random = seededRandom(testSeed('timeline'));
    for (let round = 0; round < rounds; round += 1) {
      const fromMs = at(starts[round % starts.length] ?? '2026-05-11 21:00') + Math.floor(random() * 36e5);
      const facts = randomFacts(random, fromMs);
      const rows = timelineOf({ packs: allPacks, facts, fromMs });
      expect(compare(rows, facts, fromMs, random).slice(0, 5), `round ${round}`).toEqual([]);
      const decision = evaluateContact(engineWith({}), facts, fromMs);
      const together = combineRows(rows, (id) => allPacks.find((pack) => pack.id === id)?.mode ?? 'enforce', fromMs);
      expect(together[0]?.verdict, `round ${round}`).toBe(decision.verdict);
      // The moment a rule names may come later than its first: never earlier, and never one that is not lawful.
      const nextMs = Date.parse(decision.next_lawful_at ?? '');
      const opening = spanAt(together, nextMs)?.verdict ?? 'allow';
      expect(['allow', 'require'], `round ${round}`).toContain(opening);
      const first = together.find(({ verdict }) => verdict === 'allow' || verdict === 'require');
      expect(first && first.fromMs > nextMs, `round ${round}`).not.toBe(true);
    }
  }, 600_000);

  it('has spans without gaps or overlaps', () => {
    const random = seededRandom(testSeed('timeline spans'));
    for (let round = 0; round < 20; round += 1) {
      const fromMs = at('2026-06-01 00:00') + Math.floor(random() * 300 * DAY_MS);
      const facts = randomFacts(random, fromMs);
      expect(facts.action.debtIds).toContain(D1);
      for (const { spans } of timelineOf({ packs: allPacks, facts, fromMs, days: 5 })) {
        const lengths = spans.map((span) => span.untilMs - span.fromMs);
        expect(Math.min(1, ...lengths)).toBe(1);
        expect(spans.slice(1).map((span) => span.fromMs)).toEqual(spans.slice(0, -1).map(({ untilMs }) => untilMs));
      }
    }
  }, 600_000);
});
