/**
 * Written messages as a ledger of their own: one row per thing learned about a message, never changed; what is true of a
 * message follows from all of its rows. A voicemail that is left is one more row of its call.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

export const contacts: Migration = {
  async up(database: Migrating) {
    await createTenantTable(
      database,
      'message_ledger',
      (table) =>
        table
          .addColumn('sequence', 'bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey())
          .addColumn('kind', 'text', (column) =>
            column.notNull().check(sql`kind in ('reserved', 'permit-used', 'event', 'received')`),
          )
          /** Made by the sender, so it is unique within an organisation only. */
          .addColumn('contact_id', 'text', (column) => column.notNull())
          /** Of an event, made by the sender. */
          .addColumn('event_id', 'text')
          .addColumn('channel', 'text', (column) =>
            column.notNull().check(sql`channel in ('sms', 'email', 'letter', 'direct-message')`),
          )
          .addColumn('consumer_id', 'text', (column) => column.notNull())
          .addColumn('account_id', 'text', (column) => column.notNull())
          /** E.164 of a text, else an address. */
          .addColumn('address', 'text', (column) => column.notNull())
          /** The debts it is about; null: not known, so it stands for each. */
          .addColumn('debt_ids', 'jsonb')
          /** When the message was permitted or came in, on every row of it. */
          .addColumn('placed_at', 'timestamptz', (column) => column.notNull())
          .addColumn('recorded_at', 'timestamptz', (column) => column.notNull())
          /** The name of the sender who said it. */
          .addColumn('recorded_by', 'text', (column) => column.notNull())
          .addColumn('value', 'jsonb', (column) => column.notNull())
          .addForeignKeyConstraint('message_ledger_consumer', ['organization_id', 'consumer_id'], 'consumers', [
            'organization_id',
            'id',
          ]),
      ['select', 'insert'],
    );
    // A message is permitted once, received once, and carried once; an event is told once.
    for (const kind of ['reserved', 'permit-used', 'received'])
      await sql`create unique index ${sql.id(`message_ledger_once_${kind.replace('-', '_')}`)}
        on message_ledger (organization_id, contact_id) where kind = ${sql.lit(kind)}`.execute(database);
    await sql`create unique index message_ledger_events on message_ledger (organization_id, event_id)
      where kind = 'event'`.execute(database);
    await sql`create index message_ledger_by_consumer on message_ledger (organization_id, consumer_id)`.execute(
      database,
    );
    await sql`create index message_ledger_by_contact on message_ledger (organization_id, contact_id)`.execute(database);
    await sql`create trigger append_only before update or delete or truncate on message_ledger
      for each statement execute function deskline_refuse_change()`.execute(database);

    await sql`alter table contact_ledger drop constraint contact_ledger_kind_check`.execute(database);
    await sql`alter table contact_ledger add constraint contact_ledger_kind_check
      check (kind in ('attempt', 'settled', 'talk', 'consent', 'wrong-number', 'voicemail'))`.execute(database);
  },
};
