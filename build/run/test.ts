/**
 * `npm test`: builds the app, runs the unit and server tests (vitest, on an embedded PostgreSQL) and the end-to-end
 * specs (Playwright, on Electron or its stand-in), and closes with `N passed, N failed`. Needs nothing but Node and
 * what `npm ci` brought. `npm test -- unit` or `npm test -- e2e` runs one of the two.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { buildApp } from './build-app.ts';

const root = path.resolve(import.meta.dirname, '../..');
const results = path.join(root, 'test-results');
const wanted = process.argv.slice(2);
const runs = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

type Count = { passed: number; failed: number };

function run(script: string, runArguments: string[], environment: Record<string, string> = {}): number {
  const { status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.join(root, script), ...runArguments],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    },
  );
  return status ?? 1;
}

/** A run that broke without a failed test (a crash, an unhandled error) is a failure too. */
const honest = (count: Count, status: number): Count =>
  status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;

/** What both reporters' files say; zeros where a run ended before it could write one. */
const reportSchema = z.object({
  numPassedTests: z.number().default(0),
  numFailedTests: z.number().default(0),
  stats: z
    .object({ expected: z.number(), unexpected: z.number(), flaky: z.number() })
    .default({ expected: 0, unexpected: 0, flaky: 0 }),
});

function readReport(file: string): z.output<typeof reportSchema> {
  try {
    return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return reportSchema.parse({});
  }
}

function unit(): Count {
  const file = path.join(results, 'unit.json');
  const status = run('node_modules/vitest/vitest.mjs', [
    'run',
    '-c',
    'build/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const { numPassedTests, numFailedTests } = readReport(file);
  return honest({ passed: numPassedTests, failed: numFailedTests }, status);
}

function endToEnd(): Count {
  const file = path.join(results, 'e2e.json');
  const status = run('node_modules/@playwright/test/cli.js', ['test', '-c', 'build/playwright.config.ts'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const { expected, unexpected, flaky } = readReport(file).stats;
  return honest({ passed: expected, failed: unexpected + flaky }, status);
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const counts: Count[] = [];
if (runs('unit')) counts.push(unit());
if (runs('e2e')) {
  console.log(buildApp() ? 'Built the desktop app.' : 'The desktop app is already built from these sources.');
  counts.push(endToEnd());
}
const passed = counts.reduce((sum, each) => sum + each.passed, 0);
const failed = counts.reduce((sum, each) => sum + each.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
