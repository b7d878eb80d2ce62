import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ChromiumChoice } from '../find-chromium.ts';
import { Connection } from './connection.ts';

export type Chromium = {
  connection: Connection;
  process: ChildProcess;
  /** Where Playwright attaches; null when nobody asked for a socket. */
  debuggerUrl: string | null;
};

/** Common to every start: no first-run pages, no network of its own, no throttling of windows in the background. */
const alwaysSwitches = [
  'no-startup-window',
  'no-first-run',
  'no-default-browser-check',
  'disable-background-networking',
  'disable-component-update',
  'disable-default-apps',
  'disable-extensions',
  'disable-sync',
  'disable-breakpad',
  'disable-quic',
  'disable-dev-shm-usage',
  'disable-background-timer-throttling',
  'disable-renderer-backgrounding',
  'disable-backgrounding-occluded-windows',
  'password-store=basic',
  'force-color-profile=srgb',
  'autoplay-policy=no-user-gesture-required',
  // One renderer process per window, as in Electron: one that dies must not take the others along.
  'disable-features=HttpsUpgrades,MediaRouter,OptimizationHints,ProcessPerSiteUpToMainFrameThreshold,Translate',
];
const headlessSwitches = ['headless', 'disable-gpu', 'mute-audio'];

type LaunchOptions = {
  choice: ChromiumChoice;
  profileDir: string;
  switches: readonly string[];
  withSocket: boolean;
};

/**
 * Starts Chromium without a window. It leads a process group of its own, so that Ctrl-C in a terminal reaches the
 * stand-in alone and quitting stays orderly; it ends with the pipe, however the stand-in ends.
 */
export async function launchChromium(options: LaunchOptions): Promise<Chromium> {
  const asRoot = process.getuid?.() === 0;
  try {
    return await attempt(options, asRoot ? ['no-sandbox'] : []);
  } catch (error) {
    // Machines that forbid user namespaces to ordinary users leave Chromium no sandbox to enter.
    if (asRoot || !String(error).includes('No usable sandbox')) throw error;
    console.error('This machine offers Chromium no sandbox; it runs without one.');
    return attempt(options, ['no-sandbox']);
  }
}

function attempt({ choice, profileDir, switches, withSocket }: LaunchOptions, extra: string[]): Promise<Chromium> {
  const all = [
    ...alwaysSwitches,
    ...(choice.isHeaded ? [] : headlessSwitches),
    ...(choice.refusesWindows ? ['block-new-web-contents'] : []),
    ...extra,
    ...choice.switches,
    ...switches,
  ];
  const child = spawn(
    choice.executablePath,
    [
      ...all.map((name) => `--${name}`),
      '--remote-debugging-pipe',
      ...(withSocket ? ['--remote-debugging-port=0'] : []),
      `--user-data-dir=${profileDir}`,
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...choice.environment },
      detached: true,
    },
  );
  const connection = new Connection(child.stdio[3] as Writable, child.stdio[4] as Readable);
  return new Promise((resolve, reject) => {
    let log = '';
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(new Error(`${choice.executablePath} ended (${code ?? signal ?? ''}) before it was ready:\n${log}`));
    });
    child.stderr?.on('data', (data: Buffer) => {
      if (process.env['DESKLINE_CHROMIUM_LOG']) process.stderr.write(data);
      if (log.length > 20_000) return;
      log += data.toString();
      const socket = /^DevTools listening on (ws:\/\/\S+)/m.exec(log)?.[1];
      if (withSocket && socket) resolve({ connection, process: child, debuggerUrl: socket });
    });
    connection.root.send('Browser.getVersion', {}).then(
      () => {
        if (!withSocket) resolve({ connection, process: child, debuggerUrl: null });
        return undefined;
      },
      () => undefined, // told by the exit
    );
  });
}
