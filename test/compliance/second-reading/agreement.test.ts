/**
 * The engine and the second reading answer alike, rule by rule, on random histories. `READING_HISTORIES` says on how many,
 * `SEED` repeats a run: the history that fails is named with the seed that makes it alone the first.
 */
import { describe, expect, it } from 'vitest';
import { evaluateContact } from '../../../shared/domain/compliance/engine.ts';
import { factsSchema } from '../../../shared/domain/compliance/facts/facts.ts';
import { complianceEngine } from '../../../shared/domain/compliance/packs/all.ts';
import { testSeed } from '../../../shared/testing/seed.ts';
import { historyOf, type RandomHistory } from './histories.ts';
import { read, readRules, type ReadRule } from './reading.ts';
import { smallestThat } from './smaller.ts';

const histories = Number(process.env['READING_HISTORIES'] ?? 3000);
/** Rules whose finding must be there. S-1b joins them as soon as the pack of Massachusetts is shipped. */
const mandatory: readonly ReadRule[] = ['F-1', 'F-2', 'F-4'];

type Compared = { rule: ReadRule; engine: string; reading: string };

/** The answers of both to one history, as text: verdict, and the first lawful moment of a deferral. */
function compare({ input, whereabouts, nowMs }: RandomHistory): Compared[] {
  const facts = factsSchema.parse(input);
  const { findings } = evaluateContact(complianceEngine, facts, nowMs);
  return readRules.flatMap((rule) => {
    const finding = findings.find((each) => each.rule_id === rule);
    if (finding === undefined) {
      if (mandatory.includes(rule)) throw new Error(`The engine has no finding of ${rule}.`);
      return [];
    }
    const { verdict, nextLawfulAtMs } = read(rule, facts, whereabouts, nowMs);
    const next = nextLawfulAtMs === null ? 'no moment' : new Date(nextLawfulAtMs).toISOString();
    return [
      {
        rule,
        engine: `${finding.verdict}, ${finding.next_lawful_at ?? 'no moment'}`,
        reading: `${verdict}, ${next}`,
      },
    ];
  });
}

const disagrees = ({ engine, reading }: Compared): boolean => engine !== reading;

/** Null when both agree on this history. */
function disagreement(seed: number, history: RandomHistory): string | null {
  const first = compare(history).find(disagrees);
  if (first === undefined) return null;
  const differs = (each: RandomHistory) => compare(each).some((it) => it.rule === first.rule && disagrees(it));
  const smallest = smallestThat(history, differs);
  const answers = compare(smallest).find((it) => it.rule === first.rule) ?? first;
  return [
    `${answers.rule}: the engine says ${answers.engine}; the second reading says ${answers.reading}`,
    `SEED=${seed} READING_HISTORIES=1, at ${new Date(smallest.nowMs).toISOString()} (${smallest.nowMs})`,
    `zones ${smallest.whereabouts.zones.join(' ')}, facts ${JSON.stringify(smallest.input)}`,
  ].join('\n');
}

describe('the engine and a second reading of the rule book', () => {
  it(`agree on ${histories} random histories`, { timeout: 3_600_000 }, () => {
    const seed = testSeed('second reading');
    const compared = new Map<string, number>();
    const startedAt = performance.now();
    for (let index = 0; index < histories; index += 1) {
      const history = historyOf(seed + index);
      const answers = compare(history);
      if (answers.some(disagrees))
        expect.fail(disagreement(seed + index, history) ?? 'the answer changed when asked again');
      for (const { rule, reading } of answers) {
        const key = `${rule} ${reading.split(',')[0]}`;
        compared.set(key, (compared.get(key) ?? 0) + 1);
      }
    }
    const perSecond = Math.round((histories * 1000) / (performance.now() - startedAt));
    const counts = [...compared].toSorted().map(([key, count]) => `${key} ${count}`);
    console.info(`second reading: ${histories} histories, ${perSecond}/s; compared: ${counts.join(', ')}`);
    for (const rule of mandatory) expect(counts.some((count) => count.startsWith(`${rule} `))).toBe(true);
  });
});
