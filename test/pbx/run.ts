/**
 * `npm run test:pbx`: the specs that need a real PBX. Fetches an Asterisk into the user's cache folder at the first run
 * (Debian packages only, nothing is installed), starts it on 127.0.0.1 with the dialplan of `resources/pbx`, runs the
 * specs, ends everything it started and closes with `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { installAsterisk } from './lab/install-asterisk.ts';

const root = path.resolve(import.meta.dirname, '../..');
const results = path.join(root, 'test-results');
const specsFile = path.join(results, 'pbx.json');

try {
  console.log(`pbx lab: Asterisk of ${installAsterisk()}`);
} catch (error) {
  console.error(`pbx lab: ${error instanceof Error ? error.message : String(error)}`);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}

function run(script: string, runArguments: readonly string[]): number {
  const { status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.join(root, script), ...runArguments],
    { cwd: root, stdio: 'inherit' },
  );
  return status ?? 1;
}

type Count = { passed: number; failed: number };
const specsSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

function countSpecs(): Count {
  try {
    const report = specsSchema.parse(JSON.parse(readFileSync(specsFile, 'utf8')));
    return { passed: report.numPassedTests, failed: report.numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

mkdirSync(results, { recursive: true });
rmSync(specsFile, { force: true });
const status = run('node_modules/vitest/vitest.mjs', [
  'run',
  '-c',
  'test/pbx/vitest.config.ts',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${specsFile}`,
  ...process.argv.slice(2),
]);
const { passed, failed: counted } = countSpecs();
// A run that broke without a failed test is a failure too.
const failed = status !== 0 && counted === 0 ? 1 : counted;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
