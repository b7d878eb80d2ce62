/**
 * The desktop app under test, on the Electron stand-in, on Electron or packaged (`ELECTRON_UNDER_TEST`, see
 * test/host/launch-under-test.ts). Specs import `test` and `expect` from here and do not know which of them it is.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { test as base, type ElectronApplication, expect, type JSHandle, type Page } from '@playwright/test';
import type { BrowserWindow } from 'electron';
import { temporaryFolder } from '../../build/run/data-directory.ts';
import { isStandIn, launchUnderTest, watchMainProcess } from '../host/launch-under-test.ts';
import type { Recorded } from '../host/host-state.ts';

export type WindowName = 'agent' | 'supervisor' | 'toast' | 'phone';

export type DesktopOptions = {
  /** For the app, besides what the machine has: `DESKLINE_SERVER_URL`, `ELECTRON_STAND_IN_KEY_STORE`, … */
  env: Record<string, string>;
  /** Chromium's own, without dashes. The default microphone is Chromium's beeping one. */
  switches: string[];
};

export type Desktop = {
  app: ElectronApplication;
  agentPage: Page;
  /** The hidden page that holds the calls. */
  phonePage: Page;
  /** The page of a window that is open or about to open. */
  pageOf: (name: WindowName) => Promise<Page>;
  windowOf: (page: Page) => Promise<JSHandle<BrowserWindow>>;
  /** Presses keys as the person would, whichever window has the focus. */
  pressGlobalShortcut: (accelerator: string) => Promise<void>;
  /** What the operating system was told to show, by kind: `notification`, `openExternal`, … Stand-in only. */
  recorded: (kind: string) => Promise<Recorded['detail'][]>;
  /** Ends the app in good order and checks that neither its main process nor a page complained. */
  close: () => Promise<void>;
};

/** The fake microphone, and media that may flow between two ends of this one machine. */
export const defaultSwitches = ['use-fake-device-for-media-stream', 'allow-loopback-in-peer-connection'];

/** Every error and every violation of the content security policy that a page reports, from its first script on. */
function watchPages(app: ElectronApplication): string[] {
  const complaints: string[] = [];
  const watch = (page: Page): void => {
    const where = (): string => path.basename(new URL(page.url()).pathname);
    page.on('console', (message) => {
      const text = message.text();
      // Chromium asks for an icon by itself, Electron does not; and it notes each attempt while a PBX is away.
      if (message.location().url.endsWith('/favicon.ico') || /^WebSocket connection to .* failed/.test(text)) return;
      if (message.type() === 'error' || /content security policy/i.test(text))
        complaints.push(`${where()}: ${text} (${message.location().url})`);
    });
    page.on('pageerror', ({ message }) => {
      // The stand-in's bridge has nobody to speak to while a page is being left; Electron has no such moment.
      if (isStandIn && message.startsWith('No answer from the other world')) return;
      complaints.push(`${where()}: ${message}`);
    });
  };
  for (const page of app.windows()) watch(page);
  app.on('window', watch);
  return complaints;
}

/** Pages of the app are `app://deskline/<name>.html`; the stand-in's Chromium sees the same path on another origin. */
async function findPage(app: ElectronApplication, name: WindowName): Promise<Page> {
  const isWanted = (page: Page): boolean => page.url().includes(`/${name}.html`);
  await expect.poll(() => app.windows().some(isWanted), { message: `the ${name} window`, timeout: 30_000 }).toBe(true);
  const page = app.windows().findLast(isWanted);
  if (!page) throw new Error(`The ${name} window closed again.`);
  await page.waitForLoadState('load');
  return page;
}

async function pressGlobalShortcut(app: ElectronApplication, accelerator: string): Promise<void> {
  if (isStandIn) {
    const isRegistered = await app.evaluate(
      (_electron, keys) => globalThis.electronStandIn?.pressGlobalShortcut(keys) ?? false,
      accelerator,
    );
    expect(isRegistered, `${accelerator} is registered`).toBe(true);
    return;
  }
  if (process.platform !== 'linux') throw new Error('Global shortcuts are pressed through X11 only (xdotool).');
  const keys = accelerator.replace(/CommandOrControl|CmdOrCtrl|Control/i, 'ctrl').toLowerCase();
  execFileSync('xdotool', ['key', keys]);
}

/** Starts the app on a profile; for specs that start it more than once. Others take the `desktop` fixture. */
export async function openDesktop(userDataDir: string, options: Partial<DesktopOptions> = {}): Promise<Desktop> {
  const { env = {}, switches = defaultSwitches } = options;
  const app = await launchUnderTest({ userDataDir, env, switches });
  const main = watchMainProcess(app);
  const pages = watchPages(app);
  try {
    const [agentPage, phonePage] = [await findPage(app, 'agent'), await findPage(app, 'phone')];
    return {
      app,
      agentPage,
      phonePage,
      pageOf: (name) => findPage(app, name),
      windowOf: (page) => app.browserWindow(page),
      pressGlobalShortcut: (accelerator) => pressGlobalShortcut(app, accelerator),
      recorded: (kind) =>
        app.evaluate(
          (_electron, wanted) =>
            (globalThis.electronStandIn?.recorded ?? [])
              .filter((each) => each.kind === wanted)
              .map(({ detail }) => detail),
          kind,
        ),
      close: async () => {
        await app.close();
        expect(main.complaints(), 'the main process complained').toEqual([]);
        expect(pages, 'errors and policy violations in the pages').toEqual([]);
      },
    };
  } catch (error) {
    await app.close();
    throw new Error(`The desktop app did not open. Its main process wrote:\n${main.lines()}`, { cause: error });
  }
}

type Fixtures = {
  /** Makes a folder that is gone after the test. */
  folderFor: (prefix: string) => string;
  userDataDir: string;
  desktop: Desktop;
};

export const test = base.extend<DesktopOptions & Fixtures>({
  env: [{}, { option: true }],
  switches: [defaultSwitches, { option: true }],
  folderFor: async ({}, use) => {
    const folders: string[] = [];
    await use((prefix) => {
      const folder = temporaryFolder(prefix);
      folders.push(folder);
      return folder;
    });
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  userDataDir: async ({ folderFor }, use) => use(folderFor('deskline-e2e-')),
  desktop: async ({ userDataDir, env, switches }, use) => {
    const desktop = await openDesktop(userDataDir, { env, switches });
    await use(desktop);
    await desktop.close();
  },
});
export { expect, isStandIn };
