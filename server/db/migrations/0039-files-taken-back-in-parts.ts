/**
 * A screening file of a million lines is taken back some thousand entries at a time: the next ones of a file, in their order, are
 * found in the index without looking at those before.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Migrating } from '../tenant-table.ts';

export const filesTakenBackInParts: Migration = {
  async up(database: Migrating) {
    // The lists may be long, and the session's limit for one statement is made for requests.
    await sql`set local statement_timeout = 0`.execute(database);
    for (const table of ['litigator_entries', 'reassignment_answers']) {
      const index = sql.id(`${table}_of_import`);
      await sql`drop index ${index}`.execute(database);
      await sql`create index ${index} on ${sql.table(table)} (organization_id, import_id, id)`.execute(database);
    }
  },
};
