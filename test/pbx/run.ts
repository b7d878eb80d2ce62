/**
 * `npm run test:pbx`: the specs that need a real PBX. Fetches Asterisk and Kamailio into the user's cache folder at the first run
 * (Debian packages only, nothing is installed), starts them on 127.0.0.1 with the dialplan of `resources/pbx`, runs the
 * specs, ends everything it started and closes with `N passed, N failed`. `npm run test:pbx -- calls` or `-- story` runs one
 * of the two parts, `-- calls test/pbx/transfer.pbx.ts` a single file of it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { buildApp } from '../../build/run/build-app.ts';
import { installAsterisk, installKamailio } from './lab/install.ts';

const root = path.resolve(import.meta.dirname, '../..');
const results = path.join(root, 'test-results');
const parts = ['calls', 'story'] as const;
type Part = (typeof parts)[number];
const isPart = (text: string): text is Part => parts.some((part) => part === text);
const wanted = process.argv.slice(2);
const wantedParts = wanted.filter(isPart);
/** Parts of file names, and options of the test runner. */
const filters = wanted.filter((text) => !isPart(text));
const runs = (part: Part): boolean => wantedParts.length === 0 || wantedParts.includes(part);

type Count = { passed: number; failed: number };

function run(script: string, runArguments: readonly string[]): number {
  const { status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.join(root, script), ...runArguments],
    { cwd: root, stdio: 'inherit' },
  );
  return status ?? 1;
}

/** Reads a report; one that is missing counts nothing. */
function count(file: string, schema: z.ZodType<Count>): Count {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/** A run that broke without a failed test (a crash, an unhandled error) is a failure too. */
const honest = (counted: Count, status: number): Count =>
  status !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;

const callsReport = z
  .object({ numPassedTests: z.number(), numFailedTests: z.number() })
  .transform(({ numPassedTests, numFailedTests }): Count => ({ passed: numPassedTests, failed: numFailedTests }));
const storyReport = z
  .object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }) })
  .transform(({ stats }): Count => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }));

/** Phones in a browser: the gate, and what phones must be able to do. */
function calls(): Count {
  const file = path.join(results, 'pbx.json');
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const status = run('node_modules/vitest/vitest.mjs', [
    'run',
    '-c',
    'build/vitest.pbx.config.ts',
    ...reporters,
    ...filters,
  ]);
  return honest(count(file, callsReport), status);
}

/** The whole desktop app. */
function story(): Count {
  const file = path.join(results, 'pbx-story.json');
  rmSync(file, { force: true });
  try {
    console.log(buildApp() ? 'Built the desktop app.' : 'The desktop app is already built from these sources.');
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
  const status = run('node_modules/@playwright/test/cli.js', [
    'test',
    '-c',
    'build/playwright.pbx.config.ts',
    ...filters,
  ]);
  return honest(count(file, storyReport), status);
}

mkdirSync(results, { recursive: true });
try {
  console.log(`pbx lab: Asterisk of ${installAsterisk()}`);
  console.log(`pbx lab: Kamailio and rtpengine of ${installKamailio()}`);
} catch (error) {
  console.error(`pbx lab: ${error instanceof Error ? error.message : String(error)}`);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
const counts: Count[] = [];
if (runs('calls')) counts.push(calls());
if (runs('story')) counts.push(story());
const passed = counts.reduce((sum, each) => sum + each.passed, 0);
const failed = counts.reduce((sum, each) => sum + each.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
