/**
 * The queue as the database finds it: for each reason a piece of an index, read to the limit and no further, so that
 * the cost does not grow with the number of accounts.
 */
import { type RawBuilder, sql } from 'kysely';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { NextActionReason } from './accounts.tables.ts';
import { callbackPreviewMs, promiseReminderMs, queueReasons, type QueueReason } from './queue.policy.ts';

export type QueueRow = {
  account_id: string;
  consumer_id: string;
  reference: string;
  consumer_name: string;
  creditor_name: string | null;
  balance_cents: number;
  reason: QueueReason;
  due_at: string | null;
  last_contact_at: string | null;
};

const at = (ms: number) => new Date(ms).toISOString();
const due = (reason: QueueReason, action: NextActionReason, condition: RawBuilder<unknown>) => ({
  reason,
  where: sql`next_action_reason = ${action} and next_action_at is not null and ${condition}`,
  order: sql`next_action_at`,
});

/** The agent's own accounts and those of nobody, most urgent first. */
export async function findQueue(
  database: TenantDatabase,
  query: { agentId: string; nowMs: number; startOfToday: string; limit: number },
): Promise<QueueRow[]> {
  const { agentId, nowMs, startOfToday, limit } = query;
  const columns = sql`id, consumer_id, reference, balance_cents, next_action_at, last_contact_at`;
  const owners = [sql`assigned_agent_id = ${agentId}`, sql`assigned_agent_id is null`];

  const pieces = [
    due('callback-due', 'callback', sql`next_action_at <= ${at(nowMs)}`),
    due(
      'promise-due',
      'promise-due',
      sql`next_action_at >= ${startOfToday} and next_action_at <= ${at(nowMs + promiseReminderMs)}`,
    ),
    due('promise-broken', 'promise-due', sql`next_action_at < ${startOfToday}`),
    {
      reason: 'new-account' as const,
      where: sql`next_action_at is null and last_contact_at is null`,
      order: sql`id`,
    },
    {
      reason: 'longest-rest' as const,
      where: sql`next_action_at is null and last_contact_at is not null`,
      order: sql`last_contact_at`,
    },
    due(
      'callback-later',
      'callback',
      sql`next_action_at > ${at(nowMs)} and next_action_at <= ${at(nowMs + callbackPreviewMs)}`,
    ),
  ];
  const selects = pieces.flatMap(({ reason, where, order }) =>
    owners.map(
      (owner) => sql`(
        select ${sql.lit(queueReasons.indexOf(reason))} as rank, ${columns} from accounts
        where status in ('open', 'promise') and ${owner} and ${where}
        order by ${order} limit ${limit}
      )`,
    ),
  );
  const { rows } = await sql<Omit<QueueRow, 'reason'> & { rank: number }>`
    with work as (${sql.join(selects, sql` union all `)}),
      head as (
        select * from work
        order by rank, next_action_at nulls last, last_contact_at nulls first, id
        limit ${limit}
      )
    select head.rank, head.id as account_id, head.consumer_id, head.reference, head.balance_cents,
      head.next_action_at as due_at, head.last_contact_at, consumers.full_name as consumer_name,
      (select debts.current_creditor from debts where debts.account_id = head.id order by debts.id limit 1) as creditor_name
    from head join consumers on consumers.id = head.consumer_id
    order by head.rank, head.next_action_at nulls last, head.last_contact_at nulls first, head.id
  `.execute(database);
  return rows.map(({ rank, ...row }) => ({ ...row, reason: queueReasons[rank] ?? 'longest-rest' }));
}
