/**
 * Roles, organisations, people, sessions, the audit log, idempotency keys, live events and feedback.
 *
 * Two roles: `deskline_app` serves requests and is bound to one tenant per transaction; `deskline_lookup` owns the two
 * functions that must look across tenants (sign-in by e-mail, list of organisations for upkeep) and can do nothing else.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { nobodyOrganizationId } from '../nobody.ts';
import { createTenantTable, isolateTable, type Migrating } from '../tenant-table.ts';

export const platform: Migration = {
  async up(database: Migrating) {
    await createRoles(database);
    await createOrganizations(database);
    await createSessions(database);
    await createPlatformTables(database);
    await createFunctions(database);
  },
};

async function createRoles(database: Migrating): Promise<void> {
  for (const role of ['deskline_app', 'deskline_lookup']) {
    // Roles belong to the whole cluster; another database of it may have made them at the same moment.
    await sql`do ${sql.lit(`begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end`)}`.execute(
      database,
    );
    await sql`do ${sql.lit(`begin execute format('grant ${role} to %I', current_user); exception when others then null; end`)}`.execute(
      database,
    );
  }
  await sql`grant usage on schema public to deskline_app, deskline_lookup`.execute(database);
}

async function createOrganizations(database: Migrating): Promise<void> {
  await database.schema
    .createTable('organizations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('caller_name', 'text', (column) => column.notNull())
    .addColumn('zone', 'text', (column) => column.notNull())
    .addColumn('is_practice', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('caller_ids', 'jsonb', (column) => column.notNull().defaultTo(sql`'[]'::jsonb`))
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await isolateTable(database, 'organizations', 'id', ['select', 'insert', 'update']);
  await sql`select set_config('deskline.organization_id', ${nobodyOrganizationId}, true)`.execute(database);
  await sql`insert into organizations (id, name, caller_name, zone, created_at)
    values (${nobodyOrganizationId}, 'Nobody', 'Nobody', 'UTC', now())`.execute(database);

  await createTenantTable(database, 'users', (table) =>
    table
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('email', 'text', (column) =>
        column
          .notNull()
          .unique()
          .check(sql`email = lower(email)`),
      )
      .addColumn('full_name', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('password_hash', 'text', (column) => column.notNull())
      .addColumn('sip_user', 'text', (column) => column.notNull().check(sql`sip_user ~ '^[a-z0-9.-]{1,64}$'`))
      .addColumn('is_active', 'boolean', (column) => column.notNull().defaultTo(true))
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('users_sip_user_of_organization', ['organization_id', 'sip_user']),
  );
}

async function createSessions(database: Migrating): Promise<void> {
  await createTenantTable(database, 'sessions', (table) =>
    table
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('device_name', 'text', (column) => column.notNull())
      .addColumn('device_thumbprint', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('last_used_at', 'timestamptz', (column) => column.notNull())
      .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
      .addColumn('ended_at', 'timestamptz')
      .addColumn('ended_reason', 'text'),
  );
  await database.schema.createIndex('sessions_of_user').on('sessions').columns(['user_id', 'expires_at']).execute();
  await createTenantTable(database, 'refresh_tokens', (table) =>
    table
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('used_at', 'timestamptz')
      .addColumn('successor_hash', 'text'),
  );
  await database.schema.createIndex('refresh_tokens_of_session').on('refresh_tokens').column('session_id').execute();
  await createTenantTable(database, 'dpop_proofs', (table) =>
    table
      .addColumn('jti_hash', 'text', (column) => column.primaryKey())
      .addColumn('seen_at', 'timestamptz', (column) => column.notNull()),
  );
  await createTenantTable(database, 'sign_in_locks', (table) =>
    table
      .addColumn('email_hash', 'text', (column) => column.notNull())
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('last_failed_at', 'timestamptz', (column) => column.notNull())
      .addColumn('locked_until', 'timestamptz')
      .addPrimaryKeyConstraint('sign_in_locks_pkey', ['organization_id', 'email_hash']),
  );
}

async function createPlatformTables(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'audit_log',
    (table) =>
      table
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('actor_id', 'text')
        .addColumn('actor_name', 'text', (column) => column.notNull())
        .addColumn('subject_type', 'text')
        .addColumn('subject_id', 'text')
        .addColumn('request_id', 'text')
        .addColumn('detail', 'jsonb', (column) => column.notNull().defaultTo(sql`'{}'::jsonb`)),
    ['select', 'insert'],
  );
  await database.schema.createIndex('audit_log_newest').on('audit_log').columns(['organization_id', 'at']).execute();
  await createTenantTable(database, 'idempotency_keys', (table) =>
    table
      .addColumn('actor_id', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('request_hash', 'text', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('reply_status', 'integer')
      .addColumn('reply_body', 'jsonb')
      .addPrimaryKeyConstraint('idempotency_keys_pkey', ['organization_id', 'actor_id', 'key']),
  );
  await createTenantTable(
    database,
    'live_events',
    (table) =>
      table
        .addColumn('sequence', 'bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('audience', 'text', (column) => column.notNull())
        .addColumn('payload', 'jsonb', (column) => column.notNull()),
    ['select', 'insert', 'delete'],
  );
  await database.schema
    .createIndex('live_events_of_organization')
    .on('live_events')
    .columns(['organization_id', 'sequence'])
    .execute();
  await createTenantTable(database, 'feedback_reports', (table) =>
    table
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('context', 'jsonb', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('received_at', 'timestamptz', (column) => column.notNull()),
  );
}

async function createFunctions(database: Migrating): Promise<void> {
  await sql`create policy lookup on organizations for select to deskline_lookup using (true)`.execute(database);
  await sql`create policy lookup on users for select to deskline_lookup using (true)`.execute(database);
  await sql`grant select (id) on organizations to deskline_lookup`.execute(database);
  await sql`grant select (id, organization_id, email) on users to deskline_lookup`.execute(database);

  await sql`create function deskline_find_sign_in(wanted_email text) returns text
    language sql stable security definer set search_path = public, pg_temp
    as 'select organization_id from users where email = wanted_email'`.execute(database);
  await sql`create function deskline_organization_ids() returns setof text
    language sql stable security definer set search_path = public, pg_temp
    as 'select id from organizations order by id'`.execute(database);
  // Readiness asks whether the schema is this version's; kysely's own table stays closed to the app.
  await sql`create function deskline_migration_count() returns bigint
    language plpgsql stable security definer set search_path = public, pg_temp
    as 'begin return (select count(*) from kysely_migration); end'`.execute(database);
  // graphile-worker's tables are the owner's alone; the app may only add, and only for its own tenant.
  await sql`create function deskline_add_job(task text, payload jsonb) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as 'begin
      perform graphile_worker.add_job(task, payload::json, max_attempts := 10);
    end'`.execute(database);

  await sql`grant create on schema public to deskline_lookup`.execute(database);
  for (const lookup of ['deskline_find_sign_in(text)', 'deskline_organization_ids()'])
    await sql`alter function ${sql.raw(lookup)} owner to deskline_lookup`.execute(database);
  for (const name of [
    'deskline_find_sign_in(text)',
    'deskline_organization_ids()',
    'deskline_migration_count()',
    'deskline_add_job(text, jsonb)',
  ]) {
    const signature = sql.raw(name);
    await sql`revoke execute on function ${signature} from public`.execute(database);
    await sql`grant execute on function ${signature} to deskline_app`.execute(database);
  }
  await sql`revoke create on schema public from deskline_lookup`.execute(database);
}
