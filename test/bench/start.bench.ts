/** How long things take to start, and to be back after they broke. */
import path from 'node:path';
import type { ElectronApplication, JSHandle, Page } from '@playwright/test';
import type { BrowserWindow } from 'electron';
import { freePort } from '../../build/run/data-directory.ts';
import { desktopOrigins } from '../../server/practice-line/practice-line.ts';
import { defaultSwitches } from '../e2e/desktop.fixture.ts';
import { isStandIn, launchUnderTest } from '../host/launch-under-test.ts';
import { phoneIsReady, signIn } from '../story/desk.ts';
import { EdgeProxy } from '../telephony/edge-proxy.ts';
import { timed, wait, withStack } from './bench-stack.ts';
import { registeredAfter, within } from './phone-watch.ts';
import { goal, inSeconds, percentile, printTable, ratio, type Row, worst } from './report.ts';

const launches = 3;
const outages = 3;
const outageMs = 10_000;
const crashes = 3;

/** The page of the agent window, other than the one that is gone. */
async function agentPage(app: ElectronApplication, gone?: Page): Promise<Page> {
  const find = async (): Promise<Page> => {
    for (;;) {
      const page = app.windows().find((each) => each !== gone && each.url().includes('/agent.html'));
      if (page) return page;
      await wait(10);
    }
  };
  return within('the agent window', find());
}

type Launch = { app: ElectronApplication; page: Page; launchedAtMs: number };

async function launch(userDataDir: string, serverUrl: string): Promise<Launch> {
  const launchedAtMs = Date.now();
  const env = { DESKLINE_SERVER_URL: serverUrl };
  const app = await launchUnderTest({ userDataDir, env, switches: defaultSwitches });
  return { app, page: await agentPage(app), launchedAtMs };
}

const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in' });
const screens = (page: Page) => page.getByRole('navigation', { name: 'Screens' });

export async function benchStart(): Promise<void> {
  const practicePort = await freePort();
  // Between phone and practice line, as a session border controller is, so that signalling can be cut.
  const edge = await EdgeProxy.start(`ws://127.0.0.1:${practicePort}`, desktopOrigins[isStandIn ? 1 : 0] ?? '');
  try {
    const options = { practicePort, serverEnvironment: { DESKLINE_SIP_URLS: edge.url } };
    await withStack(options, async (stack, folder) => {
      const coldMs = await timed(() => stack.server.start());
      await stack.server.stop();
      const warmMs = await timed(() => stack.server.start());
      const lineMs = await timed(async () => stack.practiceLine?.start());
      const rows: Row[] = [
        { measure: 'server, new data directory', value: inSeconds(coldMs) },
        { measure: 'server, again', value: inSeconds(warmMs), compared: `${ratio(warmMs, coldMs)} of the first` },
        { measure: 'practice line', value: inSeconds(lineMs) },
      ];
      rows.push(...(await benchDesktop(path.join(folder, 'agent'), stack.serverUrl, edge)));
      printTable(`Start and return (desktop: ${isStandIn ? 'stand-in: Node and Chromium' : 'Electron'})`, rows);
    });
  } finally {
    edge.stop();
  }
}

async function benchDesktop(profile: string, serverUrl: string, edge: EdgeProxy): Promise<Row[]> {
  const drawnMs: number[] = [];
  for (let count = 0; count < launches; count += 1) {
    const { app, page, launchedAtMs } = await launch(profile, serverUrl);
    await signInButton(page).waitFor();
    drawnMs.push(Date.now() - launchedAtMs);
    if (count === launches - 1) {
      await signIn(page, 'agent@demo.example');
      await phoneIsReady(page);
    }
    await app.close();
  }

  const readyMs: number[] = [];
  let running: Launch | null = null;
  for (let count = 0; count < launches; count += 1) {
    await running?.app.close();
    running = await launch(profile, serverUrl);
    readyMs.push((await registeredAfter(running.page, running.launchedAtMs)) - running.launchedAtMs);
  }
  if (!running) return [];
  try {
    const backMs = await cutSignalling(running.page, edge);
    const windowMs = await crashWindow(running);
    const where = isStandIn ? ' (meant for Electron)' : '';
    return [
      { measure: 'desktop, new profile → sign-in screen', value: inSeconds(drawnMs[0] ?? Number.NaN) },
      { measure: 'desktop, known profile → sign-in screen', value: worst(drawnMs.slice(1)) },
      {
        measure: 'desktop, remembered session → phone registered',
        value: worst(readyMs),
        compared: `${ratio(percentile(readyMs, 0.5), percentile(drawnMs, 0.5))} of the sign-in screen`,
        goal: goal(percentile(readyMs, 1), 4000, `≤ 4 s${where}`),
      },
      {
        measure: `signalling back after ${outageMs / 1000} s → registered`,
        value: worst(backMs),
        goal: goal(percentile(backMs, 1), 5000, '≤ 5 s'),
      },
      {
        measure: 'agent window crashed → drawn again',
        value: worst(windowMs),
        goal: goal(percentile(windowMs, 1), 3000, '≤ 3 s'),
      },
    ];
  } finally {
    await running.app.close();
  }
}

async function cutSignalling(page: Page, edge: EdgeProxy): Promise<number[]> {
  const backMs: number[] = [];
  for (let count = 0; count < outages; count += 1) {
    edge.cut();
    await wait(outageMs);
    const returnedAtMs = Date.now();
    edge.restore();
    backMs.push((await registeredAfter(page, returnedAtMs)) - returnedAtMs);
  }
  return backMs;
}

async function crashWindow({ app, page }: Launch): Promise<number[]> {
  const backMs: number[] = [];
  let current = page;
  for (let count = 0; count < crashes; count += 1) {
    await screens(current).waitFor();
    const window: JSHandle<BrowserWindow> = await app.browserWindow(current);
    const crashedAtMs = Date.now();
    await window.evaluate((each) => each.webContents.forcefullyCrashRenderer());
    current = await agentPage(app, current);
    await screens(current).waitFor();
    backMs.push(Date.now() - crashedAtMs);
  }
  return backMs;
}
