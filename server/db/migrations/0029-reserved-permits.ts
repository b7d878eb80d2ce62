/**
 * Calls reserved ahead of an outage (docs/adr/0010). A reservation is a row of `calls`, so that its id, its ledger and its
 * purge are those of a call; until it is placed, a policy keeps it from every reader that does not ask for it by name: no
 * floor, list, count or report takes it for a call.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Migrating } from '../tenant-table.ts';

export const reservedPermits: Migration = {
  async up(database: Migrating) {
    /** `held`: counted, may yet be placed. `released`: nobody may place it any more. Null: a call. */
    await sql`alter table calls add column reservation text check (reservation in ('held', 'released'))`.execute(
      database,
    );
    await sql`create index calls_held on calls (organization_id, agent_id) where reservation = 'held'`.execute(
      database,
    );
    await sql`create policy reservations_apart on calls as restrictive for select to deskline_app
      using (reservation is null or current_setting('deskline.shows_reservations', true) = 'true')`.execute(database);
    await createHeldCalls(database);

    await sql`alter table contact_ledger drop constraint contact_ledger_kind_check`.execute(database);
    await sql`alter table contact_ledger add constraint contact_ledger_kind_check
      check (kind in ('attempt', 'settled', 'talk', 'consent', 'wrong-number', 'voicemail', 'released'))`.execute(
      database,
    );

    await sql`alter table organizations add column reserves_permits boolean not null default false`.execute(database);
    const { rows } = await sql<{ id: string }>`select deskline_organization_ids() as id`.execute(database);
    for (const { id } of rows) {
      await sql`select set_config('deskline.organization_id', ${id}, true)`.execute(database);
      await sql`update organizations set reserves_permits = true where id = ${id} and is_practice`.execute(database);
    }
    await sql`select set_config('deskline.organization_id', '', true)`.execute(database);
  },
};

/** What a person's own reservations are, in one round trip and without showing them to the rest of the transaction. */
async function createHeldCalls(database: Migrating): Promise<void> {
  await sql`create function deskline_held_calls(wanted_agent text, at timestamptz) returns setof text
    language sql stable security definer set search_path = public, pg_temp as $$
      select id from calls where organization_id = current_setting('deskline.organization_id')
        and agent_id = wanted_agent and reservation = 'held' and permit_expires_at > at $$`.execute(database);
  await sql`revoke execute on function deskline_held_calls(text, timestamptz) from public`.execute(database);
  await sql`grant execute on function deskline_held_calls(text, timestamptz) to deskline_app`.execute(database);
}
