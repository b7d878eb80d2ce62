import { useDeferredValue, useMemo, useState } from 'react';
import {
  type CaseFile,
  type ComplianceCase,
  readCaseFile,
} from '../../../../shared/domain/compliance/cases/case-file.ts';
import { evaluateCase } from '../../../../shared/domain/compliance/cases/evaluate-cases.ts';
import { allPacks } from '../../../../shared/domain/compliance/packs/all.ts';
import type { PackMode } from '../../../../shared/domain/compliance/rule.ts';
import { combineRows, TIMELINE_DAYS, timelineTasks } from '../../../../shared/domain/compliance/timeline.ts';
import { zonesOfFacts } from '../../../../shared/domain/compliance/timeline-moments.ts';
import { DAY_MS, orderRows } from './simulator.model.ts';
import { useSliced } from './use-sliced.ts';

/** The file as it is typed, and the last one that could be read, which stays in sight while the text is wrong. */
export function useCaseFile(text: string): { file: CaseFile; cases: readonly ComplianceCase[] } {
  const file = useMemo(() => readCaseFile(text), [text]);
  const [lastGood, setLastGood] = useState<readonly ComplianceCase[]>(file.ok ? file.cases : []);
  if (file.ok && file.cases !== lastGood) setLastGood(file.cases);
  return { file, cases: file.ok ? file.cases : lastGood };
}

const shippedModes = new Map(allPacks.map(({ id, mode }) => [id, mode]));

/** Everything that is seen of one case; the rules are asked again only when its facts or its moment are others. */
export function useSimulation(each: ComplianceCase, cursorMs: number | null) {
  const shown = useDeferredValue(each);
  // Typing a title reads the file anew; facts that say the same need no new answers.
  const key = JSON.stringify(shown.facts);
  const [kept, setKept] = useState({ key, facts: shown.facts });
  if (kept.key !== key) setKept({ key, facts: shown.facts });
  const facts = kept.key === key ? kept.facts : shown.facts;
  const fromMs = shown.at;
  const tasks = useMemo(() => timelineTasks({ packs: allPacks, facts, fromMs }), [facts, fromMs]);
  const { done: rows, isComplete } = useSliced(tasks);
  const { modes } = shown;
  const ordered = useMemo(() => {
    const modeOf = (packId: string): PackMode => modes[packId] ?? shippedModes.get(packId) ?? 'enforce';
    // Some of the rules together are no verdict: what is still to be asked may be what forbids it.
    return { ...orderRows(rows, modeOf), together: isComplete ? combineRows(rows, modeOf, fromMs) : [] };
  }, [rows, isComplete, modes, fromMs]);
  const untilMs = fromMs + TIMELINE_DAYS * DAY_MS;
  const atMs = cursorMs === null || cursorMs < fromMs || cursorMs >= untilMs ? fromMs : cursorMs;
  const result = useMemo(() => evaluateCase({ ...shown, facts, at: atMs }), [shown, facts, atMs]);
  const zones = useMemo(() => zonesOfFacts(facts, fromMs), [facts, fromMs]);
  return {
    facts,
    fromMs,
    untilMs,
    atMs,
    result,
    zones,
    isComplete,
    asked: rows.length,
    rules: tasks.length,
    ...ordered,
  };
}

export type Simulation = ReturnType<typeof useSimulation>;
