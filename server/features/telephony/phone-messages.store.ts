import type { Insertable } from 'kysely';
import type { PhoneMessage } from '../../../shared/contracts/telephony/telephony.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { TelephonyTables } from './telephony.tables.ts';

const selectMessages = (database: TenantDatabase) =>
  database
    .selectFrom('phone_messages')
    .innerJoin('users', 'users.id', 'phone_messages.created_by')
    .select([
      'phone_messages.id',
      'phone_messages.title',
      'phone_messages.transcript',
      'phone_messages.duration_ms',
      'phone_messages.created_at',
      'users.full_name as created_by',
    ]);

/** Messages in use, by title. */
export const findMessages = (database: TenantDatabase): Promise<PhoneMessage[]> =>
  selectMessages(database).where('removed_at', 'is', null).orderBy('title').orderBy('phone_messages.id').execute();

/** A message, in use or not. */
export const findMessage = (database: TenantDatabase, id: string): Promise<PhoneMessage | undefined> =>
  selectMessages(database).where('phone_messages.id', '=', id).executeTakeFirst();

/** A message that is in use. */
export const findMessageInUse = (database: TenantDatabase, id: string): Promise<PhoneMessage | undefined> =>
  selectMessages(database).where('phone_messages.id', '=', id).where('removed_at', 'is', null).executeTakeFirst();

/** The recording of a message that is in use. */
export async function findMessageAudio(database: TenantDatabase, id: string): Promise<Buffer | undefined> {
  const row = await database
    .selectFrom('phone_messages')
    .select('wav')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row?.wav;
}

/** Adds a message; one that is there already stays as it is. */
export async function insertMessage(
  database: TenantDatabase,
  message: Insertable<TelephonyTables['phone_messages']>,
): Promise<void> {
  await database
    .insertInto('phone_messages')
    .values(message)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes a message out of use. False when it is not in use. */
export async function markRemoved(database: TenantDatabase, id: string, at: string): Promise<boolean> {
  const removed = await database
    .updateTable('phone_messages')
    .set({ removed_at: at })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return removed.numUpdatedRows > 0n;
}

/** Somebody who may add messages: the manager who came first. */
export async function findAuthor(database: TenantDatabase): Promise<string | undefined> {
  const manager = await database
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'manager')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return manager?.id;
}
