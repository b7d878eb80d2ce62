import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { canEnter, type RunAs } from './postgres-binaries.ts';

/**
 * Where the cluster of a data directory lives: below it, or, when PostgreSQL runs as another user who may not enter it
 * (root's home is closed), below `/var/lib/deskline` under a name made from its path.
 */
export function postgresHome(dataDirectory: string, runAs: RunAs, log: (message: string) => void): string {
  fs.mkdirSync(dataDirectory, { recursive: true });
  let home = path.join(dataDirectory, 'postgres');
  if (!canEnter(dataDirectory, runAs)) {
    const name = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12);
    home = path.join('/var/lib/deskline', name, 'postgres');
    log(`PostgreSQL may not enter ${dataDirectory}; its data is in ${home}`);
  }
  fs.mkdirSync(home, { recursive: true, mode: 0o755 });
  return home;
}
