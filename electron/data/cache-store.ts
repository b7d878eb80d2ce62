/**
 * cache.sqlite: what the server told, for when it is away. Rebuildable: any doubt, and the file is dropped and made anew.
 * Sealed like the outbox; its key lives with the secrets, and a lost key only means an empty cache. Where no file can be
 * kept it lives in memory. Promise: D4 D6.
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type Clock, isoNow } from '../../shared/domain/clock.ts';
import { cacheMigrations } from './migrations/cache.migrations.ts';
import { closeDatabase, type LocalDatabase, openDatabase } from './open-database.ts';
import { seal, unseal } from './sealed.ts';

export type CachedDocument = { value: unknown; asOf: string };
export type CacheStore = {
  read: (userId: string, name: string) => CachedDocument | null;
  write: (userId: string, name: string, value: unknown) => void;
  /** At sign-out: nothing of anybody stays. */
  clear: () => void;
  close: () => void;
};

/** Where the cache's key is kept; memory only without a key store. */
export type CacheKeyPort = {
  read: (name: 'cache-key') => Promise<string | null>;
  write: (name: 'cache-key', value: string) => Promise<void>;
};

/** SQLite's own name for a database that no file holds. */
const inMemory = ':memory:';

const label = (userId: string, name: string): string => `document:${userId}:${name}`;

function dropFiles(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

function openOrRebuild(file: string): LocalDatabase {
  try {
    return openDatabase(file, cacheMigrations);
  } catch {
    dropFiles(file);
    return openDatabase(file, cacheMigrations);
  }
}

/** The key that is kept, or a new one; what was sealed with a lost one is dropped. */
async function readOrMakeKey(file: string, secrets: CacheKeyPort): Promise<Buffer<ArrayBuffer>> {
  const kept = await secrets.read('cache-key');
  if (kept !== null) return Buffer.from(kept, 'base64');
  dropFiles(file);
  const key = randomBytes(32);
  await secrets.write('cache-key', key.toString('base64'));
  return key;
}

export async function openCacheStore(file: string, secrets: CacheKeyPort, clock: Clock): Promise<CacheStore> {
  let key = randomBytes(32);
  let database: LocalDatabase;
  try {
    key = await readOrMakeKey(file, secrets);
    database = openOrRebuild(file);
  } catch {
    // A full disk, a folder that cannot be written: what the server tells lives as long as the app.
    database = openDatabase(inMemory, cacheMigrations);
  }
  const select = database.prepare<[string, string], { as_of: string; payload: Buffer }>(
    'select as_of, payload from documents where user_id = ? and name = ?',
  );
  const upsert = database.prepare(
    'insert or replace into documents (user_id, name, as_of, payload) values (?, ?, ?, ?)',
  );
  return {
    read: (userId, name) => {
      const row = select.get(userId, name);
      const text = row === undefined ? null : unseal(key, label(userId, name), row.payload);
      return row === undefined || text === null ? null : { value: JSON.parse(text), asOf: row.as_of };
    },
    write: (userId, name, value) => {
      upsert.run(userId, name, isoNow(clock), seal(key, label(userId, name), JSON.stringify(value)));
    },
    clear: () => {
      database.exec('delete from documents');
      database.pragma('wal_checkpoint(TRUNCATE)');
    },
    close: () => closeDatabase(database),
  };
}
