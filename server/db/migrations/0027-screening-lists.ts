/**
 * Lists of litigators and answers of the Reassigned Numbers Database, as files of the tenant. Nothing is deleted or rewritten:
 * an entry, or all of a file, is taken back with a reason and stays.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../pool.ts';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

const append = ['select', 'insert'] as const;
const removal = sql.raw('removed_at, removed_by, removal_reason');

export const screeningLists: Migration = {
  async up(database: Migrating) {
    await createTenantTable(
      database,
      'screening_imports',
      (table) =>
        table
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('at', 'timestamptz', (column) => column.notNull())
          .addColumn('by_id', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('list', 'text', (column) => column.notNull().check(sql`list in ('litigators', 'reassigned')`))
          .addColumn('file_name', 'text', (column) => column.notNull())
          .addColumn('sha256', 'text', (column) => column.notNull())
          /** When the database of reassigned numbers was asked; null for litigators. */
          .addColumn('queried_at', 'timestamptz')
          .addColumn('lines', 'integer', (column) => column.notNull())
          .addColumn('added', 'integer', (column) => column.notNull())
          .addColumn('unchanged', 'integer', (column) => column.notNull())
          .addColumn('removed_at', 'timestamptz')
          .addColumn('removed_by', 'text', (column) => column.references('users.id'))
          .addColumn('removal_reason', 'text')
          .addPrimaryKeyConstraint('screening_imports_pkey', ['organization_id', 'id']),
      append,
    );
    await createTenantTable(
      database,
      'litigator_entries',
      (table) =>
        table
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('import_id', 'text', (column) => column.notNull())
          .addColumn('phone_number', sql`text collate "C"`)
          .addColumn('name', 'text')
          .addColumn('address', 'text')
          .addColumn('postal_code', 'text')
          /** Name and address in one spelling. */
          .addColumn('person_key', sql`text collate "C"`)
          .addColumn('source', 'text', (column) => column.notNull())
          .addColumn('as_of', 'date', (column) => column.notNull())
          .addColumn('severity', 'text')
          .addColumn('removed_at', 'timestamptz')
          .addColumn('removed_by', 'text', (column) => column.references('users.id'))
          .addColumn('removal_reason', 'text')
          .addPrimaryKeyConstraint('litigator_entries_pkey', ['organization_id', 'id'])
          .addCheckConstraint('litigator_entries_who', sql`num_nonnulls(phone_number, person_key) = 1`)
          .addForeignKeyConstraint(
            'litigator_entries_import',
            ['organization_id', 'import_id'],
            'screening_imports',
            ['organization_id', 'id'],
            (key) => key.deferrable().initiallyDeferred(),
          ),
      append,
    );
    await createTenantTable(
      database,
      'reassignment_answers',
      (table) =>
        table
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('import_id', 'text', (column) => column.notNull())
          .addColumn('phone_number', sql`text collate "C"`, (column) => column.notNull())
          .addColumn('answer', 'text', (column) => column.notNull().check(sql`answer in ('yes', 'no', 'no-data')`))
          .addColumn('asked_about_on', 'date', (column) => column.notNull())
          .addColumn('queried_at', 'timestamptz', (column) => column.notNull())
          .addColumn('removed_at', 'timestamptz')
          .addColumn('removed_by', 'text', (column) => column.references('users.id'))
          .addColumn('removal_reason', 'text')
          .addPrimaryKeyConstraint('reassignment_answers_pkey', ['organization_id', 'id'])
          .addForeignKeyConstraint(
            'reassignment_answers_import',
            ['organization_id', 'import_id'],
            'screening_imports',
            ['organization_id', 'id'],
            (key) => key.deferrable().initiallyDeferred(),
          ),
      append,
    );
    for (const table of ['screening_imports', 'litigator_entries', 'reassignment_answers'])
      await sql`grant update (${removal}) on ${sql.table(table)} to ${sql.id(appRole)}`.execute(database);
    // One index probe each at the gate; and each entry in force once.
    await sql`create unique index litigator_entries_by_number on litigator_entries (organization_id, phone_number, source)
      where removed_at is null and phone_number is not null`.execute(database);
    await sql`create unique index litigator_entries_by_person on litigator_entries (organization_id, person_key, source)
      where removed_at is null and person_key is not null`.execute(database);
    await sql`create unique index reassignment_answers_by_number on reassignment_answers
      (organization_id, phone_number, queried_at, asked_about_on, answer) where removed_at is null`.execute(database);
    for (const table of ['litigator_entries', 'reassignment_answers'])
      await sql`create index ${sql.id(`${table}_of_import`)} on ${sql.table(table)} (organization_id, import_id)`.execute(
        database,
      );
  },
};
