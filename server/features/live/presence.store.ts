/**
 * Presence: what an agent said last, and leases of open live connections that prove it.
 *
 *   offline ──connection opened──► online ──last lease run out──► offline
 *
 * Nobody has to say goodbye: a server that dies renews nothing, and its agents go offline when their leases run out.
 */
import { sql } from 'kysely';
import type { LiveAgent } from '../../../shared/contracts/live/live.contract.ts';
import type { AgentState } from '../../../shared/domain/agents/agent-states.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { findLastSaid, insertConnectionChanges } from './agent-time.store.ts';
import type { LiveTables } from './live.tables.ts';

/**
 * Adds a lease. True when the agent was offline before. Whoever is no agent by role is on the floor only after saying so,
 * and so gets no state here.
 */
export async function openConnection(
  database: TenantDatabase,
  connection: { id: string; agentId: string; isAgent: boolean; at: string; expiresAt: string },
): Promise<boolean> {
  const { agentId, at } = connection;
  const before = await database
    .selectFrom('agent_presence')
    .select('is_online')
    .where('agent_id', '=', agentId)
    .forUpdate()
    .executeTakeFirst();
  // Every server may have been away: then nobody has found out yet that the last lease had run out.
  const lastLease = before?.is_online === true ? await findLastLease(database, agentId) : undefined;
  const wasGone = before?.is_online === true && (lastLease === undefined || lastLease <= at);
  await database
    .insertInto('live_connections')
    .values({ id: connection.id, agent_id: agentId, expires_at: connection.expiresAt })
    .execute();
  const online = { is_online: true, went_offline_at: null };
  if (connection.isAgent)
    await database
      .insertInto('agent_presence')
      .values({ agent_id: agentId, ...unsaid, since: at, ...online })
      .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(online))
      .execute();
  else await database.updateTable('agent_presence').set(online).where('agent_id', '=', agentId).execute();
  const cameOnline = before ? !before.is_online || wasGone : connection.isAgent;
  const changes = [
    ...(wasGone ? [{ agentId, isOnline: false, since: lastLease ?? at }] : []),
    ...(cameOnline ? [{ agentId, isOnline: true, since: at }] : []),
  ];
  await insertConnectionChanges(database, changes, at);
  return cameOnline;
}

/** The state of an agent who has said nothing yet. */
const unsaid = { state: 'available' as const, reason: null, is_outage: false, account_id: null };

async function findLastLease(database: TenantDatabase, agentId: string): Promise<string | undefined> {
  const { last } = await database
    .selectFrom('live_connections')
    .select(({ fn }) => fn.max('expires_at').as('last'))
    .where('agent_id', '=', agentId)
    .executeTakeFirstOrThrow();
  // null: the maximum of nothing.
  return last ?? undefined;
}

/** Sets the end of leases: later while the connections are open, soon when they were closed. */
export async function setLeases(database: TenantDatabase, ids: readonly string[], expiresAt: string): Promise<void> {
  if (ids.length === 0) return;
  await database.updateTable('live_connections').set({ expires_at: expiresAt }).where('id', 'in', ids).execute();
}

/**
 * Finds agents whose last lease has run out, marks them offline from its end on and forgets the leases that are over. Each
 * is found by one server only.
 */
export async function markOffline(database: TenantDatabase, at: string): Promise<string[]> {
  const withoutLease = database
    .selectFrom('agent_presence')
    .select('agent_id')
    .where('is_online', '=', true)
    .where((builder) =>
      builder.not(
        builder.exists(
          builder
            .selectFrom('live_connections')
            .select('live_connections.id')
            .whereRef('live_connections.agent_id', '=', 'agent_presence.agent_id')
            .where('live_connections.expires_at', '>', at),
        ),
      ),
    );
  // Looked up again under the lock: somebody who came back in the meantime stays online.
  const locked = await withoutLease.forUpdate().skipLocked().execute();
  const ids = locked.map((row) => row.agent_id);
  const gone =
    ids.length === 0
      ? []
      : await database
          .updateTable('agent_presence')
          .set({
            is_online: false,
            went_offline_at: sql<string>`coalesce((select max(expires_at) from live_connections
              where live_connections.agent_id = agent_presence.agent_id), ${at})`,
          })
          .where('agent_id', 'in', withoutLease.where('agent_id', 'in', ids))
          .returning(['agent_id', 'went_offline_at'])
          .execute();
  const changes = gone.map((row) => ({ agentId: row.agent_id, isOnline: false, since: row.went_offline_at ?? at }));
  await insertConnectionChanges(database, changes, at);
  await forgetLeases(database, at);
  return gone.map((row) => row.agent_id);
}

/** Leases that are over, but for those of agents who have not been found offline yet: their end is when that was. */
async function forgetLeases(database: TenantDatabase, at: string): Promise<void> {
  await database
    .deleteFrom('live_connections')
    .where('expires_at', '<=', at)
    .where((builder) =>
      builder.not(
        builder.exists(
          builder
            .selectFrom('agent_presence')
            .select('agent_presence.agent_id')
            .whereRef('agent_presence.agent_id', '=', 'live_connections.agent_id')
            .where('agent_presence.is_online', '=', true)
            .where((online) =>
              online.not(
                online.exists(
                  online
                    .selectFrom('live_connections as open')
                    .select('open.id')
                    .whereRef('open.agent_id', '=', 'agent_presence.agent_id')
                    .where('open.expires_at', '>', at),
                ),
              ),
            ),
        ),
      ),
    )
    .execute();
}

/** What an agent does now, and why; `undefined` for somebody who was never on the floor. Locked until the end. */
export const findPresence = (database: TenantDatabase, agentId: string) =>
  database
    .selectFrom('agent_presence')
    .select(['state', 'reason'])
    .where('agent_id', '=', agentId)
    .forUpdate()
    .executeTakeFirst();

/** Makes of everything an agent said what holds now. Whether the agent is there is for the leases to say. */
export async function takeOverLastSaid(
  database: TenantDatabase,
  agentId: string,
  at: string,
): Promise<{ state: LiveTables['agent_presence']['state'] }> {
  const said = (await findLastSaid(database, agentId)) ?? { ...unsaid, since: at };
  const isOnline = (await findLease(database, agentId, at)) !== undefined;
  const row = await database
    .insertInto('agent_presence')
    .values({ agent_id: agentId, ...said, is_online: isOnline, went_offline_at: isOnline ? null : at })
    .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(said))
    .returning(sql<boolean>`xmax = 0`.as('isNew'))
    .executeTakeFirstOrThrow();
  if (row.isNew && isOnline) await insertConnectionChanges(database, [{ agentId, isOnline, since: at }], at);
  return said;
}

const findLease = (database: TenantDatabase, agentId: string, at: string) =>
  database
    .selectFrom('live_connections')
    .select('id')
    .where('agent_id', '=', agentId)
    .where('expires_at', '>', at)
    .limit(1)
    .executeTakeFirst();

/** Agents as the floor sees them: everybody whose role is agent and whoever else takes calls, or the ones asked for. */
export async function findAgents(
  database: TenantDatabase,
  at: string,
  agentIds?: readonly string[],
): Promise<LiveAgent[]> {
  let agents = database
    .selectFrom('users')
    .leftJoin('agent_presence as presence', 'presence.agent_id', 'users.id')
    .leftJoin('accounts', 'accounts.id', 'presence.account_id')
    .select(['users.id', 'users.full_name', 'presence.state', 'presence.since', 'presence.went_offline_at'])
    .select(['presence.reason', 'presence.is_outage'])
    .select(['accounts.id as account_id', 'accounts.reference as account_reference', 'users.created_at'])
    .select((builder) =>
      builder
        .selectFrom('live_connections')
        .select(sql<number>`1`.as('open'))
        .whereRef('live_connections.agent_id', '=', 'users.id')
        .where('live_connections.expires_at', '>', at)
        .limit(1)
        .as('open'),
    )
    .select((builder) =>
      builder
        .selectFrom('live_connections')
        .select(({ fn }) => fn.max('live_connections.expires_at').as('last'))
        .whereRef('live_connections.agent_id', '=', 'users.id')
        .as('last_lease'),
    )
    .orderBy('users.full_name')
    .orderBy('users.id');
  agents = agentIds
    ? agents.where('users.id', 'in', agentIds)
    : agents
        .where('users.is_active', '=', true)
        .where((where) => where.or([where('users.role', '=', 'agent'), where('presence.is_online', '=', true)]));
  const rows = await agents.execute();
  return rows.map((row) => {
    const { id, full_name } = row;
    if (row.open !== null && row.state !== null && row.since !== null)
      return {
        id,
        full_name,
        state: row.state,
        reason: row.reason,
        is_outage: row.is_outage ?? false,
        since: row.since,
        account_id: row.account_id,
        account_reference: row.account_reference,
      };
    const since = row.went_offline_at ?? row.last_lease ?? row.created_at;
    const offline = { state: 'offline' as const, reason: null, is_outage: false };
    return { id, full_name, ...offline, since, account_id: null, account_reference: null };
  });
}

/** What everybody does who can be called, by user id: `offline` without a live connection, `available` unless said. */
export async function readStates(database: TenantDatabase, at: string): Promise<ReadonlyMap<string, AgentState>> {
  const rows = await database
    .selectFrom('live_connections')
    .leftJoin('agent_presence', 'agent_presence.agent_id', 'live_connections.agent_id')
    .select(['live_connections.agent_id', 'agent_presence.state'])
    .where('live_connections.expires_at', '>', at)
    .execute();
  return new Map(rows.map((row) => [row.agent_id, row.state ?? 'available']));
}
