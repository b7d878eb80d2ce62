import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { systemOf } from '../os/platform/systems.ts';

/** Replaces a small file whole or not at all, readable by this user only, on the disk when the call returns. */
export function writeDurably(file: string, text: string): void {
  const temporary = `${file}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
  syncFolder(path.dirname(file));
}

/** Makes a rename or a new name in the folder last, where the system wants that done. */
export function syncFolder(folder: string): void {
  if (!systemOf().syncsFolders) return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The file's text, or null when there is none. */
export const readIfThere = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** Renames a file that cannot be used, so that nothing is written over it; returns where it is kept. */
export function setAside(file: string, now: number): string {
  const { dir, name, ext } = path.parse(file);
  const kept = path.join(dir, `${name}.set-aside-${new Date(now).toISOString().replaceAll(/[:.]/g, '')}${ext}`);
  renameSync(file, kept);
  syncFolder(dir);
  return kept;
}
