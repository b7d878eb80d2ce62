/** Promise: a query that forgets the tenant sees nothing, an insert that forgets it fails, and no table is left out. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../shared/domain/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../testing/test-server.ts';
import { createAppPool } from './pool.ts';
import { createTestDatabase } from '../testing/test-database.ts';

/** Tables of no organisation, each with its reason. */
const withoutTenant: Readonly<Record<string, string>> = {
  kysely_migration: 'which migrations ran; about the schema',
  kysely_migration_lock: 'lets migrators take turns; about the schema',
  job_workers: 'which processes live; the owner alone may read it',
};
/** Its tenant is its own id. */
const tenantColumns: Readonly<Record<string, string>> = { organizations: 'id' };

type TableRow = {
  name: string;
  columns: string[];
  is_forced: boolean;
  policies: { using: string | null; check: string | null; roles: string; command: string; is_narrowing: boolean }[];
  app_rights: string[];
};

const tablesQuery = `
  select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as is_forced,
    array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
    coalesce((select json_agg(json_build_object('using', p.qual, 'check', p.with_check, 'roles', p.roles::text, 'command', p.cmd,
        'is_narrowing', p.permissive = 'RESTRICTIVE'))
      from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname), '[]') as policies,
    array(select distinct privilege_type::text from information_schema.role_table_grants g
      where g.table_schema = n.nspname and g.table_name = c.relname and g.grantee = 'deskline_app') as app_rights
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'graphile_worker')
  order by 1`;

const offencesOf = (table: TableRow): string[] => {
  if (table.name in withoutTenant) return table.app_rights.length > 0 ? ['the app may touch it'] : [];
  const column = tenantColumns[table.name] ?? 'organization_id';
  const expression = `(${column} = current_setting('deskline.organization_id'::text, true))`;
  // A restrictive policy can only take away from what the tenant's lets through.
  const ofTheApp = table.policies.filter((policy) => policy.roles !== '{deskline_lookup}' && !policy.is_narrowing);
  const offences: string[] = [];
  if (!table.columns.includes(column)) offences.push(`no ${column}`);
  if (!table.is_forced) offences.push('row level security is not forced');
  if (ofTheApp.length !== 1) offences.push(`${ofTheApp.length} policies for the app`);
  for (const policy of ofTheApp)
    if (policy.using !== expression || policy.check !== expression || policy.command !== 'ALL')
      offences.push(`another policy: ${policy.using}`);
  return offences;
};

describe('tenants', () => {
  let server: TestServer;
  let mine: TestUser;
  let otherId: string;
  beforeAll(async () => {
    server = await createTestServer();
    mine = await server.addUser('agent');
    otherId = await server.addOrganization({ name: 'Another' });
    await server.addUser('agent', { organizationId: otherId });
  });
  afterAll(() => server.close());

  it('own every table of the schema', async () => {
    const tables = await server.sql<TableRow>(tablesQuery);
    expect(tables.length).toBeGreaterThan(10);
    const offences = tables.flatMap((table) => offencesOf(table).map((offence) => `${table.name}: ${offence}`));
    expect(offences).toEqual([]);
    expect(Object.keys(withoutTenant).filter((name) => !tables.some((table) => table.name === name))).toEqual([]);
  });

  it('would be missed if a table had no tenant, no forced security or another policy', async () => {
    const database = await createTestDatabase();
    await database.query('create table loose (id text primary key)');
    await database.query('alter table feedback_reports no force row level security');
    await database.query('create policy wide on accounts for select using (true)');
    const tables = await database.query<TableRow>(tablesQuery);
    const found = tables.filter((table) => offencesOf(table).length > 0).map((table) => table.name);
    await database.drop();
    expect(found).toEqual(['accounts', 'feedback_reports', 'loose']);
  });

  it('see only what is theirs', async () => {
    const seen = await server.database.withTenant(server.organizationId, (tenant) =>
      tenant.selectFrom('users').select('id').execute(),
    );
    expect(seen).toEqual([{ id: mine.id }]);
    const changed = await server.database.withTenant(otherId, (tenant) =>
      tenant.updateTable('users').set({ full_name: 'Stolen' }).where('id', '=', mine.id).executeTakeFirst(),
    );
    expect(changed.numUpdatedRows).toBe(0n);
  });

  it('cannot write into another organisation', async () => {
    const at = new Date().toISOString();
    const report = { id: createId(), user_id: mine.id, kind: 'bug' as const, text: '', context: '{}', created_at: at };
    const write = server.database.withTenant(otherId, (tenant) =>
      tenant
        .insertInto('feedback_reports')
        .values({ ...report, received_at: at, organization_id: server.organizationId })
        .execute(),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  it('forgotten means nothing seen and nothing written', async () => {
    const pool = createAppPool({ connectionString: server.connectionString, maxConnections: 1 });
    const users = await pool.query('select * from users');
    expect(users.rows).toEqual([]);
    const insert = pool.query(
      "insert into sign_in_locks (email_hash, failures, last_failed_at) values ('x', 1, now())",
    );
    await expect(insert).rejects.toThrow(/row-level security|not-null/);
    const [role] = (
      await pool.query('select current_user, rolbypassrls, rolsuper from pg_roles where rolname = current_user')
    ).rows;
    expect(role).toEqual({ current_user: 'deskline_app', rolbypassrls: false, rolsuper: false });
    await pool.end();
  });

  it('do not stay behind on a connection that goes back to the pool', async () => {
    const door = server.database;
    await door.withTenant(server.organizationId, (tenant) => tenant.selectFrom('users').select('id').execute());
    await expect(
      door.withTenant(otherId, async (tenant) => {
        const { rows } = await sql<{ name: string }>`select name from organizations`.execute(tenant);
        return rows;
      }),
    ).resolves.toEqual([{ name: 'Another' }]);
    await expect(door.withTenant("x'; drop table users; --", () => Promise.resolve())).rejects.toThrow(/Not the id/);
  });

  it('can be looked up by an e-mail address, and only by that', async () => {
    expect(await server.database.findSignInOrganization(mine.email)).toBe(server.organizationId);
    expect(await server.database.findSignInOrganization('nobody@nowhere.example')).toBeUndefined();
    const functions = await server.sql(
      `select p.proname as name, pg_get_userbyid(p.proowner) as owner from pg_proc p
       where p.prosecdef and p.pronamespace = 'public'::regnamespace order by 1`,
    );
    expect(functions.map((row) => row['name'])).toEqual([
      'deskline_add_job',
      'deskline_find_sign_in',
      'deskline_held_calls',
      'deskline_migration_count',
      'deskline_organization_ids',
      // These two look at one tenant only: their role does not bypass row level security.
      'deskline_purge_decisions',
      'deskline_purge_record',
    ]);
    const owners = functions
      .filter((row) => String(row['name']).startsWith('deskline_purge'))
      .map((row) => row['owner']);
    expect(new Set(owners)).toEqual(new Set(['deskline_purge']));
    const roles = await server.sql(
      "select rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname = 'deskline_purge'",
    );
    expect(roles).toEqual([{ rolsuper: false, rolbypassrls: false, rolcanlogin: false }]);
  });
});
