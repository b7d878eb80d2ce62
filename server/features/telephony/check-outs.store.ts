import type { CheckOut, CheckOutRow } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

/** Adds a check-out. False when it came before. */
export async function insertCheckOut(
  database: TenantDatabase,
  agentId: string,
  { id, started_at, duration_ms, results }: CheckOut,
): Promise<boolean> {
  const added = await database
    .insertInto('check_outs')
    .values({ id, agent_id: agentId, started_at, duration_ms, results: json(results) })
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

const selectCheckOuts = (database: TenantDatabase) =>
  database
    .selectFrom('check_outs')
    .innerJoin('users', 'users.id', 'check_outs.agent_id')
    .select([
      'check_outs.id',
      'check_outs.agent_id',
      'users.full_name as agent_name',
      'check_outs.started_at',
      'check_outs.duration_ms',
      'check_outs.results',
    ]);

export const findCheckOut = (database: TenantDatabase, id: string): Promise<CheckOutRow> =>
  selectCheckOuts(database).where('check_outs.id', '=', id).executeTakeFirstOrThrow();

/** The latest check-out of each agent that began at a moment or after it. */
export const findLatestCheckOuts = (database: TenantDatabase, since: string): Promise<CheckOutRow[]> =>
  selectCheckOuts(database)
    .distinctOn('check_outs.agent_id')
    .where('check_outs.started_at', '>=', since)
    .orderBy('check_outs.agent_id')
    .orderBy('check_outs.started_at', 'desc')
    .orderBy('check_outs.id', 'desc')
    .execute();
