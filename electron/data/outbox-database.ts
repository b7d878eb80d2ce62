/**
 * Opens outbox.sqlite. Promise: D5 D6: a damaged file is renamed, never deleted; every row that can still be read is
 * brought over; what happened is said.
 */
import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../shared/domain/clock.ts';
import { syncFolder } from './durable-file.ts';
import { DamagedDatabaseError, type LocalDatabase, openDatabase, openForSalvage } from './open-database.ts';
import { outboxMigrations } from './migrations/outbox.migrations.ts';

export type OpenedOutbox = {
  database: LocalDatabase;
  /** Plain words about a file that was set aside, or null. */
  notice: string | null;
};

const tables = {
  items: [
    'sequence',
    'id',
    'user_id',
    'kind',
    'record_key',
    'priority',
    'call_id',
    'saved_at',
    'parked_at',
    'key_id',
    'payload',
    'problem',
  ],
  drafts: ['call_id', 'user_id', 'saved_at', 'key_id', 'payload'],
  open_calls: ['call_id', 'user_id', 'state', 'saved_at', 'key_id', 'payload'],
  call_history: ['call_id', 'user_id', 'started_at', 'key_id', 'payload'],
  agent_choices: ['user_id', 'session_id', 'state', 'reason'],
} as const;
type TableName = keyof typeof tables;
const tableNames = [
  'items',
  'drafts',
  'open_calls',
  'call_history',
  'agent_choices',
] as const satisfies readonly TableName[];
type Row = Record<string, unknown>;

/** @throws ProblemError `local/database-too-new`; SQLite's error when the folder cannot be written. */
export function openOutboxDatabase(file: string, clock: Clock): OpenedOutbox {
  try {
    return { database: openDatabase(file, outboxMigrations), notice: null };
  } catch (error) {
    if (!(error instanceof DamagedDatabaseError)) throw error;
  }
  const kept = quarantine(file, clock);
  const database = openDatabase(file, outboxMigrations);
  const saved = salvage(kept, database);
  const rows = `${saved} saved ${saved === 1 ? 'row was' : 'rows were'} recovered`;
  return {
    database,
    notice: `The file with unsent work was damaged. ${rows}; the damaged file is kept as ${path.basename(kept)}.`,
  };
}

function quarantine(file: string, clock: Clock): string {
  const { dir, name, ext } = path.parse(file);
  const kept = path.join(dir, `${name}.damaged-${new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '')}${ext}`);
  // The log goes along under the new name: it may hold the newest rows.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  }
  syncFolder(dir);
  return kept;
}

/** Copies every readable row; returns how many. */
function salvage(damagedFile: string, into: LocalDatabase): number {
  let damaged: LocalDatabase;
  try {
    damaged = openForSalvage(damagedFile);
  } catch {
    return 0;
  }
  try {
    let count = 0;
    for (const table of tableNames) count += salvageTable(damaged, into, table);
    return count;
  } finally {
    damaged.close();
  }
}

function salvageTable(damaged: LocalDatabase, into: LocalDatabase, table: TableName): number {
  const columns = tables[table].join(', ');
  const places = tables[table].map((column) => `@${column}`).join(', ');
  const insert = into.prepare(`insert or ignore into ${table} (${columns}) values (${places})`);
  const rows = readWhatIsLeft(damaged, table, columns);
  let count = 0;
  into.transaction(() => {
    for (const row of rows) {
      try {
        count += insert.run(row).changes;
      } catch {
        // A row whose columns no longer hold what the table demands stays in the quarantined file.
      }
    }
  })();
  return count;
}

/** More failures than this mean that the table's root is gone; halving on would only take time. */
const maxFailures = 20_000;

function readWhatIsLeft(database: LocalDatabase, table: TableName, columns: string): Row[] {
  const last = lastRowId(database, table);
  if (last === null)
    return [...readUntilDamage(database, table, columns, 'asc'), ...readUntilDamage(database, table, columns, 'desc')];
  let failures = 0;
  /** Halves the range at each failure until the rows that cannot be read stand alone. */
  const readRange = (from: number, to: number): Row[] => {
    if (from > to || failures > maxFailures) return [];
    try {
      const select = database.prepare<[number, number], Row>(
        `select ${columns} from ${table} where rowid between ? and ?`,
      );
      return select.all(from, to);
    } catch {
      failures += 1;
      if (from === to) return [];
      const middle = Math.floor((from + to) / 2);
      return [...readRange(from, middle), ...readRange(middle + 1, to)];
    }
  };
  return readRange(1, last);
}

/** From one end as far as it goes. */
function readUntilDamage(database: LocalDatabase, table: TableName, columns: string, order: 'asc' | 'desc'): Row[] {
  const rows: Row[] = [];
  try {
    const select = database.prepare<[], Row>(`select ${columns} from ${table} order by rowid ${order}`);
    for (const row of select.iterate()) rows.push(row);
  } catch {
    // As far as it went.
  }
  return rows;
}

/** The highest row id; null when no way to know it is left. */
function lastRowId(database: LocalDatabase, table: TableName): number | null {
  const ways = [
    `select max(rowid) as last from ${table}`,
    `select max(seq) as last from sqlite_sequence where name = '${table}'`,
  ];
  for (const sql of ways) {
    try {
      const found = database.prepare<[], { last: number | null }>(sql).get();
      if (found) return found.last ?? 0;
    } catch {
      // This way is damaged; the next one may not be.
    }
  }
  return null;
}
