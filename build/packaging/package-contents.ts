/**
 * What a packaged app may hold, and what its fuses say: read from `linux-unpacked` or `win-unpacked` as electron-builder
 * left them, with a fake Electron or the real one. Promise: X1 (fuses read from the packaged app).
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { asar, fuses } from './builder-parts.ts';
import { wantedFuses } from './wanted-fuses.ts';

const required = [
  '/package.json',
  '/dist/main/index.js',
  ...['agent', 'supervisor', 'toast', 'phone'].flatMap((name) => [
    `/dist/preload/${name}.cjs`,
    `/dist/renderer/${name}.html`,
  ]),
  '/node_modules/better-sqlite3/lib/index.js',
  '/node_modules/better-sqlite3/package.json',
];
/** Everything else in an archive is a leak: sources, tests, maps, other people's libraries. */
const allowed = [
  /^\/package\.json$/,
  /^\/dist\/(?:main|preload)\/[\w.-]+\.c?js$/,
  /^\/dist\/renderer\/(?:assets\/)?[\w.-]+\.(?:html|js|css|svg|png|woff2|wav|mp3|json)$/,
  /^\/node_modules\/better-sqlite3\/(?:package\.json|LICENSE|lib\/.+\.js|prebuilds\/[\w-]+\.node)$/,
];
const secrets = [/-----BEGIN [A-Z ]*PRIVATE KEY/, /\bAKIA[0-9A-Z]{16}\b/, /\bgh[pousr]_[A-Za-z0-9]{36}/];

export type PackagePlatform = 'linux' | 'win32' | 'darwin';
export type PackagePlace = { archive: string; executable: string; platform: PackagePlatform };

/** Finds archive and executable in an unpacked app. */
export function placeOf(folder: string): PackagePlace {
  const name = path.basename(folder);
  if (name.startsWith('mac')) {
    const contents = path.join(folder, 'Deskline.app/Contents');
    return {
      archive: path.join(contents, 'Resources/app.asar'),
      executable: path.join(contents, 'MacOS/Deskline'),
      platform: 'darwin',
    };
  }
  const platform = name.startsWith('win') ? 'win32' : 'linux';
  const executable = path.join(folder, platform === 'win32' ? 'Deskline.exe' : 'deskline');
  return { archive: path.join(folder, 'resources/app.asar'), executable, platform };
}

type Entry = { file: string; isUnpacked: boolean };

function entriesOf(archive: string): Entry[] {
  return asar.listPackage(archive, { isPack: true }).map((line) => {
    const [kind = '', file = ''] = line.split(/\s*:\s*/);
    return { file: file.replaceAll('\\', '/'), isUnpacked: kind === 'unpack' };
  });
}

/** Everything that is wrong with a packaged app, in words; empty when it is right. */
export async function packageFaults(folder: string): Promise<string[]> {
  const { archive, executable, platform } = placeOf(folder);
  if (!existsSync(archive)) return [`${archive} is missing: the app is not in an archive`];
  const entries = entriesOf(archive);
  const names = new Set(entries.map(({ file }) => file));
  const isFolder = (file: string): boolean => entries.some((other) => other.file.startsWith(`${file}/`));
  const files = entries.filter(({ file }) => !isFolder(file));
  const contents = (file: string): string => asar.extractFile(archive, file.slice(1)).toString();
  const readable = files.filter(({ file, isUnpacked }) => !isUnpacked && /\.(?:c?js|json|html|css)$/.test(file));
  return [
    ...required.filter((file) => !names.has(file)).map((file) => `${file} is missing`),
    ...files
      .filter(({ file }) => !allowed.some((pattern) => pattern.test(file)))
      .map(({ file }) => `${file} does not belong in the package`),
    ...addonFaults(files, platform),
    ...readable.flatMap(({ file }) =>
      secrets
        .filter((secret) => secret.test(contents(file)))
        .map((secret) => `${file} holds a secret (${secret.source})`),
    ),
    ...(names.has('/package.json') && contents('/package.json').includes('"devDependencies"')
      ? ['package.json carries devDependencies']
      : []),
    ...looseFiles(path.dirname(archive)),
    ...(await fuseFaults(executable)),
  ];
}

/** Exactly the addons of the target platform, outside the archive, where the system can load them. */
function addonFaults(files: Entry[], platform: PackagePlatform): string[] {
  const addons = files.filter(({ file }) => file.endsWith('.node'));
  const mine = addons.filter(({ file }) => path.posix.basename(file).startsWith(`${platform}-`));
  return [
    ...(mine.length === 0 ? [`no native addon for ${platform}`] : []),
    ...addons.filter((addon) => !mine.includes(addon)).map(({ file }) => `${file} is of another platform`),
    ...addons.filter(({ isUnpacked }) => !isUnpacked).map(({ file }) => `${file} is inside the archive`),
  ];
}

/** Beside the archive only what was unpacked from it and Electron's own: `onlyLoadAppFromAsar` has a reason. */
const expectedResource = /^(?:app\.asar(?:\.unpacked)?|.*\.(?:icns|lproj)|default_app\.asar)$/;

function looseFiles(resources: string): string[] {
  return readdirSync(resources)
    .filter((name) => !expectedResource.test(name))
    .map((name) => `resources/${name} does not belong in the package`);
}

async function fuseFaults(executable: string): Promise<string[]> {
  const wire = await fuses.getCurrentFuseWire(executable);
  return Object.entries(wantedFuses).flatMap(([name, isOn]) => {
    const option = name[0]?.toUpperCase() + name.slice(1);
    const position = fuses.FuseV1Options[option];
    // The wire holds the character codes of 0 and 1.
    const state = position === undefined ? undefined : String.fromCharCode(Number(wire[String(position)]));
    return state === (isOn ? '1' : '0') ? [] : [`the fuse ${name} is not ${isOn ? 'on' : 'off'}`];
  });
}
