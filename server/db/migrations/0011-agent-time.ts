/**
 * What each second of an agent's day went to. Two logs in one append-only table: what the agent said to be doing from a
 * moment on, and from when on a live connection was there or was not. Spans are worked out from both, so that what
 * comes late or out of order finds its place and no second is counted twice.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

export const agentTime: Migration = {
  async up(database: Migrating) {
    await database.schema
      .alterTable('agent_presence')
      .addColumn('reason', 'text')
      .addColumn('is_outage', 'boolean', (column) => column.notNull().defaultTo(false))
      .execute();
    await createTenantTable(
      database,
      'agent_state_changes',
      (table) =>
        table
          .addColumn('sequence', 'bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey())
          .addColumn('agent_id', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('source', 'text', (column) => column.notNull().check(sql`source in ('agent', 'connection')`))
          /** From when on it holds, until the next change of the same source. */
          .addColumn('since', 'timestamptz', (column) => column.notNull())
          /** Of the agent: a state; of the connection: `online` or `offline`. */
          .addColumn('state', 'text', (column) => column.notNull())
          .addColumn('reason', 'text')
          .addColumn('is_outage', 'boolean', (column) => column.notNull().defaultTo(false))
          .addColumn('account_id', 'text')
          .addColumn('recorded_at', 'timestamptz', (column) => column.notNull()),
      ['select', 'insert'],
    );
    await sql`create index agent_state_changes_by_agent
      on agent_state_changes (organization_id, agent_id, source, since, sequence)`.execute(database);
  },
};
