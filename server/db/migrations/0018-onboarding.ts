/**
 * What an organization settled before it dials, and its state licenses: rows one after the other, never changed. Whoever has
 * dialed before, or practices, is taken over, so that no floor stops with the update (docs/adr/0008).
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

export const onboarding: Migration = {
  async up(database: Migrating) {
    await createTenantTable(
      database,
      'onboarding_steps',
      (table) =>
        table
          .addColumn('sequence', 'bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey())
          .addColumn('step', 'text', (column) =>
            column
              .notNull()
              .check(
                sql`step in ('identity', 'licenses', 'packs', 'caller-ids', 'scripts', 'retention', 'taken-over')`,
              ),
          )
          .addColumn('answer', 'jsonb', (column) => column.notNull())
          .addColumn('recorded_by', 'text', (column) => column.references('users.id'))
          .addColumn('recorded_at', 'timestamptz', (column) => column.notNull())
          .addCheckConstraint('onboarding_steps_by_somebody', sql`recorded_by is not null or step = 'taken-over'`),
      ['select', 'insert'],
    );
    await sql`create index onboarding_steps_latest on onboarding_steps (organization_id, step, sequence desc)`.execute(
      database,
    );
    await createTenantTable(
      database,
      'state_licenses',
      (table) =>
        table
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('kind', 'text', (column) =>
            column.notNull().check(sql`kind in ('license', 'not-needed', 'withdrawn')`),
          )
          .addColumn('state', 'text', (column) => column.notNull().check(sql`state ~ '^[A-Z]{2}$'`))
          .addColumn('license_number', 'text')
          .addColumn('valid_from', 'date', (column) => column.notNull())
          .addColumn('valid_until', 'date')
          .addColumn('decided_by', 'text')
          .addColumn('reason', 'text')
          /** The row that this one takes back. */
          .addColumn('withdraws', 'text', (column) => column.unique().references('state_licenses.id'))
          .addColumn('recorded_by', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('recorded_at', 'timestamptz', (column) => column.notNull())
          .addCheckConstraint('state_licenses_withdraws', sql`(kind = 'withdrawn') = (withdraws is not null)`),
      ['select', 'insert'],
    );
    await sql`create index state_licenses_of_organization on state_licenses (organization_id, state)`.execute(database);
    await takeOverWhoDialed(database);
  },
};

async function takeOverWhoDialed(database: Migrating): Promise<void> {
  const { rows: organizations } = await sql<{ id: string }>`select deskline_organization_ids() as id`.execute(database);
  for (const { id } of organizations) {
    await sql`select set_config('deskline.organization_id', ${id}, true)`.execute(database);
    await sql`insert into onboarding_steps (organization_id, step, answer, recorded_at)
      select id, 'taken-over', jsonb_build_object('reason', case when is_practice
        then 'This organization is for practice.' else 'This organization dialed before its setup was asked for.' end), now()
      from organizations
      where id = ${id} and (is_practice or exists (
        select from calls where organization_id = ${id} and direction = 'outbound'))`.execute(database);
  }
}
