/**
 * How a migration makes a table: owned by one organisation, seen by nobody else.
 *
 * Row level security is enabled and forced (the owner is bound as well), with one policy on the tenant of the
 * transaction. `organization_id` is filled by itself. Without a tenant a query sees nothing and an insert fails.
 */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import { appRole } from './pool.ts';

/** The schema as a migration sees it: its tables are not those of today's code. */
export type Migrating = Kysely<unknown>;

/** What the app may do with the rows of a table. */
type Right = 'select' | 'insert' | 'update' | 'delete';

/** Creates a table of a tenant. `columns` adds what the table is about; `organization_id` is there already. */
export async function createTenantTable(
  database: Migrating,
  name: string,
  columns: (table: CreateTableBuilder<string, 'organization_id'>) => CreateTableBuilder<string, string>,
  rights: readonly Right[] = ['select', 'insert', 'update', 'delete'],
): Promise<void> {
  const table = database.schema.createTable(name).addColumn('organization_id', 'text', (column) =>
    column
      .notNull()
      .defaultTo(sql`current_setting('deskline.organization_id', true)`)
      .references('organizations.id'),
  );
  await columns(table).execute();
  await isolateTable(database, name, 'organization_id', rights);
}

/** Enables and forces row level security on a table and grants the app its rights. */
export async function isolateTable(
  database: Migrating,
  name: string,
  tenantColumn: string,
  rights: readonly Right[],
): Promise<void> {
  const table = sql.table(name);
  const column = sql.ref(tenantColumn);
  await sql`alter table ${table} enable row level security`.execute(database);
  await sql`alter table ${table} force row level security`.execute(database);
  await sql`create policy tenant on ${table}
    using (${column} = current_setting('deskline.organization_id', true))
    with check (${column} = current_setting('deskline.organization_id', true))`.execute(database);
  await sql`grant ${sql.raw(rights.join(', '))} on ${table} to ${sql.id(appRole)}`.execute(database);
}
