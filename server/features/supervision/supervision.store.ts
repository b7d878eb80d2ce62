import type { Insertable } from 'kysely';
import type { Supervision, SupervisionMode } from '../../../shared/contracts/supervision/supervision.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { SupervisionEnd, SupervisionTables } from './supervision.tables.ts';

/** A call whose end was never told is not listened to for longer than this. */
const longestCallMs = 8 * 60 * 60 * 1000;

/** The person, if active, with what makes the SIP address. */
export const findPerson = (database: TenantDatabase, userId: string) =>
  database
    .selectFrom('users')
    .select(['id', 'email', 'sip_user', 'full_name'])
    .where('id', '=', userId)
    .where('is_active', '=', true)
    .executeTakeFirst();

/** The call an agent is in now: the one answered last, or the one that began last. */
export const findLiveCall = (database: TenantDatabase, agentId: string, nowMs: number) =>
  database
    .selectFrom('calls')
    .select('id')
    .where('agent_id', '=', agentId)
    .where('ended_at', 'is', null)
    .where('started_at', '>', new Date(nowMs - longestCallMs).toISOString())
    .orderBy('answered_at', (order) => order.desc().nullsLast())
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();

/** A call that goes on, by its id, and the names the PBX knows it by. */
export const findOpenCall = (database: TenantDatabase, callId: string) =>
  database
    .selectFrom('calls')
    .select(['id', 'agent_id', 'sip_call_id'])
    .where('id', '=', callId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();

export const findRoles = (database: TenantDatabase, userIds: readonly string[]) =>
  userIds.length === 0
    ? Promise.resolve([])
    : database.selectFrom('users').select(['id', 'role']).where('id', 'in', userIds).execute();

/** Adds a supervision. False when there is one of this id already. */
export async function insertSupervision(
  database: TenantDatabase,
  supervision: Insertable<SupervisionTables['supervisions']>,
): Promise<boolean> {
  const added = await database
    .insertInto('supervisions')
    .values(supervision)
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** A supervision with what its redemption depends on, locked until the end. */
export const findSupervisionForUpdate = (database: TenantDatabase, id: string) =>
  database
    .selectFrom('supervisions')
    .innerJoin('calls', 'calls.id', 'supervisions.call_id')
    .selectAll('supervisions')
    .select('calls.ended_at as call_ended_at')
    .where('supervisions.id', '=', id)
    .forUpdate('supervisions')
    .executeTakeFirst();

export async function markRedeemed(database: TenantDatabase, id: string, at: string): Promise<void> {
  await database.updateTable('supervisions').set({ redeemed_at: at }).where('id', '=', id).execute();
}

export async function renewPermit(database: TenantDatabase, id: string, expiresAt: string): Promise<void> {
  await database.updateTable('supervisions').set({ permit_expires_at: expiresAt }).where('id', '=', id).execute();
}

/** Switches one's own supervision while it goes on. False when it is over, or somebody else's. */
export async function updateMode(
  database: TenantDatabase,
  { id, supervisorId, mode }: { id: string; supervisorId: string; mode: SupervisionMode },
): Promise<boolean> {
  const changed = await database
    .updateTable('supervisions')
    .set({ mode })
    .where('id', '=', id)
    .where('supervisor_id', '=', supervisorId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Ends those that go on, of the ones that match; each ends once. */
export async function endSupervisions(
  database: TenantDatabase,
  which: { id: string } | { callId: string } | { supervisorId: string; agentId: string; exceptId: string },
  ended: { at: string; by: SupervisionEnd },
): Promise<{ id: string; agent_id: string }[]> {
  let ending = database
    .updateTable('supervisions')
    .set({ ended_at: ended.at, ended_by: ended.by })
    .where('ended_at', 'is', null);
  if ('id' in which) ending = ending.where('id', '=', which.id);
  else if ('callId' in which) ending = ending.where('call_id', '=', which.callId);
  else
    ending = ending
      .where('supervisor_id', '=', which.supervisorId)
      .where('agent_id', '=', which.agentId)
      .where('id', '!=', which.exceptId);
  return ending.returning(['id', 'agent_id']).execute();
}

const selectSupervisions = (database: TenantDatabase) =>
  database
    .selectFrom('supervisions')
    .innerJoin('users as agents', 'agents.id', 'supervisions.agent_id')
    .innerJoin('users as supervisors', 'supervisors.id', 'supervisions.supervisor_id')
    .select([
      'supervisions.id',
      'supervisions.agent_id',
      'agents.full_name as agent_name',
      'supervisions.supervisor_id',
      'supervisors.full_name as supervisor_name',
      'supervisions.mode',
      'supervisions.started_at',
    ]);

export const findSupervision = (database: TenantDatabase, id: string): Promise<Supervision | undefined> =>
  selectSupervisions(database).where('supervisions.id', '=', id).executeTakeFirst();

export const findOpenSupervisions = (database: TenantDatabase): Promise<Supervision[]> =>
  selectSupervisions(database)
    .where('supervisions.ended_at', 'is', null)
    .orderBy('supervisions.started_at')
    .orderBy('supervisions.id')
    .execute();

/** Whether an agent's window shows that somebody listens; cannot change until the transaction ends. */
export async function showsSupervision(database: TenantDatabase): Promise<boolean> {
  const organization = await database
    .selectFrom('organizations')
    .select('shows_supervision')
    .forShare()
    .executeTakeFirstOrThrow();
  return organization.shows_supervision;
}

/** Changes that. False when it was so already. */
export async function setShowsSupervision(database: TenantDatabase, shows: boolean): Promise<boolean> {
  const changed = await database
    .updateTable('organizations')
    .set({ shows_supervision: shows })
    .where('shows_supervision', '!=', shows)
    .returning('id')
    .execute();
  return changed.length > 0;
}

/**
 * Supervisions that go on though they should not: nobody redeemed the permit in time, or the supervisor has had no live
 * connection. Those that began after `settledBefore` are given time.
 */
export async function findAbandoned(
  database: TenantDatabase,
  { at, settledBefore }: { at: string; settledBefore: string },
): Promise<{ id: string; by: SupervisionEnd }[]> {
  const rows = await database
    .selectFrom('supervisions')
    .select(['id', 'redeemed_at', 'permit_expires_at'])
    .select((builder) =>
      builder
        .exists(
          builder
            .selectFrom('live_connections')
            .select('live_connections.id')
            .whereRef('live_connections.agent_id', '=', 'supervisions.supervisor_id')
            .where('live_connections.expires_at', '>', at),
        )
        .as('is_connected'),
    )
    .where('ended_at', 'is', null)
    .where('started_at', '<', settledBefore)
    .execute();
  return rows.flatMap(({ id, redeemed_at, permit_expires_at, is_connected }): { id: string; by: SupervisionEnd }[] => {
    if (!is_connected) return [{ id, by: 'connection-lost' }];
    return redeemed_at === null && permit_expires_at < settledBefore ? [{ id, by: 'unused' }] : [];
  });
}
