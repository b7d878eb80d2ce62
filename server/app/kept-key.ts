import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** A file of the data directory that holds a key: made by `create` the first time, readable by its owner only. */
export function keptKey(dataDirectory: string, name: string, create: () => string): string {
  const file = path.join(dataDirectory, name);
  if (!fs.existsSync(file)) {
    fs.mkdirSync(dataDirectory, { recursive: true });
    const fresh = `${file}.${process.pid}`;
    fs.writeFileSync(fresh, create(), { mode: 0o600 });
    try {
      fs.linkSync(fresh, file);
    } catch (error) {
      // Another server of this machine made it at the same moment; its key is the one.
      if (!fs.existsSync(file)) throw error;
    } finally {
      fs.rmSync(fresh);
    }
  }
  return fs.readFileSync(file, 'utf8');
}

export const randomKey = (): string => randomBytes(32).toString('base64url');
