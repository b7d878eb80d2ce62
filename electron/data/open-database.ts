/**
 * The only door to better-sqlite3.
 *
 * Promise: D2 D6 D7.
 * - `journal_mode=WAL` and `synchronous=FULL` on EVERY open: a reopened WAL database falls back to NORMAL, and with NORMAL
 *   a commit is acknowledged before it is on the disk.
 * - A database of a newer version is refused and its file not touched.
 * - Each migration is one transaction together with its version number; a copy is kept before the first of them.
 * - A damaged file is reported to the caller, who decides (outbox: quarantine; cache: rebuild). It is never deleted here.
 */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ProblemError } from '../../shared/contracts/core/problem.ts';

export type LocalDatabase = Database.Database;
export type Migration = { name: string; up: (database: LocalDatabase) => void };

/** The file is no healthy database: page checks failed, or it is no database at all. */
export class DamagedDatabaseError extends Error {
  constructor(file: string, finding: string) {
    super(`${file}: ${finding}`);
    this.name = 'DamagedDatabaseError';
  }
}

const damageCodes = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_CORRUPT_VTAB', 'SQLITE_CORRUPT_INDEX']);
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
export const isDamage = (error: unknown): boolean =>
  error instanceof DamagedDatabaseError || damageCodes.has(codeOf(error));
/** SQLITE_FULL, or a write the file system refused. */
export const isDiskFull = (error: unknown): boolean => /^SQLITE_(FULL|IOERR)/.test(codeOf(error));

const versionOf = (database: LocalDatabase): number => Number(database.pragma('user_version', { simple: true }));

/** Where a database file keeps `user_version`: bytes 60 to 63, big-endian (SQLite file format, section 1.3). */
const versionOffset = 60;

/** The version of a file, without creating, recovering or checkpointing anything. */
function versionWithoutTouching(file: string): number {
  if (existsSync(`${file}-wal`)) {
    // Left by a process that was killed: its newest version may stand in the log.
    const database = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return versionOf(database);
    } finally {
      database.close();
    }
  }
  const header = Buffer.alloc(versionOffset + 4);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, header, 0, header.length, 0);
  } finally {
    closeSync(handle);
  }
  return header.toString('latin1', 0, 15) === 'SQLite format 3' ? header.readUInt32BE(versionOffset) : 0;
}

function applyPragmas(database: LocalDatabase): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 2000');
  // macOS: fsync alone leaves data in the drive's cache; no effect elsewhere.
  database.pragma('fullfsync = ON');
  database.pragma('checkpoint_fullfsync = ON');
}

function migrate(database: LocalDatabase, file: string, migrations: readonly Migration[]): void {
  const from = versionOf(database);
  if (from === migrations.length) return;
  const copy = `${file}.before-v${migrations.length}`;
  if (from > 0 && !existsSync(copy)) database.prepare('vacuum into ?').run(copy);
  migrations.slice(from).forEach((migration, index) => {
    database
      .transaction(() => {
        migration.up(database);
        database.pragma(`user_version = ${from + index + 1}`);
      })
      .immediate();
  });
}

/**
 * Opens a database at the newest version.
 * @throws ProblemError `local/database-too-new`; DamagedDatabaseError; SQLite's own error when the file cannot be opened.
 */
export function openDatabase(file: string, migrations: readonly Migration[]): LocalDatabase {
  let database: LocalDatabase | null = null;
  try {
    if (existsSync(file) && versionWithoutTouching(file) > migrations.length) {
      throw new ProblemError('local/database-too-new');
    }
    database = new Database(file);
    applyPragmas(database);
    const finding = String(database.pragma('quick_check(1)', { simple: true }));
    if (finding !== 'ok') throw new DamagedDatabaseError(file, finding);
    migrate(database, file, migrations);
    return database;
  } catch (error) {
    database?.close();
    if (isDamage(error) && !(error instanceof DamagedDatabaseError))
      throw new DamagedDatabaseError(file, codeOf(error));
    throw error;
  }
}

/** Opens a set-aside file only to read what is left in it. */
export const openForSalvage = (file: string): LocalDatabase =>
  new Database(file, { readonly: true, fileMustExist: true });

/** Moves everything into the main file and closes. */
export function closeDatabase(database: LocalDatabase): void {
  if (!database.open) return;
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}
