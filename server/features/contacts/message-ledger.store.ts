/**
 * The ledger of messages as the database holds it.
 *
 * Promise: a row is never changed or removed; what is learned later is a later row. The app's role holds no other right.
 */
import { sql } from 'kysely';
import type { MessageMedium, MessageValue } from '../../../shared/domain/compliance/message-ledger.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

export type MessageSubject = {
  contactId: string;
  channel: MessageMedium;
  consumerId: string;
  accountId: string;
  address: string;
  debtIds: readonly string[] | null;
  /** When it was permitted or came in, ISO 8601 UTC. */
  placedAt: string;
};
export type KnownMessage = MessageSubject & { reserved: Extract<MessageValue, { kind: 'reserved' }> };

/**
 * Adds what was learned about a message; gives how many rows were new. What may stand only once (that it was permitted,
 * received or carried, and each event) is added once.
 */
export async function appendToMessages(
  database: TenantDatabase,
  subject: MessageSubject,
  recorded: { at: string; by: string },
  values: readonly { value: MessageValue; eventId?: string }[],
): Promise<number> {
  const added = await database
    .insertInto('message_ledger')
    .values(
      values.map(({ value, eventId }) => ({
        kind: value.kind,
        contact_id: subject.contactId,
        event_id: eventId ?? null,
        channel: subject.channel,
        consumer_id: subject.consumerId,
        account_id: subject.accountId,
        address: subject.address,
        debt_ids: subject.debtIds === null ? null : json(subject.debtIds),
        placed_at: subject.placedAt,
        recorded_at: recorded.at,
        recorded_by: recorded.by,
        value: json(value),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('sequence')
    .execute();
  return added.length;
}

/** A message that was permitted; undefined when there is none of this id. */
export async function findMessage(database: TenantDatabase, contactId: string): Promise<KnownMessage | undefined> {
  const row = await database
    .selectFrom('message_ledger')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('kind', '=', 'reserved')
    .executeTakeFirst();
  if (row?.value.kind !== 'reserved') return undefined;
  return {
    contactId: row.contact_id,
    channel: row.channel,
    consumerId: row.consumer_id,
    accountId: row.account_id,
    address: row.address,
    debtIds: row.debt_ids,
    placedAt: row.placed_at,
    reserved: row.value,
  };
}

/** Whether anything has become of a message: its permit was used, or its sender said something of it. */
export async function hasMessageBegun(database: TenantDatabase, contactId: string): Promise<boolean> {
  const row = await database
    .selectFrom('message_ledger')
    .select('sequence')
    .where('contact_id', '=', contactId)
    .where('kind', 'in', ['permit-used', 'event'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The person whose name messages go out under, and the numbers that the organisation may show. */
export async function findSender(
  database: TenantDatabase,
  userId: string,
): Promise<{ full_name: string; caller_ids: readonly { phone_number: string }[] } | undefined> {
  return database
    .selectFrom('users')
    .innerJoin('organizations', 'organizations.id', 'users.organization_id')
    .select(['users.full_name', 'organizations.caller_ids'])
    .where('users.id', '=', userId)
    .executeTakeFirst();
}

/** The consumer of an account. */
export const findAccountHolder = async (database: TenantDatabase, accountId: string): Promise<string | undefined> =>
  (await database.selectFrom('accounts').select('consumer_id').where('id', '=', accountId).executeTakeFirst())
    ?.consumer_id;

/** Nobody else permits, carries or reports on this message until the transaction ends. */
export const lockMessage = async (database: TenantDatabase, contactId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(
    current_setting('deskline.organization_id') || ':message:' || ${contactId}, 0))`.execute(database);
};
