/**
 * A reservation that has ended counts against nobody, whether or not the job that gives it back has come by; and against its own
 * agent none does, ended or not, for each is judged again with all that was placed before it.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Migrating } from '../tenant-table.ts';

export const holdsInNobodysWay: Migration = {
  async up(database: Migrating) {
    await sql`create or replace function deskline_held_calls(wanted_agent text, at timestamptz) returns setof text
      language sql stable security definer set search_path = public, pg_temp as $$
        select id from calls where organization_id = current_setting('deskline.organization_id')
          and reservation = 'held' and (agent_id = wanted_agent or permit_expires_at <= at) $$`.execute(database);
  },
};
