/** How a call sounded, what went wrong with its sound, and by which SIP call the PBX finds it. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Migrating } from '../tenant-table.ts';

export const callQuality: Migration = {
  async up(database: Migrating) {
    await database.schema
      .alterTable('calls')
      /** RFC 3261 Call-ID of the agent's leg. */
      .addColumn('sip_call_id', 'text')
      .addColumn('quality_summary', 'jsonb')
      .addColumn('incidents', 'jsonb', (column) => column.notNull().defaultTo(sql`'[]'::jsonb`))
      .execute();
    await database.schema
      .alterTable('call_events')
      .addColumn('incident', 'jsonb')
      .addColumn('summary', 'jsonb')
      .addColumn('sip_call_id', 'text')
      .execute();
  },
};
