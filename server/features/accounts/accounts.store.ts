/** Accounts as the database holds them: the list with its search, one account, and what hangs on it. */
import { type ExpressionBuilder, sql } from 'kysely';
import type { AccountRow } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { readFacts, type ToldFacts } from '../../../shared/domain/compliance/consumer-facts/told-facts.ts';
import type { Database } from '../../db/tables.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { NextActionReason } from './accounts.tables.ts';
import { endOfPrefix, type SearchTerms } from './search-terms.ts';
import { disputeWaits } from './waiting-dispute.ts';

type Sort = 'consumer_name' | 'balance_cents' | 'last_contact_at' | 'reference';
export type AccountPage = {
  search: SearchTerms | undefined;
  status: AccountRow['status'] | undefined;
  sort: Sort;
  direction: 'asc' | 'desc';
  offset: number;
  limit: number;
};

const sortColumns = {
  consumer_name: 'consumers.name_key',
  balance_cents: 'accounts.balance_cents',
  last_contact_at: 'accounts.last_contact_at',
  reference: 'accounts.reference',
} as const satisfies Record<Sort, string>;

/** One page of accounts and the number of all that match. */
export async function findAccounts(
  database: TenantDatabase,
  page: AccountPage,
): Promise<{ rows: AccountRow[]; total: number }> {
  const { search, status, sort, direction } = page;
  let matching = database
    .selectFrom('accounts')
    .innerJoin('consumers', (join) =>
      join
        .onRef('consumers.organization_id', '=', 'accounts.organization_id')
        .onRef('consumers.id', '=', 'accounts.consumer_id'),
    );
  if (status) matching = matching.where('accounts.status', '=', status);
  if (search) matching = matching.where((builder) => builder('accounts.id', 'in', accountsMatching(builder, search)));
  const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await matching
    .select((builder) => [
      'accounts.id',
      'accounts.reference',
      'accounts.balance_cents',
      'accounts.status',
      'accounts.last_contact_at',
      'consumers.full_name as consumer_name',
      firstCreditor(builder).as('creditor_name'),
      currentRegion(builder).as('region'),
    ])
    .orderBy(sortColumns[sort], (order) => (direction === 'asc' ? order.asc() : order.desc()).nullsLast())
    .orderBy('accounts.id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { rows: rows.map((row) => ({ ...row, creditor_name: row.creditor_name ?? '' })), total };
}

/** Ids of accounts that match by reference, by name or by number: a union, so that each part uses its own index. */
export function accountsMatching(
  builder: Pick<ExpressionBuilder<Database, 'accounts'>, 'selectFrom'>,
  search: SearchTerms,
) {
  const byReference = builder
    .selectFrom('accounts as byReference')
    .select('byReference.id')
    .where('byReference.reference', '>=', search.reference)
    .where('byReference.reference', '<', endOfPrefix(search.reference));
  let byName = builder.selectFrom('accounts as byName').select('byName.id');
  for (const word of search.words)
    byName = byName.where('byName.consumer_id', 'in', (each) =>
      each
        .selectFrom('consumer_search_terms')
        .select('consumer_search_terms.consumer_id')
        .where('consumer_search_terms.term', '>=', word)
        .where('consumer_search_terms.term', '<', endOfPrefix(word)),
    );
  const found = search.words.length === 0 ? byReference : byReference.union(byName);
  const { phone } = search;
  if (!phone) return found;
  const byPhone = (column: 'phone_number' | 'phone_number_reversed', prefix: string) =>
    builder
      .selectFrom('accounts as byPhone')
      .innerJoin('consumer_phone_numbers as number', 'number.consumer_id', 'byPhone.consumer_id')
      .select('byPhone.id')
      .where(`number.${column}`, '>=', prefix)
      .where(`number.${column}`, '<', endOfPrefix(prefix));
  return found.union(byPhone('phone_number_reversed', phone.ending)).union(byPhone('phone_number', phone.beginning));
}

const firstCreditor = (builder: ExpressionBuilder<Database, 'accounts'>) =>
  builder
    .selectFrom('debts')
    .select('debts.current_creditor')
    .whereRef('debts.organization_id', '=', 'accounts.organization_id')
    .whereRef('debts.account_id', '=', 'accounts.id')
    .orderBy('debts.id')
    .limit(1);

const currentRegion = (builder: ExpressionBuilder<Database, 'accounts'>) =>
  builder
    .selectFrom('consumer_addresses')
    .select('consumer_addresses.region')
    .whereRef('consumer_addresses.organization_id', '=', 'accounts.organization_id')
    .whereRef('consumer_addresses.consumer_id', '=', 'accounts.consumer_id')
    .where('consumer_addresses.valid_to', 'is', null)
    .orderBy('consumer_addresses.id')
    .limit(1);

/** What the consumer told us and nobody has taken back. */
export async function findToldFacts(database: TenantDatabase, consumerId: string): Promise<ToldFacts> {
  const rows = await database
    .selectFrom('consumer_facts as fact')
    .leftJoin('consumer_facts as undone', 'undone.takes_back', 'fact.id')
    .select([
      'fact.kind',
      'fact.value',
      'fact.debt_id',
      'fact.phone_number',
      'fact.address',
      'fact.received_at',
      'fact.received_by',
    ])
    .where('fact.consumer_id', '=', consumerId)
    .where('fact.takes_back', 'is', null)
    .where('undone.id', 'is', null)
    .orderBy('fact.id')
    .execute();
  return readFacts(
    rows.map(({ kind, value, ...row }) => ({
      kind,
      value,
      debtId: row.debt_id,
      phoneNumber: row.phone_number,
      address: row.address,
      receivedAtMs: Date.parse(row.received_at),
      receivedBy: row.received_by ?? 'letter',
    })),
  );
}

/** An account with its consumer, or `undefined`. */
export const findAccount = (database: TenantDatabase, accountId: string) =>
  database
    .selectFrom('accounts')
    .innerJoin('consumers', 'consumers.id', 'accounts.consumer_id')
    .select([
      'accounts.id',
      'accounts.reference',
      'accounts.status',
      'accounts.balance_cents',
      'accounts.version',
      'accounts.next_action_at',
      'accounts.next_action_reason',
      'accounts.consumer_id',
      'consumers.full_name',
      'consumers.preferred_language',
      'consumers.stated_zone',
      'consumers.stated_zone_at',
    ])
    .where('accounts.id', '=', accountId)
    .executeTakeFirst();

/** A debt with a dispute that waits for its answer is disputed, whatever else it is. */
const statusWithDispute = sql<AccountRow['status']>`case when exists (
    select from disputes where disputes.debt_id = debts.id and disputes.account_id = debts.account_id
      and ${disputeWaits}) then 'disputed' else debts.status end`;

export const findDebts = (database: TenantDatabase, accountId: string) =>
  database
    .selectFrom('debts')
    .select([
      'id',
      'reference',
      'original_creditor',
      'current_creditor',
      'balance_cents',
      'principal_cents',
      'itemization_on',
      statusWithDispute.as('status'),
      'ceased_at',
    ])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute();

/** The numbers these consumers have at the moment, in the order to try them, each with its do-not-call request if there is one. */
export const findPhoneNumbers = (database: TenantDatabase, consumerIds: readonly string[], at: string) =>
  database
    .selectFrom('consumer_phone_numbers as number')
    .leftJoin('dnc_numbers as dnc', (join) =>
      join
        .onRef('dnc.phone_number', '=', 'number.phone_number')
        .on('dnc.removed_at', 'is', null)
        .on((on) => on.or([on('dnc.expires_at', 'is', null), on('dnc.expires_at', '>', at)])),
    )
    .select([
      'number.id',
      'number.consumer_id',
      'number.phone_number',
      'number.kind',
      'number.status',
      'dnc.phone_number as dnc_number',
    ])
    .where('number.consumer_id', 'in', consumerIds)
    .where('number.valid_from', '<=', at)
    .where((where) => where.or([where('number.valid_to', 'is', null), where('number.valid_to', '>', at)]))
    .orderBy('number.id')
    .execute();

export const findAddresses = (database: TenantDatabase, consumerId: string, at: string) =>
  database
    .selectFrom('consumer_addresses')
    .select(['lines', 'city', 'region', 'postal_code'])
    .where('consumer_id', '=', consumerId)
    .where('valid_from', '<=', at)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', at)]))
    .orderBy('id')
    .execute();

/** The one organisation a tenant's transaction sees. */
export const findOrganization = (database: TenantDatabase) =>
  database.selectFrom('organizations').select(['id', 'zone', 'is_practice']).executeTakeFirstOrThrow();

/**
 * Writes what a call changed about its account. A promise stays on the account's status; whatever else comes opens a
 * promised account again. `next` null: a later call has said what is next.
 */
export async function updateAccountOutcome(
  database: TenantDatabase,
  outcome: {
    accountId: string;
    at: string;
    next: { status: 'open' | 'promise'; action: { reason: NextActionReason; at: string } | null } | null;
  },
): Promise<void> {
  const { accountId, at, next } = outcome;
  const due = next && { next_action_at: next.action?.at ?? null, next_action_reason: next.action?.reason ?? null };
  await database
    .updateTable('accounts')
    .set((value) => ({
      ...due,
      last_contact_at: sql<string>`greatest(last_contact_at, ${at}::timestamptz)`,
      version: value('version', '+', 1),
      updated_at: at,
    }))
    .where('id', '=', accountId)
    .execute();
  if (next)
    await database
      .updateTable('accounts')
      .set({ status: next.status })
      .where('id', '=', accountId)
      .where('status', 'in', ['open', 'promise'])
      .execute();
}
