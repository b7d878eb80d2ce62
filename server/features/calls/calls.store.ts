/** Calls as the database holds them: their state now, what the wire said, and the list. */
import type { CallEvent, CallRow } from '../../../shared/contracts/calls/calls.contract.ts';
import type { Insertable, Updateable } from 'kysely';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { CallTables } from './calls.tables.ts';

/** Adds a call. False when there is a call of this id already. */
export async function insertCall(database: TenantDatabase, call: Insertable<CallTables['calls']>): Promise<boolean> {
  const added = await database
    .insertInto('calls')
    .values(call)
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** A call, locked until the transaction ends. */
export const findCallForUpdate = (database: TenantDatabase, id: string) =>
  database.selectFrom('calls').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
export type KnownCall = NonNullable<Awaited<ReturnType<typeof findCallForUpdate>>>;

/** Whom a call is to, for the locks that go before the call's own; undefined for one without a number. */
export async function findCallTarget(database: TenantDatabase, id: string) {
  const call = await database
    .selectFrom('calls')
    .select(['account_id', 'consumer_id', 'phone_number'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!call || call.phone_number === null) return undefined;
  const { account_id: accountId, consumer_id: consumerId, phone_number: phoneNumber } = call;
  return { accountId, consumerId, phoneNumber, candidateCount: 1 };
}

export async function updateCall(
  database: TenantDatabase,
  id: string,
  change: Updateable<CallTables['calls']>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await database.updateTable('calls').set(change).where('id', '=', id).execute();
}

/** Whose call it is, and by which names the PBX knows it. */
export const findCallKey = (database: TenantDatabase, id: string) =>
  database.selectFrom('calls').select(['id', 'agent_id', 'sip_call_id']).where('id', '=', id).executeTakeFirst();

/** Whether the wire has said anything about the call, or its permit has been used. */
export async function hasBegun(database: TenantDatabase, callId: string): Promise<boolean> {
  const found = await database
    .selectNoFrom((select) => [
      select.exists(select.selectFrom('call_events').select('id').where('call_id', '=', callId)).as('events'),
      select.exists(select.selectFrom('redeemed_permits').select('jti').where('call_id', '=', callId)).as('permits'),
    ])
    .executeTakeFirstOrThrow();
  return Boolean(found.events) || Boolean(found.permits);
}

/** Whose call it is, and which decision it stands under. */
export const findCallOwner = (database: TenantDatabase, id: string) =>
  database.selectFrom('calls').select(['agent_id', 'decision_id']).where('id', '=', id).executeTakeFirst();

/** Adds the events that are not there yet and gives how many those were. */
export async function insertEvents(
  database: TenantDatabase,
  callId: string,
  events: readonly CallEvent[],
  receivedAt: string,
): Promise<number> {
  const added = await database
    .insertInto('call_events')
    .values(
      events.map((event) => ({
        id: event.id,
        call_id: callId,
        at: event.at,
        type: event.type,
        sip_status: event.sip_status,
        ended_by: event.ended_by,
        quality: event.quality === null ? null : json(event.quality),
        incident: event.incident === null ? null : json(event.incident),
        summary: event.summary === null ? null : json(event.summary),
        sip_call_id: event.sip_call_id,
        received_at: receivedAt,
      })),
    )
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doNothing())
    .returning('id')
    .execute();
  return added.length;
}

export type StoredEvent = Omit<CallEvent, 'id'>;

/** Everything the wire said about a call, in the order it happened. */
export const findEvents = (database: TenantDatabase, callId: string): Promise<StoredEvent[]> =>
  database
    .selectFrom('call_events')
    .select(['type', 'at', 'sip_status', 'ended_by', 'quality', 'incident', 'summary', 'sip_call_id'])
    .where('call_id', '=', callId)
    .orderBy('at')
    .orderBy('id')
    .execute();

/** Uses up the permit of a call. False when it, or another permit of the same call, was used before. */
export async function insertRedeemedPermit(
  database: TenantDatabase,
  permit: { jti: string; callId: string; at: string },
): Promise<boolean> {
  const added = await database
    .insertInto('redeemed_permits')
    .values({ jti: permit.jti, call_id: permit.callId, redeemed_at: permit.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('jti')
    .executeTakeFirst();
  return added !== undefined;
}

/** The agent's names and the numbers the organisation may show, for a call about to start. */
export const findCaller = (database: TenantDatabase, userId: string) =>
  database
    .selectFrom('users')
    .innerJoin('organizations', 'organizations.id', 'users.organization_id')
    .select(['users.email', 'users.sip_user', 'organizations.caller_ids'])
    .where('users.id', '=', userId)
    .executeTakeFirstOrThrow();

/** An account, if it is one of these consumers'. */
export const findAccountOf = (database: TenantDatabase, id: string, consumerIds: readonly string[]) =>
  database
    .selectFrom('accounts')
    .select(['id', 'consumer_id'])
    .where('id', '=', id)
    .where((where) => where('consumer_id', '=', where.fn.any(where.val([...consumerIds]))))
    .executeTakeFirst();

/** A person's name, as it is said in a call, and whether they still work here. */
export const findAgent = (database: TenantDatabase, userId: string) =>
  database.selectFrom('users').select(['full_name', 'is_active']).where('id', '=', userId).executeTakeFirstOrThrow();

/** The one account of a consumer that is worked on; undefined when there are none or several. */
export async function findOnlyAccount(database: TenantDatabase, consumerId: string): Promise<string | undefined> {
  const accounts = await database
    .selectFrom('accounts')
    .select('id')
    .where('consumer_id', '=', consumerId)
    .where('status', 'not in', ['paid', 'closed'])
    .limit(2)
    .execute();
  return accounts.length === 1 ? accounts[0]?.id : undefined;
}

/**
 * Whether no later call of the account has a disposition. Holds the account until the transaction ends, so that two
 * dispositions at once come to the same end in either order.
 */
export async function isLatestOfAccount(
  database: TenantDatabase,
  call: { id: string; started_at: string },
  accountId: string,
): Promise<boolean> {
  await database.selectFrom('accounts').select('id').where('id', '=', accountId).forNoKeyUpdate().execute();
  const later = await database
    .selectFrom('calls')
    .select('id')
    .where('account_id', '=', accountId)
    .where('started_at', '>', call.started_at)
    .where('disposition_code', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return later === undefined;
}

export type CallFilter = {
  agentId: string | undefined;
  accountId: string | undefined;
  from: string | undefined;
  to: string | undefined;
  offset: number;
  limit: number;
};

/** One page of calls, newest first, and the number of all that match. */
export async function findCalls(
  database: TenantDatabase,
  filter: CallFilter,
): Promise<{ rows: CallRow[]; total: number }> {
  let matching = database.selectFrom('calls');
  if (filter.agentId !== undefined) matching = matching.where('calls.agent_id', '=', filter.agentId);
  if (filter.accountId !== undefined) matching = matching.where('calls.account_id', '=', filter.accountId);
  if (filter.from !== undefined) matching = matching.where('calls.started_at', '>=', filter.from);
  if (filter.to !== undefined) matching = matching.where('calls.started_at', '<', filter.to);
  const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await matching
    .innerJoin('users', 'users.id', 'calls.agent_id')
    .leftJoin('consumers', 'consumers.id', 'calls.consumer_id')
    .select([
      'calls.id',
      'calls.direction',
      'calls.agent_id',
      'users.full_name as agent_name',
      'calls.account_id',
      'consumers.full_name as consumer_name',
      'calls.phone_number',
      'calls.started_at',
      'calls.answered_at',
      'calls.ended_at',
      'calls.connect_class',
      'calls.disposition_code',
      'calls.disposition_version',
      'calls.ended_by',
      'calls.quality_summary as quality',
      'calls.incidents',
      'calls.decision_id',
    ])
    .orderBy('calls.started_at', 'desc')
    .orderBy('calls.id', 'desc')
    .offset(filter.offset)
    .limit(filter.limit)
    .execute();
  return { rows, total };
}
