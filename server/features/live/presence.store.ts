/**
 * Presence: what an agent said last, and leases of open live connections that prove it.
 *
 *   offline ──connection opened──► online ──last lease run out──► offline
 *
 * Nobody has to say goodbye: a server that dies renews nothing, and its agents go offline when their leases run out.
 */
import { sql } from 'kysely';
import type { LiveAgent } from '../../../shared/contracts/live/live.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { LiveTables } from './live.tables.ts';

type SaidState = LiveTables['agent_presence']['state'];

/**
 * Adds a lease. True when the agent was offline before. Whoever is no agent by role is on the floor only after saying so,
 * and so gets no state here.
 */
export async function openConnection(
  database: TenantDatabase,
  connection: { id: string; agentId: string; isAgent: boolean; at: string; expiresAt: string },
): Promise<boolean> {
  const { agentId } = connection;
  const before = await database
    .selectFrom('agent_presence')
    .select('is_online')
    .where('agent_id', '=', agentId)
    .forUpdate()
    .executeTakeFirst();
  await database
    .insertInto('live_connections')
    .values({ id: connection.id, agent_id: agentId, expires_at: connection.expiresAt })
    .execute();
  const online = { is_online: true, went_offline_at: null };
  if (connection.isAgent)
    await database
      .insertInto('agent_presence')
      .values({ agent_id: agentId, state: 'available', since: connection.at, account_id: null, ...online })
      .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(online))
      .execute();
  else await database.updateTable('agent_presence').set(online).where('agent_id', '=', agentId).execute();
  return before ? !before.is_online : connection.isAgent;
}

/** Sets the end of leases: later while the connections are open, soon when they were closed. */
export async function setLeases(database: TenantDatabase, ids: readonly string[], expiresAt: string): Promise<void> {
  if (ids.length === 0) return;
  await database.updateTable('live_connections').set({ expires_at: expiresAt }).where('id', 'in', ids).execute();
}

/** Finds agents whose last lease has run out, marks them offline and forgets the leases. Each is found by one server only. */
export async function markOffline(database: TenantDatabase, at: string): Promise<string[]> {
  await database.deleteFrom('live_connections').where('expires_at', '<=', at).execute();
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
            .whereRef('live_connections.agent_id', '=', 'agent_presence.agent_id'),
        ),
      ),
    );
  // Looked up again under the lock: somebody who came back in the meantime stays online.
  const locked = await withoutLease.forUpdate().skipLocked().execute();
  if (locked.length === 0) return [];
  const ids = locked.map((row) => row.agent_id);
  const gone = await database
    .updateTable('agent_presence')
    .set({ is_online: false, went_offline_at: at })
    .where('agent_id', 'in', withoutLease.where('agent_id', 'in', ids))
    .returning('agent_id')
    .execute();
  return gone.map((row) => row.agent_id);
}

/** What an agent says to be doing. Whether the agent is there is for the leases to say. */
export async function saveState(
  database: TenantDatabase,
  said: { agentId: string; state: SaidState; since: string; accountId: string | null; at: string },
): Promise<void> {
  const state = { state: said.state, since: said.since, account_id: said.accountId };
  const lease = await findLease(database, said.agentId, said.at);
  const presence = { is_online: lease !== undefined, went_offline_at: lease ? null : said.at };
  await database
    .insertInto('agent_presence')
    .values({ agent_id: said.agentId, ...state, ...presence })
    .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(state))
    .execute();
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
        since: row.since,
        account_id: row.account_id,
        account_reference: row.account_reference,
      };
    const since = row.went_offline_at ?? row.last_lease ?? row.created_at;
    return { id, full_name, state: 'offline', since, account_id: null, account_reference: null };
  });
}
