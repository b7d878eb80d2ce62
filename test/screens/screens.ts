/**
 * Pictures of every screen and state, and axe over each: `node test/screens/screens.ts [parts of names]`.
 *
 * `npm run test:screens` does the same.
 *
 * Builds the windows, serves them from memory on a free port with the fake bridge of renderer/testing in front, and
 * walks test/screens/scenarios.ts in light and dark at 1280×800 and 1920×1080. Pictures go to the folder it names
 * (`DESKLINE_PICTURES`, else a temporary one). Ends with 1 when a page threw or axe found something serious.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { findChromium } from '../host/find-chromium.ts';
import { buildWindows } from './build-windows.ts';
import { shots } from './scenarios.ts';
import type { Shot } from './shot.ts';

const wanted = process.argv.slice(2);
const pictures = process.env['DESKLINE_PICTURES'] ?? mkdtempSync(path.join(os.tmpdir(), 'deskline-screens-'));
mkdirSync(pictures, { recursive: true });
const sizes =
  process.env['DESKLINE_SIZES'] === 'small'
    ? ([[1280, 800]] as const)
    : ([
        [1280, 800],
        [1920, 1080],
      ] as const);
const kinds: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

// A folder of its own for each run: two at once would show each other's pages.
const folder = mkdtempSync(path.join(os.tmpdir(), 'deskline-screens-build-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await buildWindows(folder);
const nonce = 'pictures';
async function serve(name: string, reply: ServerResponse): Promise<void> {
  const isPage = name.endsWith('.html');
  try {
    const body = await readFile(path.join(folder, path.normalize(name)));
    const csp = `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; media-src 'self' blob:`;
    reply.writeHead(200, {
      'content-type': kinds[path.extname(name)] ?? 'application/octet-stream',
      ...(isPage ? { 'content-security-policy': csp } : {}),
    });
    reply.end(isPage ? body.toString('utf8').replace('__CSP_NONCE__', nonce) : body);
  } catch {
    reply.writeHead(name === '/favicon.ico' ? 204 : 404).end();
  }
}
const server = createServer((request, reply) => {
  void serve(new URL(request.url ?? '/', 'http://localhost').pathname, reply);
});
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('The server has no port');
const origin = `http://127.0.0.1:${String(address.port)}`;
const choice = findChromium();
const browser = await chromium.launch({
  executablePath: choice.executablePath,
  env: { HOME: os.homedir(), PATH: process.env['PATH'] ?? '', ...choice.environment },
  args: ['--no-sandbox', '--disable-gpu', ...choice.switches.map((name) => `--${name}`)],
});

let faults = 0;
let seen = 0;
const fault = (text: string): void => {
  faults += 1;
  console.log(`  FAULT ${text}`);
};

async function picture(shot: Shot, scheme: 'light' | 'dark', width: number, height: number): Promise<void> {
  const context = await browser.newContext({
    viewport: shot.size ?? { width, height },
    timezoneId: 'America/New_York',
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const title = `${shot.name} ${scheme} ${width}`;
  page.on('pageerror', (error) => {
    if (!shot.scenario?.breaksAccount) fault(`${title}: ${error.message}`);
  });
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (shot.scenario?.breaksAccount) return;
    fault(`${title}: ${message.text().slice(0, 300)}`);
  });
  await page.clock.setFixedTime('2026-11-23T19:14:20.000Z');
  await page.addInitScript((scenario) => Object.assign(window, { deskScenario: scenario }), {
    ...shot.scenario,
    colorScheme: scheme,
  });
  await page.addInitScript({ path: path.join(folder, 'fake-bridge.js') });
  await page.goto(`${origin}/${shot.page}.html${shot.route ? `#${shot.route}` : ''}`);
  await page.locator('#root > *').first().waitFor({ state: 'attached' });
  await page.waitForTimeout(250);
  try {
    await shot.prepare?.(page);
  } catch (error) {
    fault(`${title}: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`);
  }
  await page.waitForTimeout(200);
  await page.screenshot({ path: path.join(pictures, `${shot.name}.${scheme}.${width}.png`) });
  if (width === 1280) {
    const axe = new AxeBuilder({ page });
    // The scheme changes colors only: what else axe looks at was looked at in light.
    const found = await (
      scheme === 'light'
        ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        : axe.withRules(['color-contrast'])
    ).analyze();
    for (const violation of found.violations) {
      const places = violation.nodes
        .slice(0, 4)
        .map((node) => `${node.html.slice(0, 160)} ${[...node.any, ...node.all, ...node.none][0]?.message ?? ''}`);
      const line = `${title}: ${violation.impact ?? ''} ${violation.id} ×${violation.nodes.length} ${places.join(' | ')}`;
      if (violation.impact === 'serious' || violation.impact === 'critical') fault(line);
      else console.log(`  note ${line}`);
    }
  }
  await context.close();
}

for (const shot of shots.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))) {
  for (const scheme of ['light', 'dark'] as const)
    for (const [width, height] of shot.size ? sizes.slice(0, 1) : sizes) {
      try {
        const before = faults;
        await picture(shot, scheme, width, height);
        if (faults === before) seen += 1;
      } catch (error) {
        fault(
          `${shot.name} ${scheme} ${width}: ${error instanceof Error ? error.message.slice(0, 400) : String(error)}`,
        );
      }
    }
  console.log(`seen ${shot.name}`);
}
await browser.close();
server.close();
console.log(`Pictures: ${pictures}\n\n${seen} passed, ${faults} failed`);
process.exit(faults === 0 ? 0 : 1);
