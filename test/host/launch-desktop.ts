/**
 * Starts the desktop app for people: the real Electron when its binary is installed, else the stand-in. Without
 * Playwright; it runs until it is asked to quit (SIGTERM, SIGINT) and leaves no browser behind, even when it is killed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type ChromiumChoice, findChromium } from './find-chromium.ts';

const root = path.resolve(import.meta.dirname, '../..');

export type DesktopOptions = {
  userDataDir: string;
  /** For the app: links, numbers. */
  args?: readonly string[];
  /** Chromium's own, without the leading dashes: `use-fake-device-for-media-stream`. */
  switches?: readonly string[];
  env?: Record<string, string>;
  stdio?: 'inherit' | 'pipe';
};
export type Desktop = {
  kind: 'electron' | 'stand-in';
  /** One sentence for people: which of the two it is and what that means. */
  description: string;
  process: ChildProcess;
};

/** The path of Electron's own executable, or undefined when it was never downloaded. */
export function electronExecutable(): string | undefined {
  const folder = path.join(root, 'node_modules/electron');
  const pathFile = path.join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(folder, 'dist');
  const executable = path.join(dist, readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : undefined;
}

export function launchDesktop(options: DesktopOptions): Desktop {
  const executable = electronExecutable();
  const stdio = options.stdio ?? 'inherit';
  const profile = `--user-data-dir=${options.userDataDir}`;
  const asked = (options.switches ?? []).map((name) => `--${name}`);
  const start = (
    command: string,
    switches: readonly string[],
    environment: Record<string, string> = {},
  ): ChildProcess =>
    spawn(command, [...switches, profile, root, ...(options.args ?? [])], {
      stdio: ['ignore', stdio, stdio],
      env: { ...process.env, ...options.env, ...environment },
    });
  if (executable) {
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return { kind: 'electron', description: 'Electron.', process: start(executable, [...asRoot, ...asked]) };
  }
  const chromium = findChromium();
  const child = start(path.join(import.meta.dirname, 'electron-double'), [...standInSwitches(chromium), ...asked]);
  return { kind: 'stand-in', description: describe(chromium), process: child };
}

/** Nobody speaks into a machine without a display: Chromium's own test tone stands in for the microphone. */
const standInSwitches = ({ isHeaded }: ChromiumChoice): string[] =>
  isHeaded ? [] : ['--use-fake-device-for-media-stream'];

function describe({ executablePath, origin, isHeaded }: ChromiumChoice): string {
  const windows = isHeaded
    ? 'its windows are on your display'
    : 'there is no display, so its windows are drawn unseen and its microphone is a test tone';
  return `Electron's binary is not installed; Node and Chromium (${origin}: ${executablePath}) stand in for it; ${windows}.`;
}
