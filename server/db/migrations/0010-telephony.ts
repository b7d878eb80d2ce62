/** Parked calls, recorded messages for voicemails, check-outs before the shift, emergency calls. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

export const telephony: Migration = {
  async up(database: Migrating) {
    await createTenantTable(
      database,
      'parked_calls',
      (table) =>
        table
          // The PBX has each place once, whichever organisation's call stands there.
          .addColumn('place', 'text', (column) => column.primaryKey())
          .addColumn('call_id', 'text', (column) => column.notNull())
          .addColumn('account_id', 'text')
          .addColumn('remote_name', 'text')
          .addColumn('phone_number', 'text')
          .addColumn('parked_by', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('parked_at', 'timestamptz', (column) => column.notNull())
          .addUniqueConstraint('parked_calls_once_per_call', ['organization_id', 'call_id']),
      ['select', 'insert', 'delete'],
    );
    await createTenantTable(
      database,
      'phone_messages',
      (table) =>
        table
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('title', 'text', (column) => column.notNull())
          .addColumn('transcript', 'text', (column) => column.notNull())
          .addColumn('wav', 'bytea', (column) => column.notNull())
          .addColumn('duration_ms', 'integer', (column) => column.notNull())
          .addColumn('created_at', 'timestamptz', (column) => column.notNull())
          .addColumn('created_by', 'text', (column) => column.notNull().references('users.id'))
          /** Out of use, but on record: what was left with it can still be heard. */
          .addColumn('removed_at', 'timestamptz'),
      ['select', 'insert', 'update'],
    );
    // Compressing speech costs time and saves nothing.
    await sql`alter table phone_messages alter column wav set storage external`.execute(database);
    await createTenantTable(
      database,
      'check_outs',
      (table) =>
        table
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('agent_id', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('started_at', 'timestamptz', (column) => column.notNull())
          .addColumn('duration_ms', 'integer', (column) => column.notNull())
          .addColumn('results', 'jsonb', (column) => column.notNull())
          .addPrimaryKeyConstraint('check_outs_pkey', ['organization_id', 'id']),
      ['select', 'insert'],
    );
    await sql`create index check_outs_by_agent on check_outs (organization_id, agent_id, started_at)`.execute(database);
    await createTenantTable(
      database,
      'emergency_calls',
      (table) =>
        table
          // Of the call, so that a report that comes twice is one.
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('agent_id', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('number', 'text', (column) => column.notNull())
          .addColumn('at', 'timestamptz', (column) => column.notNull())
          .addColumn('location', 'jsonb')
          .addColumn('location_confirmed_at', 'timestamptz')
          .addColumn('received_at', 'timestamptz', (column) => column.notNull())
          .addPrimaryKeyConstraint('emergency_calls_pkey', ['organization_id', 'id']),
      ['select', 'insert'],
    );
  },
};
