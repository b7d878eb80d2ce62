/** What consumers told us: rows one after the other, never changed. A row that takes another back names it and says why. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

export const consumerFacts: Migration = {
  async up(database: Migrating) {
    await createTenantTable(
      database,
      'consumer_facts',
      (table) =>
        table
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('consumer_id', 'text', (column) => column.notNull())
          /** `taken-back` for a row that takes another back. */
          .addColumn('kind', 'text', (column) => column.notNull())
          .addColumn('value', 'jsonb', (column) => column.notNull())
          /** Null: every debt of the consumer. */
          .addColumn('debt_id', 'text')
          .addColumn('phone_number', 'text')
          .addColumn('address', 'text')
          .addColumn('received_at', 'timestamptz', (column) => column.notNull())
          .addColumn('received_by', 'text')
          /** Of the call in which it was said. The call may reach the server after the fact does. */
          .addColumn('call_id', 'text')
          .addColumn('note', 'text', (column) => column.notNull())
          .addColumn('recorded_at', 'timestamptz', (column) => column.notNull())
          .addColumn('recorded_by', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('takes_back', 'text')
          .addPrimaryKeyConstraint('consumer_facts_pkey', ['organization_id', 'id'])
          .addCheckConstraint('consumer_facts_taken_back', sql`(kind = 'taken-back') = (takes_back is not null)`)
          .addCheckConstraint('consumer_facts_received', sql`(kind = 'taken-back') = (received_by is null)`),
      ['select', 'insert'],
    );
    await sql`create index consumer_facts_of_consumer on consumer_facts (organization_id, consumer_id)`.execute(
      database,
    );
    // Each fact is taken back once.
    await sql`create unique index consumer_facts_once on consumer_facts (organization_id, takes_back)
      where takes_back is not null`.execute(database);
  },
};
