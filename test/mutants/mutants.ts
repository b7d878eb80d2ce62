/** What is broken on purpose, one thing at a time, and the tests that must notice. */

export type Mutant = {
  name: string;
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  replace: string;
  /** What vitest is asked to run: folders or files. */
  tests: readonly string[];
};

const domain = ['shared/domain/compliance'];
const gate = ['server/features/calls/gate.int.test.ts', 'server/features/calls/other-numbers.int.test.ts'];

export const mutants: readonly Mutant[] = [
  {
    name: 'an eighth call in seven days: < for <= at the limit of F-1',
    file: 'shared/domain/compliance/rules/call-frequency.ts',
    find: 'if (attempts.length < maxAttempts) continue;',
    replace: 'if (attempts.length <= maxAttempts) continue;',
    tests: domain,
  },
  {
    name: 'nine in the evening is still evening: < for <= in F-4',
    file: 'shared/domain/compliance/convenient-times.ts',
    find: 'const isUsual = minutes >= fromMinute && minutes < untilMinute;',
    replace: 'const isUsual = minutes >= fromMinute && minutes <= untilMinute;',
    tests: domain,
  },
  {
    name: 'eight in the morning is still night: > for >= in F-4',
    file: 'shared/domain/compliance/convenient-times.ts',
    find: 'const isUsual = minutes >= fromMinute && minutes < untilMinute;',
    replace: 'const isUsual = minutes > fromMinute && minutes < untilMinute;',
    tests: domain,
  },
  {
    name: 'a window of six days',
    file: 'shared/domain/compliance/packs/federal.ts',
    find: 'windowDays: 7,',
    replace: 'windowDays: 6,',
    tests: domain,
  },
  {
    name: 'a window of eight days',
    file: 'shared/domain/compliance/packs/federal.ts',
    find: 'windowDays: 7,',
    replace: 'windowDays: 8,',
    tests: domain,
  },
  {
    name: 'six days after a conversation',
    file: 'shared/domain/compliance/packs/federal.ts',
    find: 'conversationBar({ barDays: 7,',
    replace: 'conversationBar({ barDays: 6,',
    tests: domain,
  },
  {
    name: 'the last zone is ignored',
    file: 'shared/domain/compliance/zones/candidate-zones.ts',
    find: 'const zones = [...sources].map(',
    replace: 'const zones = [...sources].slice(0, Math.max(1, sources.size - 1)).map(',
    tests: domain,
  },
  {
    name: 'a rule that cannot answer is skipped',
    file: 'shared/domain/compliance/engine.ts',
    find: "      verdict: 'block',\n      reason: 'This rule could not be evaluated",
    replace: "      verdict: 'allow',\n      reason: 'This rule could not be evaluated",
    tests: domain,
  },
  {
    name: 'nothing is known about where the consumer is, and nothing is assumed',
    file: 'shared/domain/compliance/zones/candidate-zones.ts',
    find: "if (isGuess) add(anywhereInTheStates, 'place not known');",
    replace: '',
    tests: domain,
  },
  {
    name: 'the dates of a pack are ignored',
    file: 'shared/domain/compliance/engine.ts',
    find: 'pack.effectiveFromMs <= atMs && (pack.effectiveUntilMs === null || atMs < pack.effectiveUntilMs);',
    replace: 'pack.effectiveFromMs <= atMs || atMs < (pack.effectiveUntilMs ?? Infinity);',
    tests: domain,
  },
  {
    name: 'the lock on the person is gone',
    file: 'server/features/compliance/contact-target.read-model.ts',
    find: '      .forNoKeyUpdate()\n',
    replace: '',
    tests: gate,
  },
  {
    name: 'the lock on the number is gone',
    file: 'server/features/compliance/contact-target.read-model.ts',
    find: 'select pg_advisory_xact_lock(hashtextextended(',
    replace: 'select abs(hashtextextended(',
    tests: gate,
  },
  {
    name: 'a row of the ledger is changed in place',
    file: 'server/features/calls/contact-ledger.store.ts',
    find: '  if (values.length === 0) return;\n',
    replace:
      "  if (values.length === 0) return;\n  await database.updateTable('contact_ledger').set({ recorded_at: recorded.at }).where('call_id', '=', subject.callId).execute();\n",
    tests: gate,
  },
];
