import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '../../shared/contracts/core/problem.ts';
import { removeFolder, testFolder } from '../testing/open-test-outbox.ts';
import { cacheMigrations } from './migrations/cache.migrations.ts';
import { outboxMigrations } from './migrations/outbox.migrations.ts';
import {
  closeDatabase,
  DamagedDatabaseError,
  type LocalDatabase,
  type Migration,
  openDatabase,
} from './open-database.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = testFolder();
  file = path.join(folder, 'x.sqlite');
});
afterEach(() => removeFolder(folder));

const pragma = (database: LocalDatabase, name: string): unknown => database.pragma(name, { simple: true });

describe('D2: a commit is on the disk', () => {
  it.each([
    ['outbox', outboxMigrations],
    ['cache', cacheMigrations],
  ])('sets WAL and synchronous=FULL on the first and on every later open: %s', (_name, migrations) => {
    for (let opened = 0; opened < 3; opened += 1) {
      const database = openDatabase(file, migrations);
      expect(pragma(database, 'journal_mode')).toBe('wal');
      expect(pragma(database, 'synchronous')).toBe(2);
      expect(pragma(database, 'foreign_keys')).toBe(1);
      closeDatabase(database);
    }
  });
});

describe('D6: a database of a newer version', () => {
  it('is refused and not touched', () => {
    const newer: Migration[] = [
      ...outboxMigrations,
      { name: '0002-later', up: (database) => database.exec('create table later (id text)') },
    ];
    closeDatabase(openDatabase(file, newer));
    const before = readFileSync(file);
    const names = readdirSync(folder);
    expect(() => openDatabase(file, outboxMigrations)).toThrow(ProblemError);
    expect(() => openDatabase(file, outboxMigrations)).toThrow(/local\/database-too-new/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(names);
  });

  it('is refused even when its version is still in the log of a killed process', () => {
    const newer: Migration[] = [
      ...outboxMigrations,
      { name: '0002-later', up: (database) => database.exec('create table later (id text)') },
    ];
    const database = openDatabase(file, newer);
    const killed = path.join(folder, 'killed');
    mkdirSync(killed);
    for (const suffix of ['', '-wal'])
      writeFileSync(path.join(killed, `y.sqlite${suffix}`), readFileSync(file + suffix));
    closeDatabase(database);
    expect(() => openDatabase(path.join(killed, 'y.sqlite'), outboxMigrations)).toThrow(/local\/database-too-new/);
  });
});

describe('D7: migrations', () => {
  const first: Migration = {
    name: '0001',
    up: (database) => database.exec("create table a (x text); insert into a values ('kept')"),
  };

  it('keeps a copy before changing old data', () => {
    closeDatabase(openDatabase(file, [first]));
    const second: Migration = { name: '0002', up: (database) => database.exec('drop table a') };
    closeDatabase(openDatabase(file, [first, second]));
    const copy = openDatabase(`${file}.before-v2`, [first]);
    expect(copy.prepare('select x from a').get()).toEqual({ x: 'kept' });
    closeDatabase(copy);
  });

  it('is old or new, never between, when a step fails', () => {
    closeDatabase(openDatabase(file, [first]));
    const breaks: Migration = {
      name: '0002',
      up: (database) => {
        database.exec("create table b (x text); insert into a values ('half')");
        throw new Error('power cut');
      },
    };
    expect(() => openDatabase(file, [first, breaks])).toThrow('power cut');
    const database = openDatabase(file, [first]);
    expect(pragma(database, 'user_version')).toBe(1);
    expect(database.prepare('select count(*) as n from a').get()).toEqual({ n: 1 });
    expect(database.prepare("select count(*) as n from sqlite_master where name = 'b'").get()).toEqual({ n: 0 });
    closeDatabase(database);
  });
});

describe('damage', () => {
  it('is told apart from other failures and never deleted', () => {
    writeFileSync(file, 'this is no database, but long enough to look at. '.repeat(100));
    const before = readFileSync(file);
    expect(() => openDatabase(file, outboxMigrations)).toThrow(DamagedDatabaseError);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(() => openDatabase(path.join(folder, 'no/such/folder/x.sqlite'), outboxMigrations)).toThrow(/directory/);
    expect(existsSync(path.join(folder, 'no'))).toBe(false);
  });
});
