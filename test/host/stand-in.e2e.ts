/** Proves the Electron stand-in with an app of its own, window kinds and all, before any test of the product relies on it. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { isStandIn, launchUnderTest } from './launch-under-test.ts';
import { appDir, expect, findWindow, test, windowOfPage } from './stand-in.fixture.ts';

test('a page, its preload and the main process speak in both directions', async ({ app, desk }) => {
  const kinds = await desk.evaluate(async () => {
    const sent = { date: new Date(5), map: new Map([['a', new Set([1n])]]), bytes: new Uint8Array([1, 255]), nan: NaN };
    const back = (await window.bridge.invoke('echo', sent)) as typeof sent;
    return [back.date.getTime(), back.map.get('a')?.has(1n), [...back.bytes], Number.isNaN(back.nan)];
  });
  expect(kinds).toEqual([5, true, [1, 255], true]);
  const failure = await desk.evaluate(() => window.bridge.invoke('fail').catch((error: Error) => error.message));
  expect(failure).toBe("Error invoking remote method 'fail': TypeError: deliberate");
  expect(await desk.evaluate(() => window.bridge.invoke('who'))).toBe('app://fixture/page.html?window=desk');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.send('told', 'by main'));
  await expect(desk.locator('#heard')).toHaveText('by main');
});

test('what cannot be cloned is refused', async ({ desk }) => {
  const outcome = await desk.evaluate(async () => {
    try {
      await window.bridge.invoke('echo', document.body);
      return 'cloned';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(outcome).toContain('could not be cloned');
});

test('a page sees nothing of Node, Electron or the preload', async ({ desk }) => {
  const leaks = await desk.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'];
    const present = names.filter((name) => name in globalThis);
    return [...present, ...Object.keys(globalThis).filter((name) => /electron|preload|ipc/i.test(name))];
  });
  expect(leaks).toEqual([]);
  expect(await desk.evaluate(() => Object.isFrozen(window.bridge))).toBe(true);
  expect(await desk.evaluate(() => window.bridge.tryRequire('node:fs'))).toContain('module not found');
});

test('the policy of protocol.handle is enforced, and nothing outside the folder is served', async ({ desk }) => {
  expect(await desk.evaluate(() => isSecureContext)).toBe(true);
  const evaluated = await desk.evaluate(
    () =>
      new Promise((resolve) => {
        // Playwright's own evaluation is exempt from the policy, a timer's callback is not.
        setTimeout(() => {
          try {
            resolve(
              new (
                Object.getPrototypeOf(() => undefined) as { constructor: new (code: string) => unknown }
              ).constructor('return 2'),
            );
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      }),
  );
  expect(evaluated).toBe('EvalError');
  const foreign = await desk.evaluate(() => fetch('https://elsewhere.example/').then(String, () => 'blocked'));
  expect(foreign).toBe('blocked');
  expect(await desk.evaluate(() => fetch('/%2e%2e%2fpackage.json').then((response) => response.status))).toBe(404);
});

test('the microphone is asked for through the app, and audio flows through WebRTC', async ({ app, windowOf }) => {
  const phone = await windowOf('hidden');
  const heard = await phone.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
    near.addEventListener('icecandidate', ({ candidate }) => void (candidate && far.addIceCandidate(candidate)));
    far.addEventListener('icecandidate', ({ candidate }) => void (candidate && near.addIceCandidate(candidate)));
    const arrived = new Promise<MediaStreamTrack>((resolve) => {
      far.addEventListener('track', ({ track }) => resolve(track));
    });
    for (const track of stream.getTracks()) near.addTrack(track, stream);
    await near.setLocalDescription();
    await far.setRemoteDescription(near.localDescription!);
    await far.setLocalDescription();
    await near.setRemoteDescription(far.localDescription!);
    const remote = new MediaStream([await arrived]);
    const audio = Object.assign(new Audio(), { muted: true, srcObject: remote });
    await audio.play();
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(remote).connect(analyser);
    const samples = new Float32Array(1024);
    for (let tries = 0; tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      analyser.getFloatTimeDomainData(samples);
      const peak = Math.max(...samples.map(Math.abs));
      if (peak > 0.01) return { peak, state: near.connectionState };
    }
    return { peak: 0, state: near.connectionState };
  });
  expect(heard.state).toBe('connected');
  expect(heard.peak).toBeGreaterThan(0.01);

  const refusedPlace = await phone.evaluate(
    () =>
      new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code }) => resolve(code),
        );
      }),
  );
  expect(refusedPlace).toBe(1);
  await app.evaluate(({ session }) => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  });
  const refused = await phone.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'given',
      (error: Error) => error.name,
    ),
  );
  expect(refused).toBe('NotAllowedError');
});

test('a hidden window keeps its timers', async ({ app, windowOf }) => {
  const hidden = await windowOf('hidden');
  const isVisible = await (await windowOfPage(app, hidden)).evaluate((window) => window.isVisible());
  expect(isVisible).toBe(false);
  const ticks = await hidden.evaluate(async () => {
    const before = window.ticks;
    await new Promise((resolve) => setTimeout(resolve, 2000));
    return window.ticks - before;
  });
  // A throttled page would reach two; an idle one reaches a hundred.
  expect(ticks).toBeGreaterThan(20);
});

test('a toast never takes the focus', async ({ app, desk, windowOf }) => {
  await (await windowOfPage(app, desk)).evaluate((window) => window.focus());
  const toast = await windowOfPage(app, await windowOf('toast'));
  const seen = await toast.evaluate((window) => {
    window.showInactive();
    window.focus();
    return [window.isVisible(), window.isAlwaysOnTop(), window.isFocused()];
  });
  expect(seen).toEqual([true, true, false]);
  expect(await (await windowOfPage(app, desk)).evaluate((window) => window.isFocused())).toBe(true);
});

test('a renderer that dies is told and comes back; other windows do not notice', async ({ app, desk, windowOf }) => {
  const hidden = await windowOf('hidden');
  const ticksBefore = await hidden.evaluate(() => {
    (window as { marker?: string }).marker = 'same page';
    return window.ticks;
  });
  const deskWindow = await windowOfPage(app, desk);
  await app.evaluate(({ ipcMain }) => {
    globalThis.gone = [];
    ipcMain.on('gone', (_event, id: number, reason: string) => globalThis.gone.push([id, reason]));
  });
  const deskId = await deskWindow.evaluate((window) => window.webContents.id);
  await deskWindow.evaluate((window) => window.webContents.forcefullyCrashRenderer());
  await expect.poll(() => app.evaluate(() => globalThis.gone)).toEqual([[deskId, 'crashed']]);
  // The page may still be gone when it is asked, and a page that is gone answers with an error.
  const isBack = (): Promise<boolean> =>
    (
      deskWindow.evaluate((window) =>
        window.webContents.executeJavaScript('window.ticks > 0 && typeof window.bridge.invoke === "function"'),
      ) as Promise<boolean>
    ).catch(() => false);
  await expect.poll(isBack).toBe(true);
  const who: unknown = await deskWindow.evaluate((window) =>
    window.webContents.executeJavaScript("bridge.invoke('who')"),
  );
  expect(who).toBe('app://fixture/page.html?window=desk');
  const after = await hidden.evaluate(() => [(window as { marker?: string }).marker, window.ticks] as const);
  expect(after[0]).toBe('same page');
  expect(after[1]).toBeGreaterThan(ticksBefore);
});

test('a second start hands its arguments over and ends', async ({ app, userDataDir }) => {
  await app.evaluate(({ app: main }) => {
    main.once('second-instance', (_event, argv) => {
      globalThis.second = argv;
    });
  });
  const { spawnfile } = app.process();
  const child = spawn(spawnfile, ['--no-sandbox', `--user-data-dir=${userDataDir}`, appDir, 'tel:+12025550123']);
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  await expect.poll(() => app.evaluate(() => globalThis.second?.at(-1))).toBe('tel:+12025550123');
});

// Presses keys through the stand-in.
if (isStandIn) {
  test('a global shortcut reaches its window, a taken one is refused', async ({ app, desk }) => {
    const isPressed = await app.evaluate(() => globalThis.electronStandIn?.pressGlobalShortcut('Ctrl+Shift+A'));
    expect(isPressed).toBe(true);
    await expect(desk.locator('#heard')).toHaveText('hotkey');
    const again = await app.evaluate(({ globalShortcut }) =>
      globalShortcut.register('Shift+Control+a', () => undefined),
    );
    expect(again).toBe(false);
  });
}

test('net.fetch streams, aborts and names network failures as Chromium does', async ({ app }) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: one\n\n');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  const outcome = await app.evaluate(async ({ net }, address) => {
    const stop = new AbortController();
    const response = await net.fetch(address, { signal: stop.signal });
    const reader = response.body!.getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    stop.abort();
    const ended = await reader.read().then(
      () => 'went on',
      (error: Error) => error.name,
    );
    return [first, ended];
  }, `http://127.0.0.1:${port}/`);
  expect(outcome).toEqual(['data: one\n\n', 'AbortError']);
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  const refused = await app.evaluate(
    ({ net }, address) => net.fetch(address).then(String, (error: Error) => error.message),
    `http://127.0.0.1:${port}/`,
  );
  expect(refused).toBe('net::ERR_CONNECTION_REFUSED');
});

for (const [store, backend, isAvailable] of [
  ['protected', 'gnome_libsecret', true],
  ['basic_text', 'basic_text', true],
  ['unavailable', 'unknown', false],
] as const) {
  // Chooses the key store through the stand-in.
  if (isStandIn) {
    test(`safeStorage with the key store ${store}`, async ({ userDataDir }) => {
      const app = await launchUnderTest({ userDataDir, appDir, env: { ELECTRON_STAND_IN_KEY_STORE: store } });
      await findWindow(app, 'desk');
      const outcome = await app.evaluate(async ({ safeStorage }) => {
        const secret = await safeStorage.encryptStringAsync('a secret').catch((error: Error) => error.message);
        const opened = typeof secret === 'string' ? null : await safeStorage.decryptStringAsync(secret);
        return {
          backend: safeStorage.getSelectedStorageBackend(),
          isAvailable: await safeStorage.isAsyncEncryptionAvailable(),
          isHidden: typeof secret !== 'string' && !secret.includes('a secret'),
          opened: opened?.result ?? null,
        };
      });
      await app.close();
      expect(outcome).toEqual({ backend, isAvailable, isHidden: isAvailable, opened: isAvailable ? 'a secret' : null });
    });
  }
}

test('a named window comes back where it stood', async ({ userDataDir }) => {
  const place = { x: 40, y: 50, width: 700, height: 500 };
  const first = await launchUnderTest({ userDataDir, appDir });
  await (
    await windowOfPage(first, await findWindow(first, 'desk'))
  ).evaluate((window, to) => window.setBounds(to), place);
  await first.close();
  const second = await launchUnderTest({ userDataDir, appDir });
  const desk = await findWindow(second, 'desk');
  expect(await (await windowOfPage(second, desk)).evaluate((window) => window.getBounds())).toEqual(place);
  await expect.poll(() => desk.evaluate(() => innerWidth)).toBe(place.width);
  await second.close();
});

// About the stand-in.
if (isStandIn) {
  test('what is not implemented throws by name', async ({ app }) => {
    const message = await app.evaluate(({ app: main }) => {
      try {
        main.startAccessingSecurityScopedResource('x');
        return 'silently did nothing';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(message).toBe('Electron stand-in: app.startAccessingSecurityScopedResource is not implemented');
  });
}

// About the stand-in.
if (isStandIn) {
  test('killing the stand-in leaves no browser behind, and the next start works', async ({ userDataDir }) => {
    const browsers = (): number => processesWith(path.join(userDataDir, 'Chromium')).length;
    const child = spawn(path.join(import.meta.dirname, 'electron-double'), [`--user-data-dir=${userDataDir}`, appDir]);
    await expect.poll(browsers).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await expect.poll(browsers, { timeout: 60_000 }).toBe(0);
    const next = await launchUnderTest({ userDataDir, appDir });
    await findWindow(next, 'desk');
    await next.close();
    await expect.poll(browsers, { timeout: 60_000 }).toBe(0);
  });
}

function processesWith(text: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => {
    try {
      return pid !== String(process.pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`=${text}`);
    } catch {
      return false;
    }
  });
}
