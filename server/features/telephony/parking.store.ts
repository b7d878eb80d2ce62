import type { Insertable } from 'kysely';
import type { ParkedCall } from '../../../shared/contracts/telephony/telephony.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { TelephonyTables } from './telephony.tables.ts';

/**
 * Takes a place for a call. False when somebody has it, whichever organisation they are of, or when the call is parked
 * already. Two at once take turns: the second waits for the first one's end.
 */
export async function takePlace(
  database: TenantDatabase,
  parked: Insertable<TelephonyTables['parked_calls']>,
): Promise<boolean> {
  const taken = await database
    .insertInto('parked_calls')
    .values(parked)
    .onConflict((conflict) => conflict.doNothing())
    .returning('place')
    .executeTakeFirst();
  return taken !== undefined;
}

const selectParked = (database: TenantDatabase) =>
  database
    .selectFrom('parked_calls')
    .innerJoin('users', 'users.id', 'parked_calls.parked_by')
    .leftJoin('accounts', 'accounts.id', 'parked_calls.account_id')
    .select([
      'parked_calls.place',
      'parked_calls.call_id',
      'parked_calls.account_id',
      'accounts.reference as account_reference',
      'parked_calls.remote_name',
      'parked_calls.phone_number',
      'users.full_name as parked_by',
      'parked_calls.parked_at',
    ])
    .orderBy('parked_calls.parked_at')
    .orderBy('parked_calls.place');

export const findParkedCalls = (database: TenantDatabase, since: string): Promise<ParkedCall[]> =>
  selectParked(database).where('parked_at', '>', since).execute();

export const findParkedCall = (
  database: TenantDatabase,
  which: { place: string } | { callId: string },
): Promise<ParkedCall | undefined> =>
  ('place' in which
    ? selectParked(database).where('place', '=', which.place)
    : selectParked(database).where('call_id', '=', which.callId)
  ).executeTakeFirst();

/** Frees places and gives which those were. */
export async function freePlaces(
  database: TenantDatabase,
  which: { place: string } | { callId: string } | { parkedBefore: string },
): Promise<string[]> {
  const leaving = database.deleteFrom('parked_calls').returning('place');
  const freed = await (
    'place' in which
      ? leaving.where('place', '=', which.place)
      : 'callId' in which
        ? leaving.where('call_id', '=', which.callId)
        : leaving.where('parked_at', '<=', which.parkedBefore)
  ).execute();
  return freed.map((row) => row.place);
}
