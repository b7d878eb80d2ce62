/** Records as the rule asks about them: when they were made, whose they are, and when collection last happened there. */
import { type RawBuilder, sql } from 'kysely';
import type { PurgeableRecord } from '../../../shared/domain/compliance/retention/judge-record.ts';
import type { PurgeKind } from '../../../shared/domain/compliance/retention/record-classes.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { disputeWaits } from '../accounts/index.ts';
import { showReservations } from '../calls/index.ts';

/** Of a decision, its place in the chain. */
export type LinkPlace = {
  organization_id: string;
  agent_id: string;
  sequence: number;
  previous_hash: string;
  hash: string;
};
export type FoundRecord = { record: PurgeableRecord; at: string; link: LinkPlace | null };

type Row = {
  id: string;
  at: string;
  call_id: string | null;
  consumer_id: string | null;
  is_call_kept: boolean;
  is_chain_end: boolean;
  link: LinkPlace | null;
  made_on: string;
  last_activity_on: string | null;
  accounts: { id: string; status: string; consumer_id: string; debts: { id: string; status: string }[] }[] | null;
};

export type Selection =
  /** The next ones after a place in the order of their time, made before `before`. */
  | { after: { at: string; id: string } | null; before: string; limit: number }
  /** The first one made at `from` or later. */
  | { from: string }
  | { ids: readonly string[] };

const timeOf = { 'timeline-entry': sql`at`, call: sql`started_at`, decision: sql`at` } as const;
const tableOf = {
  'timeline-entry': sql`timeline_entries`,
  call: sql`calls`,
  decision: sql`compliance_decisions`,
} as const;
/** What each kind says of itself; `it` is the row. `planned`: calls that a dry run takes count as gone. */
const columnsOf = (kind: PurgeKind, planned: string | null): RawBuilder<unknown> =>
  ({
    'timeline-entry': sql`null::text as consumer_id, it.account_id, it.call_id,
      false as is_call_kept, false as is_chain_end, null::jsonb as link`,
    call: sql`it.consumer_id, it.account_id, it.id as call_id,
      false as is_call_kept, false as is_chain_end, null::jsonb as link`,
    decision: sql`it.consumer_id, it.account_id, it.call_id,
      exists (select 1 from calls where calls.decision_id = it.id and not exists (
        select 1 from purge_items as item where item.organization_id = calls.organization_id
          and item.purge_id = ${planned}::text and item.kind = 'call' and item.record_id = calls.id)) as is_call_kept,
      it.sequence >= coalesce((
        select (head ->> 'sequence')::bigint
        from (select heads from decision_seals order by sequence desc limit 1) as last,
          jsonb_array_elements(last.heads) as head
        where head ->> 'agent_id' = it.agent_id), 0) as is_chain_end,
      jsonb_build_object('organization_id', it.organization_id, 'agent_id', it.agent_id, 'sequence', it.sequence,
        'previous_hash', it.previous_hash, 'hash', it.hash) as link`,
  })[kind];

function conditionOf(kind: PurgeKind, selection: Selection): RawBuilder<unknown> {
  const time = timeOf[kind];
  if ('ids' in selection) return sql`where id = any(${selection.ids}::text[])`;
  if ('from' in selection) return sql`where ${time} >= ${selection.from} order by ${time}, id limit 1`;
  const { after, before, limit } = selection;
  const next = after === null ? sql`true` : sql`(${time}, id) > (${after.at}::timestamptz, ${after.id})`;
  return sql`where ${time} < ${before} and ${next} order by ${time}, id limit ${limit}`;
}

/** Records of one kind, in the order of their time. `zone`: of the organization. */
export async function findRecords(
  database: TenantDatabase,
  kind: PurgeKind,
  selection: Selection,
  { zone, planned }: { zone: string; planned: string | null },
): Promise<FoundRecord[]> {
  // What was reserved and never placed is a record as well, and goes as a call goes.
  await showReservations(database);
  const { rows } = await sql<Row>`
    with chosen as materialized (select * from ${tableOf[kind]} ${conditionOf(kind, selection)}),
    source as materialized (select it.id, it.${timeOf[kind]} as made_at, ${columnsOf(kind, planned)} from chosen as it),
    owners as materialized (
      select account_id, consumer_id, deskline_accounts_of(account_id, consumer_id) as ids
      from (select distinct account_id, consumer_id from source) as each_once),
    known as materialized (
      select owners.*, deskline_last_activity(ids) as active_at,
        (select jsonb_agg(jsonb_build_object('id', account.id, 'status', account.status,
            'consumer_id', account.consumer_id,
            'debts', (select coalesce(jsonb_agg(jsonb_build_object('id', debts.id, 'status', case
                when exists (select from disputes where disputes.organization_id = debts.organization_id
                  and disputes.account_id = debts.account_id and disputes.debt_id = debts.id
                  and ${disputeWaits}) then 'disputed'
                else debts.status end)), '[]')
              from debts where debts.organization_id = account.organization_id and debts.account_id = account.id)))
          from accounts as account where account.id = any(ids)) as accounts
      from owners)
    select source.id, to_char(source.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      source.call_id, source.consumer_id, is_call_kept, is_chain_end, link,
      (made_at at time zone ${zone})::date as made_on, (active_at at time zone ${zone})::date as last_activity_on,
      known.accounts
    from source join known on coalesce(known.account_id, '') = coalesce(source.account_id, '')
      and coalesce(known.consumer_id, '') = coalesce(source.consumer_id, '')
    order by made_at, id`.execute(database);
  return rows.map((row) => ({ at: row.at, link: row.link, record: toRecord(kind, row) }));
}

function toRecord(kind: PurgeKind, row: Row): PurgeableRecord {
  const accounts = row.accounts ?? [];
  const consumerIds = new Set([
    ...(row.consumer_id === null ? [] : [row.consumer_id]),
    ...accounts.map((account) => account.consumer_id),
  ]);
  return {
    kind,
    id: row.id,
    madeOn: row.made_on,
    consumerIds: [...consumerIds],
    accounts,
    lastActivityOn: row.last_activity_on,
    callId: row.call_id,
    isCallKept: row.is_call_kept,
    isChainEnd: row.is_chain_end,
  };
}

/** Compiling these many-parted statements takes longer than running them; off until the transaction ends. */
export async function withoutCompiling(database: TenantDatabase): Promise<void> {
  await sql`select set_config('jit', 'off', true)`.execute(database);
}

/** How many records of a kind were made at a moment or later. */
export async function countSince(database: TenantDatabase, kind: PurgeKind, from: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${tableOf[kind]} where ${timeOf[kind]} >= ${from}`.execute(database);
  return rows[0]?.count ?? 0;
}

/** How many records of a kind were made before a moment. */
export async function countBefore(database: TenantDatabase, kind: PurgeKind, before: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${tableOf[kind]} where ${timeOf[kind]} < ${before}`.execute(database);
  return rows[0]?.count ?? 0;
}

/** Nobody is called, and nothing of theirs is counted anew, until the transaction ends; in one order, so that none waits in a ring. */
export async function lockConsumers(database: TenantDatabase, consumerIds: readonly string[]): Promise<void> {
  await database
    .selectFrom('consumers')
    .select('id')
    .where('id', '=', sql<string>`any(${consumerIds}::text[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}
