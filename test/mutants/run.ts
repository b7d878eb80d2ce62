/**
 * `npm run test:mutants`: breaks one thing of the compliance engine or the gate at a time and runs the tests that must turn
 * red. Parts of names choose: `npm run test:mutants -- zone`. Closes with `N passed, N failed`: a mutant that a test notices
 * has passed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type Mutant, mutants } from './mutants.ts';

const root = path.resolve(import.meta.dirname, '../..');
const reportSchema = z.object({ numFailedTests: z.number() });
const words = process.argv.slice(2);

/** How many tests failed; null when the run broke down without a word, which shows nothing. */
function failedTests(index: number, { tests }: Mutant): number | null {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deskline-mutant-'));
  const report = path.join(folder, 'report.json');
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const configuration = path.join(import.meta.dirname, 'mutants.config.ts');
  spawnSync(
    process.execPath,
    [vitest, 'run', '-c', configuration, '--bail=1', '--reporter=json', `--outputFile=${report}`, ...tests],
    { cwd: root, stdio: 'ignore', env: { ...process.env, DESKLINE_MUTANT: String(index) } },
  );
  try {
    return reportSchema.parse(JSON.parse(readFileSync(report, 'utf8'))).numFailedTests;
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let passed = 0;
let failed = 0;
for (const [index, mutant] of mutants.entries()) {
  if (!words.every((word) => mutant.name.includes(word))) continue;
  const red = failedTests(index, mutant);
  const isNoticed = red !== null && red > 0;
  if (isNoticed) passed += 1;
  else failed += 1;
  console.log(`${isNoticed ? 'noticed' : red === null ? 'BROKE DOWN' : 'SURVIVED'}: ${mutant.name} (${mutant.file})`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
