import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const sources = ['electron', 'renderer', 'shared', 'resources', 'build/electron.vite.config.ts', 'package-lock.json'];

/**
 * Builds the desktop app into dist/ unless it is already built from exactly these sources.
 * @returns whether a build was needed
 */
export function buildApp(): boolean {
  const stampFile = path.join(root, 'dist/.built-from');
  const stamp = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
      'build',
      '-c',
      'build/electron.vite.config.ts',
    ],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The desktop app could not be built.\n${stdout}\n${stderr}`);
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const visit = (entry: string): void => {
    const full = path.join(root, entry);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).toSorted()) visit(path.join(entry, name));
      return;
    }
    if (/[.]test[.]tsx?$/.test(entry)) return;
    hash.update(entry).update(readFileSync(full));
  };
  for (const source of sources) visit(source);
  return hash.digest('hex');
}
