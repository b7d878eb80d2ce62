/** Disputes as the database holds them. */
import { type Insertable, sql } from 'kysely';
import type {
  DisputeDetail,
  DisputeRow,
  disputeFilters,
} from '../../../shared/contracts/disputes/disputes.contract.ts';
import { answerWithinDays, clockOf, soonDays } from '../../../shared/domain/disputes/dispute-steps.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { accountsMatching, disputeWaits, readSearch } from '../accounts/index.ts';
import type { DisputeTables } from './disputes.tables.ts';

export type DisputeQuery = {
  filter: (typeof disputeFilters)[number];
  search?: string | undefined;
  accountId?: string | undefined;
  /** `received_at id` of the last row of the page before. */
  after?: { receivedAt: string; id: string } | undefined;
  limit: number;
};

const dayMs = 86_400_000;
const daysBefore = (nowMs: number, days: number): string => new Date(nowMs - days * dayMs).toISOString();

const disputes = (database: TenantDatabase) =>
  database
    .selectFrom('disputes as dispute')
    .innerJoin('debts', 'debts.id', 'dispute.debt_id')
    .innerJoin('accounts', 'accounts.id', 'dispute.account_id')
    .innerJoin('consumers', 'consumers.id', 'dispute.consumer_id')
    .innerJoin('users', 'users.id', 'dispute.filed_by')
    .select([
      'dispute.id',
      'dispute.version',
      'dispute.kind',
      'dispute.form',
      'dispute.channel',
      'dispute.category',
      'dispute.statement',
      'dispute.disputed_cents',
      'dispute.received_at',
      'dispute.standing',
      'dispute.answer_sent_at',
      'dispute.debt_id',
      'debts.reference as debt_reference',
      'debts.balance_cents',
      'debts.original_creditor',
      'debts.current_creditor',
      'dispute.account_id',
      'accounts.reference as account_reference',
      'dispute.consumer_id',
      'consumers.full_name as consumer_name',
      'dispute.call_id',
      'users.full_name as filed_by_name',
      'dispute.filed_at',
    ]);

export type StoredDispute = DisputeRow & { original_creditor: string };

function withClock(row: Omit<StoredDispute, 'due_at' | 'clock'>, nowMs: number): StoredDispute {
  const { dueAtMs, clock } = clockOf(
    Date.parse(row.received_at),
    { standing: row.standing, answerSentAt: row.answer_sent_at },
    nowMs,
  );
  return { ...row, due_at: new Date(dueAtMs).toISOString(), clock };
}

/** One page: what is open the oldest first, for it is due first; all others the newest first. */
export async function findDisputes(
  database: TenantDatabase,
  { filter, search, accountId, after, limit }: DisputeQuery,
  nowMs: number,
): Promise<StoredDispute[]> {
  let found = disputes(database);
  const isOpenFirst = filter === 'open' || filter === 'soon' || filter === 'overdue';
  if (isOpenFirst) found = found.where(disputeWaits);
  if (filter === 'closed') found = found.where(sql<boolean>`not ${disputeWaits}`);
  if (filter === 'overdue') found = found.where('dispute.received_at', '<=', daysBefore(nowMs, answerWithinDays));
  if (filter === 'soon')
    found = found
      .where('dispute.received_at', '>', daysBefore(nowMs, answerWithinDays))
      .where('dispute.received_at', '<=', daysBefore(nowMs, answerWithinDays - soonDays));
  if (accountId !== undefined) found = found.where('dispute.account_id', '=', accountId);
  const terms = readSearch(search);
  if (terms) found = found.where('dispute.account_id', 'in', (builder) => accountsMatching(builder, terms));
  if (after !== undefined) {
    const place = sql`(dispute.received_at, dispute.id)`;
    const last = sql`(${after.receivedAt}::timestamptz, ${after.id})`;
    found = found.where(isOpenFirst ? sql<boolean>`${place} > ${last}` : sql<boolean>`${place} < ${last}`);
  }
  const direction = isOpenFirst ? 'asc' : 'desc';
  const rows = await found
    .orderBy('dispute.received_at', direction)
    .orderBy('dispute.id', direction)
    .limit(limit)
    .execute();
  return rows.map((row) => withClock(row, nowMs));
}

export async function findDispute(
  database: TenantDatabase,
  id: string,
  nowMs: number,
): Promise<StoredDispute | undefined> {
  const row = await disputes(database).where('dispute.id', '=', id).executeTakeFirst();
  return row && withClock(row, nowMs);
}

/** Version and standing, locked until the transaction ends. */
export const lockDispute = (database: TenantDatabase, id: string) =>
  database
    .selectFrom('disputes')
    .select(['version', 'standing', 'received_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

/** How many wait, and how the clock of those stands. */
export async function countDisputes(
  database: TenantDatabase,
  nowMs: number,
): Promise<{ open: number; soon: number; overdue: number }> {
  const overdue = daysBefore(nowMs, answerWithinDays);
  return database
    .selectFrom('disputes')
    .select(({ fn }) => [
      fn.countAll<number>().as('open'),
      fn
        .countAll<number>()
        .filterWhere('received_at', '>', overdue)
        .filterWhere('received_at', '<=', daysBefore(nowMs, answerWithinDays - soonDays))
        .as('soon'),
      fn.countAll<number>().filterWhere('received_at', '<=', overdue).as('overdue'),
    ])
    .where(disputeWaits)
    .executeTakeFirstOrThrow();
}

/** Adds a dispute. False when there is one of this id already. */
export async function insertDispute(
  database: TenantDatabase,
  dispute: Insertable<DisputeTables['disputes']>,
): Promise<boolean> {
  const added = await database
    .insertInto('disputes')
    .values(dispute)
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export async function appendDisputeEvent(
  database: TenantDatabase,
  event: Omit<Insertable<DisputeTables['dispute_events']>, 'answer'> & {
    answer: DisputeDetail['history'][number]['answer'];
  },
): Promise<void> {
  await database
    .insertInto('dispute_events')
    .values({ ...event, answer: event.answer === null ? null : json(event.answer) })
    .execute();
}

export async function moveDispute(
  database: TenantDatabase,
  id: string,
  change: { standing: DisputeRow['standing']; answer_sent_at: string | null; version: number },
): Promise<void> {
  await database.updateTable('disputes').set(change).where('id', '=', id).execute();
}

/** Every step of a dispute, the first one first. */
export const findDisputeEvents = (database: TenantDatabase, disputeId: string): Promise<DisputeDetail['history']> =>
  database
    .selectFrom('dispute_events as event')
    .innerJoin('users', 'users.id', 'event.by')
    .select(['event.at', 'users.full_name as by_name', 'event.step', 'event.standing', 'event.reason', 'event.answer'])
    .where('event.dispute_id', '=', disputeId)
    .orderBy('event.sequence')
    .execute();

/** Other disputes of a debt, the newest first. */
export const findOthersOfDebt = (
  database: TenantDatabase,
  debtId: string,
  exceptId: string,
): Promise<DisputeDetail['others']> =>
  database
    .selectFrom('disputes')
    .select(['id', 'received_at', 'standing'])
    .where('debt_id', '=', debtId)
    .where('id', '!=', exceptId)
    .orderBy('received_at', 'desc')
    .limit(50)
    .execute();

/** What a dispute may repeat: those of the same debt and kind that came before it, in writing, and whose answer was sent. */
export const findAnsweredBefore = (
  database: TenantDatabase,
  { id, debt_id: debtId, kind, received_at: receivedAt }: StoredDispute,
) =>
  database
    .selectFrom('disputes')
    .select(['id', 'account_id', 'consumer_id', 'debt_id', 'received_at'])
    .where('debt_id', '=', debtId)
    .where('id', '!=', id)
    .where('kind', '=', kind)
    .where('form', '=', 'written')
    .where('standing', '=', 'answered')
    .where('answer_sent_at', 'is not', null)
    .where('received_at', '<=', receivedAt)
    .execute();

/** Of which account and person a debt is. */
export const findDebt = (database: TenantDatabase, id: string) =>
  database
    .selectFrom('debts')
    .select(['id', 'account_id', 'consumer_id', 'balance_cents', 'reference'])
    .where('id', '=', id)
    .executeTakeFirst();
