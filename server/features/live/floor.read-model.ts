/** The floor as a whole: who does what, which calls are live, what today has brought. */
import type { LiveCall, LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { findAgents } from './presence.store.ts';
import { readTodayCounts } from './today-counts.read-model.ts';

/** A call whose end was never told is not shown for longer than this. */
const longestCallMs = 8 * 60 * 60 * 1000;

/** A snapshot for a stream that begins, or missed too much. */
export async function readFloor(database: TenantDatabase, clock: Clock): Promise<LiveEvent & { type: 'floor' }> {
  return {
    type: 'floor',
    agents: await findAgents(database, isoNow(clock)),
    calls: await readLiveCalls(database, clock),
    today: await readTodayCounts(database, clock),
  };
}

/** Calls in progress, the oldest first. */
export const readLiveCalls = (database: TenantDatabase, clock: Clock): Promise<LiveCall[]> =>
  selectCalls(database)
    .where('calls.ended_at', 'is', null)
    .where('calls.started_at', '>', new Date(clock.now() - longestCallMs).toISOString())
    .orderBy('calls.started_at')
    .orderBy('calls.id')
    .execute();

/** One call as the floor sees it, also when it is over; `undefined` when there is no such call. */
export const readLiveCall = (database: TenantDatabase, callId: string): Promise<LiveCall | undefined> =>
  selectCalls(database).where('calls.id', '=', callId).executeTakeFirst();

const selectCalls = (database: TenantDatabase) =>
  database
    .selectFrom('calls')
    .leftJoin('accounts', 'accounts.id', 'calls.account_id')
    .leftJoin('consumers', 'consumers.id', 'calls.consumer_id')
    .select([
      'calls.id',
      'calls.agent_id',
      'calls.direction',
      'calls.account_id',
      'accounts.reference as account_reference',
      'consumers.full_name as consumer_name',
      'calls.phone_number',
      'calls.started_at',
      'calls.answered_at',
      'calls.mos',
    ]);
