/** Every situation is a case file that the command line takes, and the time line begins with what it answers. */
import { describe, expect, it } from 'vitest';
import { type ComplianceCase, readCaseFile } from '../../../../shared/domain/compliance/cases/case-file.ts';
import { evaluateCase } from '../../../../shared/domain/compliance/cases/evaluate-cases.ts';
import { allPacks } from '../../../../shared/domain/compliance/packs/all.ts';
import type { Verdict } from '../../../../shared/domain/compliance/rule.ts';
import { combineRows, timelineOf } from '../../../../shared/domain/compliance/timeline.ts';
import { textOfSituation } from './case-text.model.ts';
import { situations } from './situations.ts';

const nowMs = Date.parse('2026-11-23T19:14:20.000Z');

/** What each situation is about: the verdict, and the rule that decides or obliges. */
const about: Readonly<Record<string, readonly [Verdict, string]>> = {
  'ordinary-call': ['require', 'F-13'],
  'evening-call': ['require', 'F-13'],
  voicemail: ['require', 'REC'],
  text: ['require', 'F-13'],
  email: ['require', 'F-13'],
  letter: ['require', 'F-13'],
  massachusetts: ['defer', 'S-1b'],
  'new-york-city': ['block', 'S-2b-electronic'],
  'district-of-columbia': ['defer', 'S-4'],
  washington: ['defer', 'S-3-rolling'],
  'nevada-medical': ['block', 'S-9'],
  'several-zones': ['defer', 'F-4'],
  'stated-place': ['defer', 'F-4'],
  'place-unknown': ['block', 'F-8'],
  'seven-calls': ['defer', 'F-1'],
  'after-conversation': ['defer', 'F-2'],
  'asked-to-be-called': ['require', 'F-13'],
  'not-at-lunch': ['defer', 'F-4'],
  'not-at-work': ['block', 'F-5'],
  'wrong-number': ['block', 'F-1-wrong-number'],
  'do-not-call': ['block', 'F-10'],
  attorney: ['block', 'F-6'],
  cease: ['block', 'F-7'],
  bankruptcy: ['block', 'X-1'],
  'bankruptcy-claimed': ['block', 'X-1'],
  dispute: ['block', 'F-15'],
  deceased: ['block', 'F-17'],
  servicemember: ['review', 'F-4'],
  'card-payment': ['allow', 'P-1'],
  purge: ['defer', 'F-18'],
};

function caseOf(text: string): ComplianceCase {
  const file = readCaseFile(text);
  if (!file.ok) throw new Error(JSON.stringify(file.issues));
  const [first] = file.cases;
  if (!first) throw new Error('No case');
  return first;
}

describe('situations to begin with', () => {
  it.each(situations.map((each) => [each.id, each] as const))('%s is what it says', (id, situation) => {
    const each = caseOf(textOfSituation(situation, nowMs, {}));
    const { decision } = evaluateCase(each);
    const [verdict, ruleId] = about[id] ?? ['allow', 'nothing is said about this situation'];
    const ofRule = decision.findings.find((finding) => finding.rule_id === ruleId);
    const hard = decision.findings
      .filter((finding) => finding.verdict !== 'allow' && finding.mode === 'enforce')
      .map((finding) => `${finding.rule_id} ${finding.verdict}`);
    // What stands in the way is compared with nothing, so that a failure names it.
    expect({ verdict: decision.verdict, ofRule: ofRule?.verdict, hard }).toEqual({ verdict, ofRule: verdict, hard });
  });

  it.each(situations.map((each) => [each.id, each] as const))('%s: the time line begins with it', (_, situation) => {
    const each = caseOf(textOfSituation(situation, nowMs, { 'deskline-policy': 'shadow' }));
    const { decision } = evaluateCase(each);
    const rows = timelineOf({ packs: allPacks, facts: each.facts, fromMs: each.at, days: 1 });
    const first = rows.flatMap(({ packId, ruleId, spans }) =>
      spans.slice(0, 1).map(({ finding }) => [packId, ruleId, finding.verdict, finding.reason, finding.citation]),
    );
    expect(first).toEqual(
      decision.findings.map((said) => [said.pack_id, said.rule_id, said.verdict, said.reason, said.citation]),
    );
    const mode = new Map(decision.findings.map((said) => [said.pack_id, said.mode]));
    expect(combineRows(rows, (id) => mode.get(id) ?? 'enforce', each.at, 1)[0]?.verdict).toBe(decision.verdict);
  });
});
