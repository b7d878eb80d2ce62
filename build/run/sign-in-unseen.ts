/**
 * Where there is no display nobody can type, so the demo agent is signed in through the window's own form, over the
 * browser's debugging socket (the app knows nothing of it). Practice installations only.
 */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';

/** The switch that makes the app offer the socket. */
export const socketSwitch = 'remote-debugging-port=0';

/** Waits for the line with which Chromium names its debugging socket. */
export function debuggingSocket(app: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    app.once('exit', () => reject(new Error('the desktop app ended')));
    if (!app.stderr) return;
    createInterface({ input: app.stderr }).on('line', (line) => {
      const socket = /^DevTools listening on (ws:\/\/\S+)/.exec(line)?.[1];
      if (socket) resolve(socket);
      else if (line.trim()) console.error(line);
    });
  });
}

/** Signs in through the sign-in screen, unless a session was restored. */
export async function signInUnseen(socket: string, credentials: { email: string; password: string }): Promise<void> {
  const browser = await chromium.connectOverCDP(socket);
  try {
    const page = await agentWindow(browser);
    const form = page.getByRole('button', { name: 'Sign in' });
    const cockpit = page.getByRole('navigation').first();
    await form.or(cockpit).first().waitFor({ timeout: 60_000 });
    if (!(await form.isVisible())) return;
    await page.getByLabel('E-mail address').fill(credentials.email);
    await page.getByLabel('Password', { exact: true }).fill(credentials.password);
    await form.click();
    await cockpit.waitFor({ timeout: 30_000 });
  } finally {
    // Closes the connection; the app goes on.
    await browser.close();
  }
}

/** The socket is there before the windows are. */
async function agentWindow(browser: Browser): Promise<Page> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const page = pages.find((each) => each.url().includes('/agent.html'));
    if (page) return page;
    await delay(250);
  }
  throw new Error('the agent window did not open');
}
