/** Overrides of refusals: requests, the answers to them, and their one use; rows are only ever added. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

const appendOnly = ['select', 'insert'] as const;

export const overrides: Migration = {
  async up(database: Migrating) {
    await createTenantTable(
      database,
      'override_requests',
      (table) =>
        table
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('decision_id', 'text', (column) => column.notNull().unique().references('compliance_decisions.id'))
          .addColumn('agent_id', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('consumer_id', 'text')
          .addColumn('account_id', 'text')
          .addColumn('phone_number', 'text', (column) => column.notNull())
          .addColumn('findings', 'jsonb', (column) => column.notNull())
          .addColumn('reason', 'text', (column) => column.notNull())
          .addColumn('asked_at', 'timestamptz', (column) => column.notNull()),
      appendOnly,
    );
    await createTenantTable(
      database,
      'override_rulings',
      (table) =>
        table
          .addColumn('sequence', 'bigint', (column) => column.notNull().generatedAlwaysAsIdentity())
          .addColumn('override_id', 'text', (column) => column.notNull().references('override_requests.id'))
          .addColumn('decided_by', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('is_approved', 'boolean', (column) => column.notNull())
          .addColumn('answers_for_law', 'boolean', (column) => column.notNull())
          .addColumn('reason', 'text', (column) => column.notNull())
          .addColumn('decided_at', 'timestamptz', (column) => column.notNull())
          .addPrimaryKeyConstraint('override_rulings_pkey', ['override_id', 'decided_by']),
      appendOnly,
    );
    await createTenantTable(
      database,
      'override_uses',
      (table) =>
        table
          .addColumn('override_id', 'text', (column) => column.primaryKey().references('override_requests.id'))
          .addColumn('decision_id', 'text', (column) => column.notNull().references('compliance_decisions.id'))
          .addColumn('call_id', 'text', (column) => column.notNull())
          .addColumn('used_at', 'timestamptz', (column) => column.notNull()),
      appendOnly,
    );
    await sql`create index override_requests_by_time on override_requests (organization_id, asked_at)`.execute(
      database,
    );
    for (const table of ['override_requests', 'override_rulings', 'override_uses'])
      await sql`create trigger append_only before update or delete or truncate on ${sql.table(table)}
        for each statement execute function deskline_refuse_change()`.execute(database);
  },
};
