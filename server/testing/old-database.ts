/** A database as an earlier version left it, for the tests of what a migration takes over. */
import { randomBytes } from 'node:crypto';
import { runMigrations } from 'graphile-worker';
import { Migrator } from 'kysely/migration';
import { inject } from 'vitest';
import { migrateDatabase } from '../db/migrate.ts';
import { migrations } from '../db/migrations/index.ts';
import { createOwnerPool, kyselyOver } from '../db/pool.ts';
import { dropDatabase, withDatabase } from './postgres.setup.ts';

export type OldDatabase = {
  /** As the owner of the cluster, who sees every tenant. */
  query<Row extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Brings it to the version of today. */
  migrate(): Promise<void>;
  drop(): Promise<void>;
};

/** `before`: number of the first migration that it has not seen, such as `0018`. */
export async function createOldDatabase(before: string): Promise<OldDatabase> {
  const postgresUrl = inject('postgresUrl');
  const name = `deskline_old_${randomBytes(6).toString('hex')}`;
  const connectionString = withDatabase(postgresUrl, name);
  const maintenance = createOwnerPool({ connectionString: postgresUrl, maxConnections: 1 });
  await maintenance.query(`create database ${name}`);
  await maintenance.end();
  await runMigrations({ connectionString });
  const pool = createOwnerPool({ connectionString, maxConnections: 1 });
  const migrator = new Migrator({
    db: kyselyOver(pool),
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const last = Object.keys(migrations)
    .filter((each) => each < before)
    .at(-1);
  const { error } = await migrator.migrateTo(last ?? '');
  if (error !== undefined) throw new Error(`Migrations before ${before} failed`, { cause: error });
  return {
    query: async <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    migrate: () => migrateDatabase(connectionString),
    drop: async () => {
      await pool.end();
      await dropDatabase(postgresUrl, name);
    },
  };
}
