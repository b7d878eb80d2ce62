import type { TenantDatabase } from '../../db/transaction.ts';
import type { TimelineKind } from './accounts.tables.ts';

export type TimelineEntry = {
  id: string;
  accountId: string;
  /** ISO 8601 UTC. */
  at: string;
  kind: TimelineKind;
  title: string;
  text: string;
  agentId: string | null;
  callId: string | null;
};

/** Writes an entry of an account's history; the same id again replaces it, as a corrected disposition does. */
export async function saveTimelineEntry(database: TenantDatabase, entry: TimelineEntry): Promise<void> {
  const row = {
    account_id: entry.accountId,
    at: entry.at,
    kind: entry.kind,
    title: entry.title,
    text: entry.text,
    agent_id: entry.agentId,
    call_id: entry.callId,
  };
  await database
    .insertInto('timeline_entries')
    .values({ id: entry.id, ...row })
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doUpdateSet(row))
    .execute();
}

/** History of an account, newest first; with a call, whose it was and which decision it stands under. */
export const findTimeline = (database: TenantDatabase, accountId: string, limit: number) =>
  database
    .selectFrom('timeline_entries as entry')
    .leftJoin('users', 'users.id', 'entry.agent_id')
    .leftJoin('calls', 'calls.id', 'entry.call_id')
    .select([
      'entry.id',
      'entry.at',
      'entry.kind',
      'entry.title',
      'entry.text',
      'users.full_name as agent_name',
      'entry.call_id',
      'calls.agent_id as call_agent_id',
      'calls.decision_id',
    ])
    .where('entry.account_id', '=', accountId)
    .orderBy('entry.at', 'desc')
    .orderBy('entry.id', 'desc')
    .limit(limit)
    .execute();
