/**
 * Which Chromium stands behind the Electron stand-in: `DESKLINE_CHROMIUM`, else one that is installed on this machine
 * (with windows when there is a display), else the headless one that `npm ci` brought along, unpacked once into the
 * user's cache folder together with the few libraries a bare machine lacks.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

export type ChromiumChoice = {
  executablePath: string;
  /** Windows can be seen; otherwise it draws into memory. */
  isHeaded: boolean;
  /** It refuses a page's new window where Electron does, before there is one. The whole browser makes it first. */
  refusesWindows: boolean;
  environment: Record<string, string>;
  /** What this build needs besides what every build is given. */
  switches: readonly string[];
  /** For people: where it came from. */
  origin: string;
};

const systemNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable'];
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export function findChromium(environment: NodeJS.ProcessEnv = process.env): ChromiumChoice {
  const hasDisplay = process.platform === 'darwin' || Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
  const isHeaded = hasDisplay && environment['DESKLINE_HEADLESS'] !== '1';
  const chosen = environment['DESKLINE_CHROMIUM'];
  if (chosen === 'bundled') return bundledChromium(environment);
  const wholeBrowser = { isHeaded, refusesWindows: false, environment: {}, switches: [] };
  if (chosen) return { ...wholeBrowser, executablePath: chosen, origin: 'DESKLINE_CHROMIUM' };
  const installed = installedChromium(environment);
  if (installed) return { ...wholeBrowser, executablePath: installed, origin: 'installed on this machine' };
  return bundledChromium(environment);
}

function installedChromium(environment: NodeJS.ProcessEnv): string | undefined {
  if (process.platform === 'darwin') return macApplications.find((file) => existsSync(file));
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return systemNames
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => existsSync(file));
}

function bundledChromium(environment: NodeJS.ProcessEnv): ChromiumChoice {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found. Install Chromium or Chrome, or name one with DESKLINE_CHROMIUM.');
  }
  const folder = unpackedFolder(environment);
  return {
    executablePath: path.join(folder, 'chromium'),
    isHeaded: false,
    refusesWindows: true,
    environment: {
      LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts', fontConfigName),
    },
    // Its shell has nobody to ask about microphones; the page's side of the bridge has asked the app by then.
    switches: ['use-fake-ui-for-media-stream'],
    origin: 'the headless one from npm',
  };
}

/** Unpacks beside its final place and renames, so that a start that was cut short never leaves half a browser. */
function unpackedFolder(environment: NodeJS.ProcessEnv): string {
  const packageFile = path.resolve(import.meta.dirname, '../../node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const cache = usableCacheFolder(environment);
  const folder = path.join(cache, `chromium-${version}`);
  if (existsSync(path.join(folder, 'fonts', fontConfigName))) return folder;
  rmSync(folder, { recursive: true, force: true });
  const staging = mkdtempSync(path.join(cache, 'unpacking-'));
  const { status, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'unpack-chromium.ts')], {
    // The package unpacks into the temporary folder, and its libraries only where it believes to be on Amazon Linux.
    env: { ...environment, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    encoding: 'utf8',
  });
  if (status !== 0) {
    rmSync(staging, { recursive: true, force: true });
    throw new Error(`The browser that npm brought could not be unpacked into ${cache}:\n${stderr}`);
  }
  writeFileSync(path.join(staging, 'fonts', fontConfigName), fontConfig(path.join(folder, 'fonts')));
  try {
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(path.join(folder, 'fonts', fontConfigName))) throw error; // otherwise another start was faster
  }
  return folder;
}

/** Written last while unpacking: a folder that has it is whole. */
const fontConfigName = 'deskline-fonts.conf';

/** A machine may have no font at all, and Chromium without one ends at its first page: its own font comes last. */
const fontConfig = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="xdg">fonts</dir>
  <dir>${folder}</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
</fontconfig>
`;

function usableCacheFolder(environment: NodeJS.ProcessEnv): string {
  const wanted = path.join(environment['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'deskline');
  try {
    mkdirSync(wanted, { recursive: true });
    return wanted;
  } catch {
    const fallback = path.join(tmpdir(), `deskline-${process.getuid?.() ?? 'user'}`);
    mkdirSync(fallback, { recursive: true, mode: 0o700 });
    return fallback;
  }
}
