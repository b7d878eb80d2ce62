/** Who listens to whom, and whether the agent's window shows it. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

export const supervision: Migration = {
  async up(database: Migrating) {
    await database.schema
      .alterTable('organizations')
      .addColumn('shows_supervision', 'boolean', (column) => column.notNull().defaultTo(true))
      .execute();
    await createTenantTable(
      database,
      'supervisions',
      (table) =>
        table
          // Made by the desktop, so it is unique within an organisation only.
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('call_id', 'text', (column) => column.notNull())
          .addColumn('agent_id', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('supervisor_id', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('mode', 'text', (column) => column.notNull().check(sql`mode in ('listen', 'whisper', 'barge')`))
          .addColumn('started_at', 'timestamptz', (column) => column.notNull())
          .addColumn('permit_expires_at', 'timestamptz', (column) => column.notNull())
          /** The permit of a supervision passes once: when it did. */
          .addColumn('redeemed_at', 'timestamptz')
          .addColumn('ended_at', 'timestamptz')
          .addColumn('ended_by', 'text')
          .addPrimaryKeyConstraint('supervisions_pkey', ['organization_id', 'id'])
          .addForeignKeyConstraint('supervisions_call', ['organization_id', 'call_id'], 'calls', [
            'organization_id',
            'id',
          ]),
      ['select', 'insert', 'update'],
    );
    await sql`create index supervisions_open on supervisions (organization_id, started_at) where ended_at is null`.execute(
      database,
    );
  },
};
