/** What was dialled under an account counts for its number as well, when that is dialled without one. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Migrating } from '../tenant-table.ts';

export const ledgerByNumber: Migration = {
  async up(database: Migrating) {
    await sql`create index contact_ledger_by_number on contact_ledger (organization_id, phone_number, placed_at)
      where consumer_id is not null`.execute(database);
  },
};
