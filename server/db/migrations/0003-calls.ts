/**
 * Decisions, calls, what happened on the wire, how each call ended, and the ledger that the law is counted from.
 *
 * Decisions, the ledger, events, dispositions and redeemed permits are append-only: the app holds no right to change or
 * delete a row. `calls` and `promises` hold the state of now, and whatever they say is derived from those.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

const appendOnly = ['select', 'insert'] as const;

export const calls: Migration = {
  async up(database: Migrating) {
    await createDecisions(database);
    await createCalls(database);
    await createLedger(database);
    await createOutcomes(database);
  },
};

async function createDecisions(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'compliance_decisions',
    (table) =>
      table
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('call_id', 'text', (column) => column.notNull())
        .addColumn('agent_id', 'text', (column) => column.notNull().references('users.id'))
        .addColumn('consumer_id', 'text')
        .addColumn('account_id', 'text')
        .addColumn('phone_number', 'text', (column) => column.notNull())
        .addColumn('verdict', 'text', (column) => column.notNull())
        .addColumn('decision', 'jsonb', (column) => column.notNull())
        .addColumn('facts', 'jsonb', (column) => column.notNull()),
    appendOnly,
  );
  await sql`create index compliance_decisions_by_time on compliance_decisions (organization_id, at)`.execute(database);
}

async function createCalls(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'calls',
    (table) =>
      table
        // Made by the desktop, so it is unique within an organisation only.
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('direction', 'text', (column) => column.notNull().check(sql`direction in ('outbound', 'inbound')`))
        .addColumn('agent_id', 'text', (column) => column.notNull().references('users.id'))
        .addColumn('consumer_id', 'text')
        .addColumn('account_id', 'text')
        .addColumn('phone_number', 'text')
        .addColumn('caller_id', 'text')
        /** The outside system a click came from. */
        .addColumn('system_id', 'text')
        .addColumn('decision_id', 'text', (column) => column.references('compliance_decisions.id'))
        .addColumn('permit_expires_at', 'timestamptz')
        .addColumn('started_at', 'timestamptz', (column) => column.notNull())
        .addColumn('answered_at', 'timestamptz')
        .addColumn('ended_at', 'timestamptz')
        .addColumn('ended_by', 'text')
        .addColumn('sip_status', 'integer')
        .addColumn('connect_class', 'text', (column) => column.notNull())
        /** Mean opinion score of the last quality report. */
        .addColumn('mos', 'real')
        .addColumn('disposition_code', 'text')
        .addColumn('disposition_version', 'integer', (column) => column.notNull().defaultTo(0))
        .addPrimaryKeyConstraint('calls_pkey', ['organization_id', 'id']),
    ['select', 'insert', 'update'],
  );
  await sql`create index calls_by_time on calls (organization_id, started_at)`.execute(database);
  await sql`create index calls_by_agent on calls (organization_id, agent_id, started_at)`.execute(database);
  await sql`create index calls_by_account on calls (organization_id, account_id, started_at)`.execute(database);
  await sql`create index calls_open on calls (organization_id, started_at) where ended_at is null`.execute(database);
}

/**
 * The contact ledger: one row per thing learned about a call, never changed. What is true of a call is its latest row of
 * each kind: `attempt` (reserved, counts), `settled` (connect class, counts or not), `talk`, `consent`, `wrong-number`.
 */
async function createLedger(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'contact_ledger',
    (table) =>
      table
        .addColumn('sequence', 'bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey())
        .addColumn('kind', 'text', (column) =>
          column.notNull().check(sql`kind in ('attempt', 'settled', 'talk', 'consent', 'wrong-number')`),
        )
        .addColumn('call_id', 'text', (column) => column.notNull())
        .addColumn('direction', 'text', (column) => column.notNull())
        .addColumn('consumer_id', 'text')
        .addColumn('phone_number', 'text')
        /** The debts it is about; null: not known, so it stands for each. */
        .addColumn('debt_ids', 'jsonb')
        /** When the call was placed or came in, on every row of the call: the window is read by it. */
        .addColumn('placed_at', 'timestamptz', (column) => column.notNull())
        .addColumn('recorded_at', 'timestamptz', (column) => column.notNull())
        .addColumn('recorded_by', 'text')
        .addColumn('value', 'jsonb', (column) => column.notNull())
        .addForeignKeyConstraint('contact_ledger_call', ['organization_id', 'call_id'], 'calls', [
          'organization_id',
          'id',
        ]),
    appendOnly,
  );
  await sql`create index contact_ledger_by_consumer on contact_ledger (organization_id, consumer_id, placed_at)`.execute(
    database,
  );
  await sql`create index contact_ledger_of_strangers on contact_ledger (organization_id, phone_number, placed_at)
    where consumer_id is null`.execute(database);
  await sql`create index contact_ledger_by_call on contact_ledger (organization_id, call_id, sequence)`.execute(
    database,
  );
  await sql`create index contact_ledger_of_talks on contact_ledger (organization_id, consumer_id) where kind = 'talk'`.execute(
    database,
  );
}

async function createOutcomes(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'call_events',
    (table) =>
      table
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('call_id', 'text', (column) => column.notNull())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('sip_status', 'integer')
        .addColumn('ended_by', 'text')
        .addColumn('quality', 'jsonb')
        .addColumn('received_at', 'timestamptz', (column) => column.notNull())
        .addPrimaryKeyConstraint('call_events_pkey', ['organization_id', 'id'])
        .addForeignKeyConstraint('call_events_call', ['organization_id', 'call_id'], 'calls', [
          'organization_id',
          'id',
        ]),
    appendOnly,
  );
  await sql`create index call_events_by_call on call_events (organization_id, call_id)`.execute(database);
  await createTenantTable(
    database,
    'call_dispositions',
    (table) =>
      table
        .addColumn('call_id', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('code', 'text', (column) => column.notNull())
        .addColumn('body', 'jsonb', (column) => column.notNull())
        .addColumn('agent_id', 'text', (column) => column.notNull().references('users.id'))
        .addColumn('saved_at', 'timestamptz', (column) => column.notNull())
        .addColumn('received_at', 'timestamptz', (column) => column.notNull())
        .addPrimaryKeyConstraint('call_dispositions_pkey', ['organization_id', 'call_id', 'version'])
        .addForeignKeyConstraint('call_dispositions_call', ['organization_id', 'call_id'], 'calls', [
          'organization_id',
          'id',
        ]),
    appendOnly,
  );
  await createTenantTable(database, 'promises', (table) =>
    table
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text')
      .addColumn('agent_id', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('amount_cents', 'bigint', (column) => column.notNull().check(sql`amount_cents > 0`))
      /** Calendar date of the consumer. */
      .addColumn('due_on', 'date', (column) => column.notNull())
      .addColumn('promised_at', 'timestamptz', (column) => column.notNull())
      /** Set when a corrected disposition took the promise back. */
      .addColumn('withdrawn_at', 'timestamptz')
      .addPrimaryKeyConstraint('promises_pkey', ['organization_id', 'call_id'])
      .addForeignKeyConstraint('promises_call', ['organization_id', 'call_id'], 'calls', ['organization_id', 'id']),
  );
  await sql`create index promises_by_time on promises (organization_id, promised_at)`.execute(database);
  await createTenantTable(
    database,
    'redeemed_permits',
    (table) =>
      table
        .addColumn('jti', 'text', (column) => column.primaryKey())
        .addColumn('call_id', 'text', (column) => column.notNull())
        .addColumn('redeemed_at', 'timestamptz', (column) => column.notNull())
        // A call passes once, however many permits were made for it.
        .addUniqueConstraint('redeemed_permits_once_per_call', ['organization_id', 'call_id'])
        .addForeignKeyConstraint('redeemed_permits_call', ['organization_id', 'call_id'], 'calls', [
          'organization_id',
          'id',
        ]),
    appendOnly,
  );
}
