/**
 * Pictures of every screen and state, and axe over each: `npm run test:screens [-- parts of names]`.
 *
 * Builds the windows, serves them on a free port with the fake bridge of renderer/testing in front, and looks over
 * test/screens/scenarios.ts in light and dark at 1280×800 and 1920×1080 (`DESKLINE_SIZES=small`: the first only).
 * Pictures go to the folder it names (`DESKLINE_PICTURES`, else a temporary one). A screen passes when no page threw and
 * axe found nothing serious. Closes with `N passed, N failed`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../host/find-chromium.ts';
import { buildWindows } from './build-windows.ts';
import { lookOver, type Size } from './look-over.ts';
import { shots } from './scenarios.ts';
import { serveWindows } from './serve-windows.ts';

const wanted = process.argv.slice(2);
const pictures = process.env['DESKLINE_PICTURES'] ?? mkdtempSync(path.join(os.tmpdir(), 'deskline-screens-'));
mkdirSync(pictures, { recursive: true });
const allSizes: readonly Size[] = [
  [1280, 800],
  [1920, 1080],
];
const sizes = process.env['DESKLINE_SIZES'] === 'small' ? allSizes.slice(0, 1) : allSizes;

// A folder of its own for each run: two at once would show each other's pages.
const folder = mkdtempSync(path.join(os.tmpdir(), 'deskline-screens-build-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await buildWindows(folder);
const served = await serveWindows(folder);
const choice = findChromium();
const browser = await chromium.launch({
  executablePath: choice.executablePath,
  env: { HOME: os.homedir(), PATH: process.env['PATH'] ?? '', ...choice.environment },
  args: ['--no-sandbox', '--disable-gpu', ...choice.switches.map((name) => `--${name}`)],
});

const queue = shots.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
let passed = 0;
let failed = 0;
/** Takes screens from the queue until it is empty. */
async function look(): Promise<void> {
  for (let shot = queue.shift(); shot; shot = queue.shift()) {
    const { faults, notes } = await lookOver(shot, {
      browser,
      origin: served.origin,
      fakeBridge: path.join(folder, 'fake-bridge.js'),
      pictures,
      sizes,
    });
    for (const fault of faults) console.log(`  FAULT ${shot.name} ${fault}`);
    for (const note of notes) console.log(`  note ${shot.name} ${note}`);
    if (faults.length === 0) passed += 1;
    else failed += 1;
    console.log(`${faults.length === 0 ? 'seen' : 'FAIL'} ${shot.name}`);
  }
}
await Promise.all(Array.from({ length: os.availableParallelism() }, look));
await browser.close();
served.close();
console.log(`Pictures: ${pictures}\n\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
