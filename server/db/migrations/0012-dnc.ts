/**
 * The do-not-call lists. Entries of the internal list get an identity and a history: they are taken back, never deleted.
 *
 * A registry of millions of numbers is kept by blocks: the numbers of one exchange (area code and three digits more) in one
 * row, as a bitmap or a sorted list of their last four digits. So a look-up is one probe of the primary key and a list is
 * replaced by some thousand rows in one transaction: nobody ever sees half of one.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../pool.ts';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

/** A UUIDv7 (RFC 9562 section 5.7) for rows that come by the thousand, made by the database. */
const newId = sql.raw(`encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
  placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid::text`);

export const dnc: Migration = {
  async up(database: Migrating) {
    await extendEntries(database);
    await createRegistries(database);
  },
};

async function extendEntries(database: Migrating): Promise<void> {
  await sql`alter table dnc_numbers
    add column id text not null default ${newId},
    add column added_by text references users (id),
    add column import_id text,
    add column removed_at timestamptz,
    add column removed_by text references users (id),
    add column removal_reason text,
    add check ((removed_at is null) = (removal_reason is null)),
    drop constraint dnc_numbers_pkey,
    add primary key (organization_id, id)`.execute(database);
  // One entry of a number is in force; the others are history.
  await sql`create unique index dnc_numbers_in_force on dnc_numbers (organization_id, phone_number)
    where removed_at is null`.execute(database);
  await sql`create index dnc_numbers_by_number on dnc_numbers (organization_id, phone_number, id)`.execute(database);
  await sql`revoke update, delete on dnc_numbers from ${sql.id(appRole)}`.execute(database);
  await sql`grant update (removed_at, removed_by, removal_reason) on dnc_numbers to ${sql.id(appRole)}`.execute(
    database,
  );
}

async function createRegistries(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'dnc_registries',
    (table) =>
      table
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('list', 'text', (column) => column.notNull().check(sql`list in ('state', 'national')`))
        /** The state whose list it is; empty for the national one, so that each is there once. */
        .addColumn('region', 'text', (column) => column.notNull())
        .addColumn('source', 'text', (column) => column.notNull())
        .addColumn('san', 'text')
        /** Null until the first file has been applied. */
        .addColumn('as_of', 'date')
        .addColumn('number_count', 'integer', (column) => column.notNull().defaultTo(0))
        /** Of the last full file, which the next one is measured by. */
        .addColumn('full_count', 'integer', (column) => column.notNull().defaultTo(0))
        .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
        .addPrimaryKeyConstraint('dnc_registries_pkey', ['organization_id', 'id'])
        .addUniqueConstraint('dnc_registries_once', ['organization_id', 'list', 'region']),
    ['select', 'insert', 'update'],
  );
  await createTenantTable(database, 'dnc_registry_blocks', (table) =>
    table
      /** Area code and exchange: 212555 holds +12125550000 to +12125559999. */
      .addColumn('block', 'integer', (column) => column.notNull())
      .addColumn('registry_id', 'text', (column) => column.notNull())
      .addColumn('numbers', 'bytea', (column) => column.notNull())
      .addPrimaryKeyConstraint('dnc_registry_blocks_pkey', ['organization_id', 'block', 'registry_id']),
  );
  await createTenantTable(
    database,
    'dnc_imports',
    (table) =>
      table
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('by_id', 'text', (column) => column.notNull().references('users.id'))
        .addColumn('list', 'text', (column) => column.notNull())
        .addColumn('region', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('file_name', 'text', (column) => column.notNull())
        .addColumn('sha256', 'text', (column) => column.notNull())
        .addColumn('san', 'text')
        .addColumn('as_of', 'date')
        .addColumn('base_as_of', 'date')
        .addColumn('lines', 'integer', (column) => column.notNull())
        .addColumn('added', 'integer', (column) => column.notNull())
        .addColumn('removed', 'integer', (column) => column.notNull())
        .addColumn('unchanged', 'integer', (column) => column.notNull())
        .addColumn('number_count', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('dnc_imports_pkey', ['organization_id', 'id']),
    ['select', 'insert'],
  );
}
