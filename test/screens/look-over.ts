/**
 * One screen, looked over: opened once, shown in each scheme and size, pictured, and read by axe.
 *
 * The page follows the system's scheme, as it ships; so a change of scheme needs no second start, and what a shot does
 * first is done once.
 */
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import type { Shot } from './shot.ts';

export type Size = readonly [width: number, height: number];
export type Look = {
  browser: Browser;
  /** Where the windows are served, and the script of the fake bridge. */
  origin: string;
  fakeBridge: string;
  pictures: string;
  sizes: readonly Size[];
};
/** What was found; `faults` fail the run, `notes` are for people to read. */
export type Findings = { faults: string[]; notes: string[] };

const schemes = ['light', 'dark'] as const;
type Scheme = (typeof schemes)[number];
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Opens the shot and looks it over. Never throws: what goes wrong is a fault of the shot. */
export async function lookOver(shot: Shot, look: Look): Promise<Findings> {
  const findings: Findings = { faults: [], notes: [] };
  const sizes = shot.size ? ([[shot.size.width, shot.size.height]] as const) : look.sizes;
  const [[width, height] = [1280, 800]] = sizes;
  const context = await look.browser.newContext({
    viewport: { width, height },
    timezoneId: 'America/New_York',
    locale: 'en-US',
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  try {
    const page = await context.newPage();
    await open(page, shot, look, findings);
    for (const size of sizes) {
      await page.setViewportSize({ width: size[0], height: size[1] });
      for (const scheme of schemes) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.waitForTimeout(200);
        await page.screenshot({ path: path.join(look.pictures, `${shot.name}.${scheme}.${size[0]}.png`) });
        if (size === sizes[0]) await readWithAxe(page, scheme, findings);
      }
    }
  } catch (error) {
    findings.faults.push(messageOf(error));
  } finally {
    await context.close();
  }
  return findings;
}

async function open(page: Page, shot: Shot, { origin, fakeBridge }: Look, { faults }: Findings): Promise<void> {
  // Machines are slow at times; patience is no promise.
  page.setDefaultTimeout(30_000);
  // A panel that is broken on purpose may throw; nothing else may.
  if (!shot.scenario?.breaksAccount) {
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text().slice(0, 300));
    });
  }
  await page.clock.setFixedTime('2026-11-23T19:14:20.000Z');
  await page.addInitScript((scenario) => Object.assign(window, { deskScenario: scenario }), shot.scenario);
  await page.addInitScript({ path: fakeBridge });
  await page.goto(`${origin}/${shot.page}.html${shot.route ? `#${shot.route}` : ''}`);
  await page.locator('#root > *').first().waitFor({ state: 'attached' });
  await page.waitForTimeout(250);
  try {
    await shot.prepare?.(page);
  } catch (error) {
    faults.push(messageOf(error));
  }
}

async function readWithAxe(page: Page, scheme: Scheme, { faults, notes }: Findings): Promise<void> {
  // Without frames the results need no second page to be put together in.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  // The scheme changes colors only: what else axe looks at was looked at in light.
  const { violations } = await (
    scheme === 'light' ? axe.withTags(everyRule) : axe.withRules(['color-contrast'])
  ).analyze();
  for (const { impact, id, nodes } of violations) {
    const places = nodes
      .slice(0, 4)
      .map((node) => `${node.html.slice(0, 160)} ${[...node.any, ...node.all, ...node.none][0]?.message ?? ''}`);
    const line = `${scheme}: ${impact ?? ''} ${id} ×${nodes.length} ${places.join(' | ')}`;
    (impact === 'serious' || impact === 'critical' ? faults : notes).push(line);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 400) : String(error));
