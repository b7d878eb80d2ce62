/** When each background worker last said that it lives; about processes, not about any organisation. Owner only. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Migrating } from '../tenant-table.ts';

export const jobWorkers: Migration = {
  async up(database: Migrating) {
    await database.schema
      .createTable('job_workers')
      .addColumn('worker_id', 'text', (column) => column.primaryKey())
      .addColumn('seen_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .execute();
  },
};
