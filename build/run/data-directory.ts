import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** Where the product keeps its data on this machine: outside the clone, so that a fresh clone loses nothing. */
export function dataDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const given = environment['DESKLINE_DATA_DIR'];
  if (given) return path.resolve(given);
  const home = os.homedir();
  if (process.platform === 'win32')
    return path.join(environment['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'Deskline');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Deskline');
  return path.join(environment['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'deskline');
}

/** A secret of this installation, made at the first use and readable by its owner only. */
export function installationSecret(directory: string, name: string): string {
  const file = path.join(directory, `${name}.secret`);
  mkdirSync(directory, { recursive: true });
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const secret = randomBytes(32).toString('base64url');
    writeFileSync(file, secret, { mode: 0o600 });
    return secret;
  }
}

/**
 * A folder for one run. Others may pass through it (not list it): PostgreSQL, which never runs as root, would otherwise
 * have to put its files elsewhere.
 */
export function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), prefix));
  chmodSync(folder, 0o711);
  return folder;
}

/** A TCP port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

/** Whether something already listens on a port of 127.0.0.1. */
export async function isPortTaken(port: number): Promise<boolean> {
  const probe = createServer();
  return await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(true));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(false)));
  });
}
