/** How an organisation runs each rule pack: decisions one after the other, never changed; the latest of a pack holds. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

export const rulePacks: Migration = {
  async up(database: Migrating) {
    await createTenantTable(
      database,
      'rule_pack_modes',
      (table) =>
        table
          .addColumn('sequence', 'bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey())
          .addColumn('pack_id', 'text', (column) => column.notNull())
          .addColumn('mode', 'text', (column) => column.notNull().check(sql`mode in ('enforce', 'shadow')`))
          .addColumn('reason', 'text', (column) => column.notNull())
          .addColumn('decided_by', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('decided_at', 'timestamptz', (column) => column.notNull()),
      ['select', 'insert'],
    );
    await sql`create index rule_pack_modes_latest on rule_pack_modes (organization_id, pack_id, sequence desc)`.execute(
      database,
    );
  },
};
