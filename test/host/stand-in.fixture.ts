/** The stand-in's own app (`fixture-app`) under test, with one window of each kind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, type ElectronApplication, expect, type JSHandle, type Page } from '@playwright/test';
import type { BrowserWindow } from 'electron';
import { isStandIn, launchUnderTest, watchMainProcess } from './launch-under-test.ts';

type Bridge = {
  invoke: (channel: string, value?: unknown) => Promise<unknown>;
  on: (channel: string, listener: (value: string) => void) => () => void;
  tryRequire: (name: string) => string;
};
declare global {
  interface Window {
    bridge: Bridge;
    ticks: number;
  }
  var second: string[] | undefined;
  var gone: [number, string][];
}

export const appDir = path.join(import.meta.dirname, 'fixture-app');
export const origin = isStandIn ? 'https://fixture.app.localhost' : 'app://fixture';

type Fixture = {
  userDataDir: string;
  app: ElectronApplication;
  desk: Page;
  windowOf: (name: string) => Promise<Page>;
};

/** The page of a window of the fixture app, loaded. */
export async function findWindow(app: ElectronApplication, name: string): Promise<Page> {
  const find = (): Page | undefined => app.windows().find((page) => page.url().endsWith(`?window=${name}`));
  await expect.poll(() => find() !== undefined).toBe(true);
  const page = find();
  if (!page) throw new Error(`No window ${name}`);
  await page.waitForFunction(() => document.readyState === 'complete');
  return page;
}

export const windowOfPage = (app: ElectronApplication, page: Page): Promise<JSHandle<BrowserWindow>> =>
  app.browserWindow(page);

export const test = base.extend<Fixture>({
  userDataDir: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stand-in-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  app: async ({ userDataDir }, use) => {
    const app = await launchUnderTest({ userDataDir, appDir });
    const main = watchMainProcess(app);
    await findWindow(app, 'toast');
    await use(app);
    await app.close();
    expect(main.complaints(), 'the main process complained').toEqual([]);
  },
  windowOf: async ({ app }, use) => {
    await use((name) => findWindow(app, name));
  },
  desk: async ({ windowOf }, use) => {
    await use(await windowOf('desk'));
  },
});
export { expect };
