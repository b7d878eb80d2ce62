/**
 * `npm run compliance:evaluate -- cases.json …`: what the engine says to each case, as JSON on standard output, in the order
 * of the files. `-` reads standard input; `--schema` prints the JSON Schema of a case file instead.
 *
 * Exit status: 0 as expected, 1 a case expects something else, 2 a file cannot be read or is not a case file (each issue with
 * line and field on standard error, and nothing evaluated).
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { caseFileSchema, readCaseFile } from '../../shared/domain/compliance/cases/case-file.ts';
import { evaluateCase } from '../../shared/domain/compliance/cases/evaluate-cases.ts';
import { allPacks } from '../../shared/domain/compliance/packs/all.ts';
import { jsonSchemaOfFacts } from '../../shared/domain/compliance/cases/facts-schema.ts';

const names = process.argv.slice(2);

function printSchema(): void {
  const schema = z.toJSONSchema(caseFileSchema, { io: 'input' });
  console.log(JSON.stringify({ ...schema, $defs: { ...schema.$defs, facts: jsonSchemaOfFacts() } }, null, 2));
}

function evaluateFiles(): number {
  const files = names.map((name) => {
    try {
      return { name, read: readCaseFile(readFileSync(name === '-' ? 0 : name, 'utf8')) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { name, read: { ok: false as const, issues: [{ line: 0, column: 0, field: '', message }] } };
    }
  });
  for (const { name, read } of files) {
    for (const { line, column, field, message } of read.ok ? [] : read.issues)
      console.error([`${name}:${line}:${column}`, field, message].filter((part) => part !== '').join(': '));
  }
  if (files.some(({ read }) => !read.ok)) return 2;
  const cases = files.flatMap(({ name, read }) =>
    read.ok ? read.cases.map((each) => ({ file: name, ...evaluateCase(each) })) : [],
  );
  const failed = cases.filter(({ mismatches }) => mismatches.length > 0);
  const packs = allPacks.map(({ id, version, mode }) => ({ id, version, mode }));
  console.log(JSON.stringify({ packs, passed: cases.length - failed.length, failed: failed.length, cases }, null, 2));
  for (const { file, id, mismatches } of failed)
    for (const each of mismatches) console.error(`${file}: ${id}: ${each}`);
  return failed.length === 0 ? 0 : 1;
}

if (names.includes('--schema')) printSchema();
else if (names.length === 0) {
  console.error('Name at least one case file, or - for standard input. docs/compliance-cases.md describes them.');
  process.exitCode = 2;
} else process.exitCode = evaluateFiles();
