/**
 * Disputes and questions for the original creditor. A dispute's row is where it stands now; what was done about it is rows of
 * `dispute_events`, one after the other and never changed.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { disputeStandings, disputeSteps } from '../../../shared/domain/disputes/dispute-steps.ts';
import { appRole } from '../pool.ts';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

const listed = (values: readonly string[]) => sql.join(values.map((value) => sql.lit(value)));

export const disputes: Migration = {
  async up(database: Migrating) {
    await createTenantTable(
      database,
      'disputes',
      (table) =>
        table
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('consumer_id', 'text', (column) => column.notNull())
          .addColumn('account_id', 'text', (column) => column.notNull())
          .addColumn('debt_id', 'text', (column) => column.notNull())
          .addColumn('kind', 'text', (column) =>
            column.notNull().check(sql`kind in ('dispute', 'original-creditor-request')`),
          )
          .addColumn('form', 'text', (column) => column.notNull().check(sql`form in ('written', 'oral')`))
          .addColumn('channel', 'text', (column) => column.notNull())
          .addColumn('category', 'text', (column) => column.notNull())
          .addColumn('statement', 'text', (column) => column.notNull())
          /** Null: the whole debt. */
          .addColumn('disputed_cents', 'bigint', (column) => column.check(sql`disputed_cents > 0`))
          .addColumn('received_at', 'timestamptz', (column) => column.notNull())
          .addColumn('call_id', 'text')
          .addColumn('standing', 'text', (column) =>
            column.notNull().check(sql`standing in (${listed(disputeStandings)})`),
          )
          /** Null until the answer has left; also after the dispute was reopened. */
          .addColumn('answer_sent_at', 'timestamptz')
          .addColumn('version', 'integer', (column) => column.notNull())
          .addColumn('filed_by', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('filed_at', 'timestamptz', (column) => column.notNull())
          .addPrimaryKeyConstraint('disputes_pkey', ['organization_id', 'id'])
          .addForeignKeyConstraint('disputes_debt', ['organization_id', 'debt_id'], 'debts', ['organization_id', 'id']),
      ['select', 'insert'],
    );
    await sql`grant update (standing, answer_sent_at, version) on disputes to ${sql.id(appRole)}`.execute(database);
    await sql`create index disputes_by_consumer on disputes (organization_id, consumer_id)`.execute(database);
    await sql`create index disputes_by_account on disputes (organization_id, account_id)`.execute(database);
    await sql`create index disputes_by_receipt on disputes (organization_id, received_at, id)`.execute(database);
    await sql`create index disputes_open on disputes (organization_id, received_at, id)
      where standing in ('received', 'investigating')`.execute(database);
    await createTenantTable(
      database,
      'dispute_events',
      (table) =>
        table
          .addColumn('sequence', 'bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey())
          .addColumn('dispute_id', 'text', (column) => column.notNull())
          .addColumn('at', 'timestamptz', (column) => column.notNull())
          .addColumn('by', 'text', (column) => column.notNull().references('users.id'))
          .addColumn('step', 'text', (column) => column.notNull().check(sql`step in ('file', ${listed(disputeSteps)})`))
          .addColumn('standing', 'text', (column) => column.notNull())
          .addColumn('reason', 'text', (column) => column.notNull())
          .addColumn('answer', 'jsonb')
          .addForeignKeyConstraint('dispute_events_dispute', ['organization_id', 'dispute_id'], 'disputes', [
            'organization_id',
            'id',
          ]),
      ['select', 'insert'],
    );
    await sql`create index dispute_events_by_dispute on dispute_events (organization_id, dispute_id, sequence)`.execute(
      database,
    );
  },
};
