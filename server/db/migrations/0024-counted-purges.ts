/**
 * Dry runs are jobs: asked for first, counted page by page, then found. What stopped is said until it goes on.
 *
 * A purge can only be started of a dry run that was counted to its end: the foreign key of its runs says so.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

const ofPurge = ['organization_id', 'purge_id'] as const;

export const countedPurges: Migration = {
  async up(database: Migrating) {
    await createFindings(database);
    // Scratch paper of a dry run that is being counted; it goes with the end of the count.
    await createTenantTable(database, 'purge_counts', (table) =>
      table
        .addColumn('purge_id', 'text', (column) => column.notNull())
        .addColumn('looked', 'integer', (column) => column.notNull())
        /** Null: nobody has counted yet how many there are. */
        .addColumn('total', 'integer')
        /** Where the next page begins, and what was found so far. */
        .addColumn('state', 'jsonb', (column) => column.notNull())
        .addPrimaryKeyConstraint('purge_counts_pkey', [...ofPurge])
        .addForeignKeyConstraint('purge_counts_purge', [...ofPurge], 'purges', ['organization_id', 'id']),
    );
    await createTenantTable(database, 'purge_stops', (table) =>
      table
        .addColumn('purge_id', 'text', (column) => column.notNull())
        .addColumn('stage', 'text', (column) => column.notNull().check(sql`stage in ('count', 'run')`))
        .addColumn('stopped_at', 'timestamptz', (column) => column.notNull())
        .addPrimaryKeyConstraint('purge_stops_pkey', [...ofPurge, 'stage'])
        .addForeignKeyConstraint('purge_stops_purge', [...ofPurge], 'purges', ['organization_id', 'id']),
    );
  },
};

async function createFindings(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'purge_findings',
    (table) =>
      table
        .addColumn('purge_id', 'text', (column) => column.notNull())
        .addColumn('found_at', 'timestamptz', (column) => column.notNull())
        /** What may go and what must stay, by kind and why. */
        .addColumn('findings', 'jsonb', (column) => column.notNull())
        .addPrimaryKeyConstraint('purge_findings_pkey', [...ofPurge])
        .addForeignKeyConstraint('purge_findings_purge', [...ofPurge], 'purges', ['organization_id', 'id']),
    ['select', 'insert'],
  );
  const { rows: organizations } = await sql<{ id: string }>`select deskline_organization_ids() as id`.execute(database);
  for (const { id } of organizations) {
    await sql`select set_config('deskline.organization_id', ${id}, true)`.execute(database);
    await sql`insert into purge_findings (organization_id, purge_id, found_at, findings)
      select organization_id, id, planned_at, findings from purges where organization_id = ${id}`.execute(database);
  }
  await sql`create trigger append_only before update or delete or truncate on purge_findings
    for each statement execute function deskline_refuse_change()`.execute(database);
  await sql`alter table purges drop column findings`.execute(database);
  await sql`alter table purge_runs add constraint purge_runs_findings
    foreign key (organization_id, purge_id) references purge_findings (organization_id, purge_id)`.execute(database);
}
