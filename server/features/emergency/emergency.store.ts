import type { DispatchableLocation, EmergencyCall } from '../../../shared/contracts/emergency/emergency.contract.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

/** Adds an emergency call. False when it was reported before. */
export async function insertEmergencyCall(
  database: TenantDatabase,
  call: {
    id: string;
    agentId: string;
    number: string;
    at: string;
    location: DispatchableLocation | null;
    locationConfirmedAt: string | null;
    receivedAt: string;
  },
): Promise<boolean> {
  const added = await database
    .insertInto('emergency_calls')
    .values({
      id: call.id,
      agent_id: call.agentId,
      number: call.number,
      at: call.at,
      location: call.location === null ? null : json(call.location),
      location_confirmed_at: call.locationConfirmedAt,
      received_at: call.receivedAt,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export const findEmergencyCall = (database: TenantDatabase, id: string): Promise<EmergencyCall> =>
  database
    .selectFrom('emergency_calls')
    .innerJoin('users', 'users.id', 'emergency_calls.agent_id')
    .select([
      'emergency_calls.id',
      'emergency_calls.agent_id',
      'users.full_name as agent_name',
      'emergency_calls.number',
      'emergency_calls.at',
      'emergency_calls.location',
      'emergency_calls.location_confirmed_at',
    ])
    .where('emergency_calls.id', '=', id)
    .executeTakeFirstOrThrow();
