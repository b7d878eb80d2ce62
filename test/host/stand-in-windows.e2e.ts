/** Pages of the stand-in neither leave their app nor open windows, and go on when they are refused. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import path from 'node:path';
import { findChromium } from './find-chromium.ts';
import { isStandIn } from './launch-under-test.ts';
import { appDir, expect, origin, test } from './stand-in.fixture.ts';

test('navigation away and popups are refused', async ({ app, desk }) => {
  await app.evaluate(({ shell }) => {
    globalThis.second = [];
    shell.openExternal = async (url) => void globalThis.second?.push(url);
  });
  await desk.locator('#popup').click();
  await expect.poll(() => app.evaluate(() => globalThis.second)).toEqual(['https://help.example/']);
  await desk.locator('#elsewhere').click();
  // The refusal is known to have happened once a later question has been answered by the same page.
  expect(await desk.evaluate(() => window.bridge.invoke('echo', 1))).toBe(1);
  expect(desk.url()).toBe(`${origin}/page.html?window=desk`);
  await expect.poll(() => app.windows().length).toBe(3);
});

test('a page that is refused a window is given null and goes on', async ({ app, desk }) => {
  await app.evaluate(({ shell }) => {
    globalThis.second = [];
    shell.openExternal = async (url) => void globalThis.second?.push(url);
  });
  const asked: string[] = [];
  // An evaluation counts as one gesture, and Chromium lets a gesture open one window: the second is asked for without.
  for (let round = 0; round < 20; round += 1) {
    const addresses = [`https://help.example/${round}`, `https://help.example/${round}/again`];
    asked.push(...addresses);
    expect(await desk.evaluate((urls) => urls.map((url) => window.open(url)), addresses)).toEqual([null, null]);
  }
  expect(await desk.evaluate(() => window.open('', '_self') === window)).toBe(true);
  await desk.locator('#popup').click({ modifiers: ['ControlOrMeta'] });
  await desk.locator('#popup').click({ modifiers: ['Shift'] });
  asked.push('https://help.example/', 'https://help.example/');
  await expect.poll(() => app.evaluate(() => globalThis.second)).toEqual(asked);
  expect(await desk.evaluate(() => window.bridge.invoke('echo', 1))).toBe(1);
  await expect.poll(() => app.windows().length).toBe(3);
});

// The whole Chromium makes a window first and has it closed by the stand-in; Playwright sees it for a moment.
if (!isStandIn || findChromium().refusesWindows) {
  test('a window that is refused has never been there', async ({ app, desk }) => {
    const opened: string[] = [];
    app.on('window', (page) => opened.push(page.url()));
    for (let round = 0; round < 5; round += 1) {
      expect(await desk.evaluate(() => window.open('https://help.example/'))).toBe(null);
    }
    expect(await desk.evaluate(() => window.bridge.invoke('echo', 1))).toBe(1);
    expect(opened).toEqual([]);
  });
}

// About the stand-in.
if (isStandIn) {
  test('a window that Chromium has made is closed, asks the network for nothing and lets its page go on', async ({
    userDataDir,
  }) => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as { port: number };
    // Named by its path, no Chromium is known to refuse windows; without Playwright nobody else lets the window run.
    const { executablePath, environment } = findChromium();
    const child = spawn(
      path.join(import.meta.dirname, 'electron-double'),
      [`--user-data-dir=${userDataDir}`, appDir, `--open-window=http://127.0.0.1:${port}/`],
      { env: { ...process.env, ...environment, DESKLINE_CHROMIUM: executablePath, DESKLINE_HEADLESS: '1' } },
    );
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    try {
      await expect.poll(() => output).toContain('opened: null');
    } finally {
      child.kill('SIGTERM');
      await ended;
      await new Promise((resolve) => {
        server.close(resolve);
      });
    }
    expect(requests).toBe(0);
  });
}
