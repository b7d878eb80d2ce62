/** Who is there: what each agent says to be doing, and the leases of the open live connections that prove it. */
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

export const live: Migration = {
  async up(database: Migrating) {
    await createTenantTable(database, 'agent_presence', (table) =>
      table
        .addColumn('agent_id', 'text', (column) => column.primaryKey().references('users.id'))
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('since', 'timestamptz', (column) => column.notNull())
        .addColumn('account_id', 'text')
        .addColumn('is_online', 'boolean', (column) => column.notNull())
        .addColumn('went_offline_at', 'timestamptz'),
    );
    await createTenantTable(database, 'live_connections', (table) =>
      table
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('agent_id', 'text', (column) => column.notNull().references('users.id'))
        .addColumn('expires_at', 'timestamptz', (column) => column.notNull()),
    );
    await database.schema
      .createIndex('live_connections_of_agent')
      .on('live_connections')
      .columns(['organization_id', 'agent_id', 'expires_at'])
      .execute();
  },
};
