/**
 * The engine and the second reading answer alike, rule by rule, on random histories. `READING_HISTORIES` says on how many,
 * `SEED` repeats a run: the history that fails is named with the seed that makes it alone the first.
 */
import { describe, expect, it } from 'vitest';
import { evaluateContact } from '../../../shared/domain/compliance/engine.ts';
import { factsSchema } from '../../../shared/domain/compliance/facts/facts.ts';
import { complianceEngine } from '../../../shared/domain/compliance/packs/all.ts';
import { type Verdict, verdictOrder } from '../../../shared/domain/compliance/rule.ts';
import { testSeed } from '../../../shared/testing/seed.ts';
import { historyOf, type RandomHistory } from './histories.ts';
import { openQuestionOf } from './open-questions.ts';
import { read, readRules, type ReadRule } from './reading.ts';
import { smallestThat } from './smaller.ts';

const histories = Number(process.env['READING_HISTORIES'] ?? 3000);
/** Rules whose finding must be there. S-1b joins them as soon as the pack of Massachusetts is shipped. */
const mandatory: readonly ReadRule[] = ['F-1', 'F-2', 'F-4', 'S-1b'];
/** The engine's findings that together are one rule of the rule book. */
const findingsOf: Readonly<Record<ReadRule, readonly string[]>> = {
  'F-1': ['F-1'],
  'F-2': ['F-2'],
  'F-4': ['F-4'],
  'S-1b': ['S-1b', 'S-1b-away', 'S-1b-every-call', 'S-1b-away-every-call'],
};
/** The packs that hold the compared rules; every rule of a pack is asked, and the other packs have no say about these four. */
const comparedEngine = {
  ...complianceEngine,
  packs: complianceEngine.packs.filter(({ rules }) =>
    rules.some(({ id }) => Object.values(findingsOf).flat().includes(id)),
  ),
};
const hardness = ({ verdict }: { verdict: Verdict }): number => verdictOrder.indexOf(verdict);

/** `kind` says in the summary what was compared: the verdict, or why it was not. */
type Compared = { rule: ReadRule; engine: string; reading: string; kind: string };

/** The answers of both to one history, as text: verdict, and the first lawful moment of a deferral. */
function compare({ input, whereabouts, nowMs }: RandomHistory): Compared[] {
  const facts = factsSchema.parse(input);
  const { findings } = evaluateContact(comparedEngine, facts, nowMs);
  return readRules.flatMap((rule) => {
    const own = findings.filter(({ rule_id }) => findingsOf[rule].includes(rule_id));
    const hardest = own.toSorted((one, other) => hardness(other) - hardness(one))[0];
    if (hardest === undefined) {
      if (mandatory.includes(rule)) throw new Error(`The engine has no finding of ${rule}.`);
      return [];
    }
    const { verdict, nextLawfulAtMs } = read(rule, facts, whereabouts, nowMs);
    const question = openQuestionOf(rule, facts);
    if (question !== null) return [{ rule, engine: '', reading: '', kind: `left out (${question})` }];
    const next = nextLawfulAtMs === null ? 'no moment' : new Date(nextLawfulAtMs).toISOString();
    const latest = own
      .map(({ next_lawful_at }) => next_lawful_at ?? '')
      .toSorted()
      .at(-1);
    const engineNext = hardest.verdict === 'defer' && latest !== undefined && latest !== '' ? latest : 'no moment';
    const answer = `${hardest.verdict}, ${engineNext}`;
    return [{ rule, engine: answer, reading: `${verdict}, ${next}`, kind: verdict }];
  });
}

const disagrees = ({ engine, reading }: Compared): boolean => engine !== reading;

/** What both say about the smallest part of this history on which they still disagree. */
function describeDisagreement(seed: number, history: RandomHistory): string {
  const first = compare(history).find(disagrees);
  if (first === undefined) return `SEED=${seed}: other answers when asked again`;
  const differs = (each: RandomHistory) =>
    compare(each).some((answers) => answers.rule === first.rule && disagrees(answers));
  const smallest = smallestThat(history, differs);
  const answers = compare(smallest).find(({ rule }) => rule === first.rule) ?? first;
  return [
    `${answers.rule}: the engine says ${answers.engine}; the second reading says ${answers.reading}`,
    `SEED=${seed} READING_HISTORIES=1, at ${new Date(smallest.nowMs).toISOString()} (${smallest.nowMs})`,
    `zones ${smallest.whereabouts.zones.join(' ')}, facts ${JSON.stringify(smallest.input)}`,
  ].join('\n');
}

describe('the engine and a second reading of the rule book', () => {
  it(`agree on ${histories} random histories`, { timeout: 3_600_000 }, () => {
    const seed = testSeed('second reading');
    const kinds = new Map<string, number>();
    const startedAt = performance.now();
    for (let index = 0; index < histories; index += 1) {
      const history = historyOf(seed + index);
      const answers = compare(history);
      if (answers.some(disagrees)) throw new Error(describeDisagreement(seed + index, history));
      for (const { rule, kind } of answers) kinds.set(`${rule} ${kind}`, (kinds.get(`${rule} ${kind}`) ?? 0) + 1);
    }
    const perSecond = Math.round((histories * 1000) / (performance.now() - startedAt));
    const counts = [...kinds].map(([kind, count]) => `${kind} ${count}`).toSorted();
    console.info(`second reading: ${histories} histories, ${perSecond}/s\n  ${counts.join('\n  ')}`);
    // One history repeated alone need not allow anything; many that allow nothing would compare nothing.
    const fewest = histories < 100 ? 0 : 1;
    for (const rule of mandatory) {
      expect(kinds.get(`${rule} allow`) ?? 0, `${rule} was compared`).toBeGreaterThanOrEqual(fewest);
    }
  });
});
