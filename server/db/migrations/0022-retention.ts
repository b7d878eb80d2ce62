/**
 * Legal holds, purges, and the only right in the database to remove what the law wants kept (docs/adr/0009).
 *
 * The app's role can remove none of it. It may call two functions that belong to `deskline_purge`, a role nobody signs in
 * with; they look again for themselves: in the dry run, not held, three years past by the database's own clock.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';
import { purgeFunctions, purgeRole, removedTables } from './0022-retention-functions.ts';

const appendOnly = ['select', 'insert'] as const;

export const retention: Migration = {
  async up(database: Migrating) {
    await createHolds(database);
    await createPurges(database);
    await createRemovals(database);
    await createPurgeRole(database);
    await narrowTheApp(database);
  },
};

async function createHolds(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'legal_holds',
    (table) =>
      table
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('scope', 'text', (column) =>
          column.notNull().check(sql`scope in ('organization', 'consumer', 'account', 'call')`),
        )
        .addColumn('subject_id', 'text')
        .addColumn('matter', 'text', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('placed_by', 'text', (column) => column.notNull().references('users.id'))
        .addColumn('placed_at', 'timestamptz', (column) => column.notNull())
        .addPrimaryKeyConstraint('legal_holds_pkey', ['organization_id', 'id'])
        .addCheckConstraint('legal_holds_subject', sql`(scope = 'organization') = (subject_id is null)`),
    appendOnly,
  );
  await createTenantTable(
    database,
    'legal_hold_lifts',
    (table) =>
      table
        // A hold is lifted once.
        .addColumn('hold_id', 'text', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('lifted_by', 'text', (column) => column.notNull().references('users.id'))
        .addColumn('lifted_at', 'timestamptz', (column) => column.notNull())
        .addPrimaryKeyConstraint('legal_hold_lifts_pkey', ['organization_id', 'hold_id'])
        .addForeignKeyConstraint('legal_hold_lifts_hold', ['organization_id', 'hold_id'], 'legal_holds', [
          'organization_id',
          'id',
        ]),
    appendOnly,
  );
}

async function createPurges(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'purges',
    (table) =>
      table
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('planned_by', 'text', (column) => column.notNull().references('users.id'))
        .addColumn('planned_at', 'timestamptz', (column) => column.notNull())
        /** What may go and what must stay, by kind and why. */
        .addColumn('findings', 'jsonb', (column) => column.notNull())
        .addPrimaryKeyConstraint('purges_pkey', ['organization_id', 'id']),
    appendOnly,
  );
  const ofPurge = ['organization_id', 'purge_id'] as const;
  await createTenantTable(
    database,
    'purge_items',
    (table) =>
      table
        .addColumn('purge_id', 'text', (column) => column.notNull())
        /** Order of removal: what refers to others goes before them. */
        .addColumn('place', 'integer', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('record_id', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('purge_items_pkey', [...ofPurge, 'place'])
        .addUniqueConstraint('purge_items_once', [...ofPurge, 'kind', 'record_id'])
        .addForeignKeyConstraint('purge_items_purge', [...ofPurge], 'purges', ['organization_id', 'id'], (key) =>
          // The dry run itself is written last, when its counts are known.
          key.deferrable().initiallyDeferred(),
        ),
    appendOnly,
  );
  await createTenantTable(
    database,
    'purge_runs',
    (table) =>
      table
        .addColumn('purge_id', 'text', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('started_by', 'text', (column) => column.notNull().references('users.id'))
        .addColumn('started_at', 'timestamptz', (column) => column.notNull())
        .addPrimaryKeyConstraint('purge_runs_pkey', [...ofPurge])
        .addForeignKeyConstraint('purge_runs_purge', [...ofPurge], 'purges', ['organization_id', 'id']),
    appendOnly,
  );
  await createTenantTable(
    database,
    'purge_outcomes',
    (table) =>
      table
        .addColumn('purge_id', 'text', (column) => column.notNull())
        .addColumn('place', 'integer', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull().check(sql`outcome in ('removed', 'refused')`))
        .addColumn('why', 'text', (column) => column.notNull())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addPrimaryKeyConstraint('purge_outcomes_pkey', [...ofPurge, 'place'])
        .addForeignKeyConstraint('purge_outcomes_run', [...ofPurge], 'purge_runs', [...ofPurge]),
    appendOnly,
  );
  await createTenantTable(
    database,
    'purge_ends',
    (table) =>
      table
        .addColumn('purge_id', 'text', (column) => column.notNull())
        .addColumn('ended_at', 'timestamptz', (column) => column.notNull())
        .addPrimaryKeyConstraint('purge_ends_pkey', [...ofPurge])
        .addForeignKeyConstraint('purge_ends_run', [...ofPurge], 'purge_runs', [...ofPurge]),
    appendOnly,
  );
}

/** What was taken out of the chains of decisions, signed: there the walk steps over. Only the purge writes it. */
async function createRemovals(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'decision_removals',
    (table) =>
      table
        .addColumn('agent_id', 'text', (column) => column.notNull())
        .addColumn('first_sequence', 'bigint', (column) => column.notNull())
        .addColumn('last_sequence', 'bigint', (column) => column.notNull())
        /** Of the link before the first that was removed. */
        .addColumn('previous_hash', 'text', (column) => column.notNull())
        /** Of the last that was removed. */
        .addColumn('last_hash', 'text', (column) => column.notNull())
        .addColumn('purge_id', 'text', (column) => column.notNull())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('key_id', 'text', (column) => column.notNull())
        .addColumn('signature', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('decision_removals_pkey', ['organization_id', 'agent_id', 'first_sequence'])
        .addCheckConstraint('decision_removals_order', sql`first_sequence <= last_sequence`),
    ['select'],
  );
  for (const table of ['decision_removals', 'legal_holds', 'legal_hold_lifts', 'purges', 'purge_items', 'purge_runs'])
    await sql`create trigger append_only before update or delete or truncate on ${sql.table(table)}
      for each statement execute function deskline_refuse_change()`.execute(database);
}

async function createPurgeRole(database: Migrating): Promise<void> {
  const role = sql.raw(purgeRole);
  // Roles belong to the whole cluster; another database of it may have made it at the same moment.
  await sql`do ${sql.lit(`begin create role ${purgeRole} nologin; exception when duplicate_object or unique_violation then null; end`)}`.execute(
    database,
  );
  await sql`do ${sql.lit(`begin execute format('grant ${purgeRole} to %I', current_user); exception when others then null; end`)}`.execute(
    database,
  );
  await sql`grant usage on schema public to ${role}`.execute(database);
  for (const table of removedTables)
    await sql`grant select, delete on ${sql.table(table)} to ${role}`.execute(database);
  // Locking a row before it is judged takes the right to change it.
  await sql`grant update (id) on calls, timeline_entries to ${role}`.execute(database);
  for (const table of [
    'accounts',
    'debts',
    'disputes',
    'message_ledger',
    'legal_holds',
    'legal_hold_lifts',
    'purge_items',
    'purge_runs',
    'decision_seals',
    'decision_removals',
  ])
    await sql`grant select on ${sql.table(table)} to ${role}`.execute(database);
  await sql`grant insert on decision_removals to ${role}`.execute(database);
  await sql`grant create on schema public to ${role}`.execute(database);
  for (const { signature, body, isPowerful } of purgeFunctions) {
    await sql.raw(body).execute(database);
    await sql`revoke execute on function ${sql.raw(signature)} from public`.execute(database);
    await sql`grant execute on function ${sql.raw(signature)} to deskline_app, ${role}`.execute(database);
    if (isPowerful) await sql`alter function ${sql.raw(signature)} owner to ${role}`.execute(database);
  }
  await sql`revoke create on schema public from ${role}`.execute(database);
  await sql`create index calls_by_decision on calls (decision_id)`.execute(database);
  // What was said to a consumer without an account counts for each account of theirs.
  for (const table of ['calls', 'compliance_decisions'])
    await sql`create index ${sql.id(`${table}_of_no_account`)} on ${sql.table(table)} (organization_id, consumer_id)
      where account_id is null`.execute(database);
  await sql`create index timeline_entries_by_time on timeline_entries (organization_id, at, id)`.execute(database);
}

/** Rights to remove that no code of the app uses, and that would go around the purge. */
async function narrowTheApp(database: Migrating): Promise<void> {
  for (const table of ['timeline_entries', 'promises', 'accounts', 'debts', 'consumers', 'feedback_reports'])
    await sql`revoke delete on ${sql.table(table)} from deskline_app`.execute(database);
  await sql`create or replace function deskline_refuse_change() returns trigger language plpgsql
    as $$ begin
      if tg_op = 'DELETE' and tg_table_name = 'compliance_decisions' and current_user = 'deskline_purge' then
        return null;
      end if;
      raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
    end $$`.execute(database);
}
