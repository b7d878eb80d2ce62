/**
 * The only place that knows what a test runs on; specs are the same for all three. `ELECTRON_UNDER_TEST`:
 *   double              Node and Chromium stand in for Electron (no Electron binary needed)
 *   electron            the binary of node_modules/electron, or of ELECTRON_OVERRIDE_DIST_PATH
 *   <path of a program> the packaged app
 * Without it: Electron when its binary is installed, else the stand-in.
 */
import path from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { electronExecutable } from './launch-desktop.ts';

const root = path.resolve(import.meta.dirname, '../..');
const asked = process.env['ELECTRON_UNDER_TEST'];

export const underTest = asked ?? (electronExecutable() === undefined ? 'double' : 'electron');
export const isStandIn = underTest === 'double';
const isPackaged = !isStandIn && underTest !== 'electron';

export type LaunchOptions = {
  userDataDir: string;
  /** The app's folder; ignored by a packaged app. */
  appDir?: string;
  args?: readonly string[];
  switches?: readonly string[];
  env?: Record<string, string>;
};

export function launchUnderTest(options: LaunchOptions): Promise<ElectronApplication> {
  const switches = (options.switches ?? ['use-fake-device-for-media-stream']).map((name) => `--${name}`);
  const app = isPackaged ? [] : [options.appDir ?? root];
  const executablePath = isStandIn ? path.join(import.meta.dirname, 'electron-double') : underTest;
  return _electron.launch({
    ...(underTest === 'electron' ? {} : { executablePath }),
    args: [...switches, `--user-data-dir=${options.userDataDir}`, ...app, ...(options.args ?? [])],
    cwd: root,
    env: { ...definedEnvironment(), ...options.env },
  });
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Collects what the main process writes, and finds the lines that no test should have caused. */
export function watchMainProcess(app: ElectronApplication): { lines: () => string; complaints: () => string[] } {
  let text = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (data: Buffer) => {
      text += data.toString();
    });
  }
  const complaint = /^(?:Electron stand-in:|Uncaught exception|Unhandled rejection|.*UnhandledPromiseRejection).*$/gm;
  return { lines: () => text, complaints: () => text.match(complaint) ?? [] };
}
