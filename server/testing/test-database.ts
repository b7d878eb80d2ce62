import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createOwnerPool } from '../db/pool.ts';
import { dropDatabase, withDatabase } from './postgres.setup.ts';

export type TestDatabase = {
  connectionString: string;
  /** Any SQL as the owner of the cluster, who sees every tenant: for what a test must look at or break. */
  query<Row extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Runs one statement in a transaction that stays open until `until`; calls `taken` when it has run. */
  holdLock(text: string, taken: () => void, until: Promise<void>): Promise<void>;
  drop(): Promise<void>;
};

/** A database of its own for one test file: a clone of the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const postgresUrl = inject('postgresUrl');
  const name = `deskline_test_${randomBytes(6).toString('hex')}`;
  const maintenance = createOwnerPool({ connectionString: postgresUrl, maxConnections: 1 });
  await maintenance.query(`create database ${name} template ${inject('templateDatabase')}`);
  await maintenance.end();
  const connectionString = withDatabase(postgresUrl, name);
  const pool = createOwnerPool({ connectionString, maxConnections: 2 });
  return {
    connectionString,
    query: async <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    holdLock: async (text, taken, until) => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query(text);
        taken();
        await until;
        await client.query('commit');
      } finally {
        client.release();
      }
    },
    drop: async () => {
      await pool.end();
      await dropDatabase(postgresUrl, name);
    },
  };
}
