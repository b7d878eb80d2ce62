/** The log behind an agent's time: only ever added to. */
import type { TenantDatabase } from '../../db/transaction.ts';
import type { BreakReason } from '../../../shared/domain/agents/agent-states.ts';
import type { LiveTables } from './live.tables.ts';

type SaidStateName = LiveTables['agent_presence']['state'];

export type SaidChange = {
  agentId: string;
  state: SaidStateName;
  reason: BreakReason | null;
  isOutage: boolean;
  since: string;
  accountId: string | null;
};

/** Takes down what an agent said. */
export async function insertSaidState(database: TenantDatabase, said: SaidChange, at: string): Promise<void> {
  await database
    .insertInto('agent_state_changes')
    .values({
      agent_id: said.agentId,
      source: 'agent',
      since: said.since,
      state: said.state,
      reason: said.reason,
      is_outage: said.isOutage,
      account_id: said.accountId,
      recorded_at: at,
    })
    .execute();
}

/** Takes down from when on agents had a live connection, or had none. */
export async function insertConnectionChanges(
  database: TenantDatabase,
  changes: readonly { agentId: string; isOnline: boolean; since: string }[],
  at: string,
): Promise<void> {
  if (changes.length === 0) return;
  await database
    .insertInto('agent_state_changes')
    .values(
      changes.map(({ agentId, isOnline, since }) => ({
        agent_id: agentId,
        source: 'connection' as const,
        since,
        state: isOnline ? ('online' as const) : ('offline' as const),
        reason: null,
        account_id: null,
        recorded_at: at,
      })),
    )
    .execute();
}

/** What holds now of all that an agent said, in whichever order it came. */
export async function findLastSaid(database: TenantDatabase, agentId: string) {
  const row = await database
    .selectFrom('agent_state_changes')
    .select(['state', 'reason', 'is_outage', 'since', 'account_id'])
    .where('agent_id', '=', agentId)
    .where('source', '=', 'agent')
    .orderBy('since', 'desc')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row || row.state === 'online' || row.state === 'offline') return undefined;
  return { ...row, state: row.state };
}

export type ChangeRow = {
  agent_id: string;
  source: 'agent' | 'connection';
  since: string;
  state: LiveTables['agent_state_changes']['state'];
  reason: BreakReason | null;
  is_outage: boolean;
};

/**
 * Every change that a day's account needs, in order: those within it, of each kind the last before it, and the next that
 * was said after it. `agentId` undefined: of everybody.
 */
export async function findChanges(
  database: TenantDatabase,
  day: { from: string; to: string },
  agentId: string | undefined,
): Promise<ChangeRow[]> {
  const [connections, said] = [
    await findLastBefore(database, 'connection', day.from, agentId),
    await findLastBefore(database, 'agent', day.from, agentId),
  ];
  let within = database
    .selectFrom('agent_state_changes')
    .select(['agent_id', 'source', 'since', 'state', 'reason', 'is_outage'])
    .where('since', '>=', day.from)
    .where('since', '<', day.to)
    .orderBy('since')
    .orderBy('sequence');
  if (agentId !== undefined) within = within.where('agent_id', '=', agentId);
  return [...connections, ...said, ...(await within.execute()), ...(await findNextSaid(database, day.to, agentId))];
}

function findLastBefore(
  database: TenantDatabase,
  source: ChangeRow['source'],
  before: string,
  agentId: string | undefined,
): Promise<ChangeRow[]> {
  let found = database
    .selectFrom('users')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('agent_state_changes as change')
          .select(['agent_id', 'source', 'since', 'state', 'reason', 'is_outage'])
          .whereRef('change.agent_id', '=', 'users.id')
          .where('change.source', '=', source)
          .where('change.since', '<', before)
          .orderBy('change.since', 'desc')
          .orderBy('change.sequence', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['last.agent_id', 'last.source', 'last.since', 'last.state', 'last.reason', 'last.is_outage']);
  if (agentId !== undefined) found = found.where('users.id', '=', agentId);
  return found.execute();
}

function findNextSaid(database: TenantDatabase, from: string, agentId: string | undefined): Promise<ChangeRow[]> {
  let found = database
    .selectFrom('users')
    .innerJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('agent_state_changes as change')
          .select(['agent_id', 'source', 'since', 'state', 'reason', 'is_outage'])
          .whereRef('change.agent_id', '=', 'users.id')
          .where('change.source', '=', 'agent')
          .where('change.since', '>=', from)
          .orderBy('change.since')
          .orderBy('change.sequence')
          .limit(1)
          .as('next'),
      (join) => join.onTrue(),
    )
    .select(['next.agent_id', 'next.source', 'next.since', 'next.state', 'next.reason', 'next.is_outage']);
  if (agentId !== undefined) found = found.where('users.id', '=', agentId);
  return found.execute();
}

/** The organisation's zone and its people by name, for a table of everybody's time. */
export async function findZone(database: TenantDatabase): Promise<string> {
  return (await database.selectFrom('organizations').select('zone').executeTakeFirstOrThrow()).zone;
}

export const findNames = (database: TenantDatabase): Promise<{ id: string; full_name: string }[]> =>
  database.selectFrom('users').select(['id', 'full_name']).orderBy('full_name').orderBy('id').execute();
