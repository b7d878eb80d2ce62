/**
 * `docs/compliance-coverage.md`: each rule of the engine, the file it stands in, and the boundary cases that hold it; and
 * each row of the rule book's tables, with the test that carries its id. `npm run compliance:coverage` writes it;
 * `compliance-coverage.test.ts` fails when it is not what the code says, or a row has no test.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { allPacks } from '../../shared/domain/compliance/packs/all.ts';

const root = path.resolve(import.meta.dirname, '../..');
export const coverageFile = path.join(root, 'docs/compliance-coverage.md');

/** The boundary cases printed in the rule book, by table: how many rows each has. Single ids are rows that are named, not numbered. */
const numbered: Readonly<Record<string, number>> = {
  'F-1': 8,
  'F-2': 9,
  'F-3': 4,
  'F-4': 9,
  'F-5': 5,
  'F-6': 4,
  'F-7': 5,
  'F-8': 7,
  'F-9': 4,
  'F-10': 5,
  'F-11': 5,
  'F-12': 5,
  'F-13': 6,
  'F-14': 6,
  'F-15': 5,
  'F-16': 5,
  'F-17': 5,
  'F-18': 5,
  'X-1': 6,
  'X-2': 5,
  T: 8,
  'T-4': 8,
  REC: 6,
  'P-1': 6,
  'P-2': 6,
  'P-3': 6,
  'P-4': 4,
  'P-5': 4,
  'P-6': 3,
  '5.2': 7,
  DNC: 5,
  RND: 6,
};
const named: Readonly<Record<string, number>> = { MA: 6, NY: 3, WA: 3, DC: 5, NV: 1 };

const count = (length: number): number[] => Array.from({ length }, (_, index) => index + 1);
export const rowIds: readonly string[] = [
  ...Object.entries(numbered).flatMap(([table, rows]) => count(rows).map((row) => `${table} #${row}`)),
  ...Object.entries(named).flatMap(([table, rows]) => count(rows).map((row) => `${table}-${row}`)),
];

type Found = { file: string; title: string };

/** Tests whose title begins with a row's id, by that id. */
export function findCases(): ReadonlyMap<string, Found[]> {
  const cases = new Map<string, Found[]>();
  const files = globSync('{shared,server,renderer,electron,test}/**/*.test.ts', { cwd: root }).toSorted();
  for (const file of files) {
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const [, , title = ''] of text.matchAll(
      /\bit(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\\n])+)\1/g,
    )) {
      const id = /^((?:[A-Z]+|\d\.\d|[FXTP]-\d+) #\d+|(?:MA|NY|WA|DC|NV)-\d+)\b/.exec(title)?.[1];
      if (id !== undefined) cases.set(id, [...(cases.get(id) ?? []), { file, title }]);
    }
  }
  return cases;
}

const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** The file that declares each rule, by rule id: its own, or the pack that gives a general rule this id. */
function ruleFiles(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const packs = globSync('shared/domain/compliance/packs/**/*.ts', { cwd: root }).toSorted();
  const rules = globSync('shared/domain/compliance/rules/**/*.ts', { cwd: root }).toSorted();
  for (const file of [...packs, ...rules].filter((each) => !each.endsWith('.test.ts'))) {
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const [, id = ''] of text.matchAll(/(?:\bid: |\(\s*)'([A-Z]-[\w-]*|[A-Z]\d?-[\w-]+|REC)'/g))
      found.set(id, file);
  }
  return found;
}

const tableOf = (rowId: string): string => rowId.replace(/ #\d+$/, '').replace(/^(MA|NY|WA|DC|NV)-\d+$/, '$1');

export async function describeCoverage(): Promise<string> {
  const cases = findCases();
  const files = ruleFiles();
  const rules = allPacks.flatMap((pack) => pack.rules.map((rule) => ({ pack, rule })));
  const lines = [
    '# Coverage of the compliance rules',
    '',
    'Written by `npm run compliance:coverage`; not edited by hand. The engine is the shipped packs below; every boundary case',
    'of the rule book is a test that carries its id.',
    '',
    '## Packs',
    '',
    '| Pack | Version | Jurisdiction | Mode | In force |',
    '| --- | --- | --- | --- | --- |',
    ...allPacks.map(({ id, version, jurisdiction, mode, effectiveFromMs, effectiveUntilMs }) => {
      const until = effectiveUntilMs === null ? '' : ` until ${day(effectiveUntilMs)}`;
      return `| ${id} | ${version} | ${jurisdiction} | ${mode} | from ${day(effectiveFromMs)}${until} |`;
    }),
    '',
    'Packs of policy are no law: for an organization that has not decided about them they are in shadow. No pack is shipped as signed',
    'off; an organization records which of its counsel signed which version off.',
    '',
    '## What is uncertain in them, and which reading was taken',
    '',
    ...allPacks
      .filter(({ uncertainties }) => uncertainties.length > 0)
      .flatMap(({ id, uncertainties }) => [`### ${id}`, '', ...uncertainties.map((each) => `- ${each}`), '']),
    '## Rules',
    '',
    '| Rule | Says | Basis | Pack | File |',
    '| --- | --- | --- | --- | --- |',
    ...rules.map(({ pack, rule }) => {
      const basis = rule.isPolicy ? `policy: ${rule.citation}` : rule.citation;
      return `| ${rule.id} | ${rule.title} | ${basis} | ${pack.id} | \`${files.get(rule.id) ?? ''}\` |`;
    }),
    '',
    '## Boundary cases',
    '',
    '| Table | Rows | Case | Test |',
    '| --- | --- | --- | --- |',
    ...rowIds.map((rowId) => {
      const found = cases.get(rowId) ?? [];
      const tests = [...new Set(found.map(({ file }) => `\`${file}\``))].join(', ');
      return `| ${tableOf(rowId)} | ${rowId} | ${found.map(({ title }) => title.slice(rowId.length).trim().replaceAll('|', '/')).join('; ')} | ${tests} |`;
    }),
    '',
  ];
  return format(lines.join('\n'), { ...(await resolveConfig(coverageFile)), filepath: coverageFile });
}

if (import.meta.main) writeFileSync(coverageFile, await describeCoverage());
