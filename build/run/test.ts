/**
 * `npm test`: builds the app, runs the unit and server tests (vitest, on an embedded PostgreSQL) and the end-to-end
 * specs (Playwright, on Electron or its stand-in), and closes with `N passed, N failed`. Needs nothing but Node and
 * what `npm ci` brought. `npm test -- unit` or `npm test -- e2e` runs one of the two.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
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

function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
const numberAt = (source: unknown, name: string): number => {
  const value = typeof source === 'object' && source !== null ? (source as Record<string, unknown>)[name] : undefined;
  return typeof value === 'number' ? value : 0;
};

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
  const report = readJson(file);
  return honest({ passed: numberAt(report, 'numPassedTests'), failed: numberAt(report, 'numFailedTests') }, status);
}

function endToEnd(): Count {
  const file = path.join(results, 'e2e.json');
  const status = run('node_modules/@playwright/test/cli.js', ['test', '-c', 'build/playwright.config.ts'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const { stats } = readJson(file);
  return honest(
    { passed: numberAt(stats, 'expected'), failed: numberAt(stats, 'unexpected') + numberAt(stats, 'flaky') },
    status,
  );
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
