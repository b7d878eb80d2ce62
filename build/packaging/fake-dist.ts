/**
 * A FAKE Electron distribution: lets electron-builder's own pipeline (file selection, archive, fuses, resources) run
 * where Electron cannot be downloaded. What comes out holds no Electron and must never be given to anybody: the
 * executable says so and ends.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type FakePlatform = 'linux' | 'win32';

/** What @electron/fuses looks for in Electron's executable; a version byte, a length and one byte per fuse follow. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseWire = Buffer.concat([Buffer.from(fuseSentinel), Buffer.from([1, 9]), Buffer.from('101111111')]);

const root = path.resolve(import.meta.dirname, '../..');

export function makeFakeDist(folder: string, platform: FakePlatform): void {
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['resources', 'locales']) mkdirSync(path.join(folder, part), { recursive: true });
  const script = Buffer.from('#!/bin/sh\necho "Fake Electron: for packaging checks only" >&2\nexit 99\n');
  // electron-builder edits icon and version inside a Windows program, so it must be one.
  const program =
    platform === 'win32' ? readFileSync(path.join(root, 'node_modules/electron-winstaller/vendor/rcedit.exe')) : script;
  const name = platform === 'win32' ? 'electron.exe' : 'electron';
  writeFileSync(path.join(folder, name), Buffer.concat([program, fuseWire]), { mode: 0o755 });
  writeFileSync(path.join(folder, 'chrome-sandbox'), 'fake', { mode: 0o755 });
  writeFileSync(path.join(folder, 'locales/en-US.pak'), 'fake');
  writeFileSync(path.join(folder, 'version'), 'fake');
  writeFileSync(path.join(folder, 'FAKE-NOT-ELECTRON.txt'), 'For packaging checks only.\n');
}
