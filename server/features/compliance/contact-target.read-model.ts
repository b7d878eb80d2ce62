/** Who a call is to: the consumer of the account, else whoever the number leads to. */
import { type RawBuilder, sql } from 'kysely';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

export type ContactTarget = {
  accountId: string | null;
  /** Null: nobody is on file for the number. */
  consumerId: string | null;
  /** E.164; empty for a message that goes to an address. */
  phoneNumber: string;
  /** How many persons the number leads to when no account was chosen. */
  candidateCount: number;
};

/**
 * The target of a call.
 * @throws ProblemError `request/not-found` for an account that is none of the organisation's.
 */
export async function findTarget(
  database: TenantDatabase,
  contact: { accountId: string | null; phoneNumber: string },
  nowMs: number,
): Promise<ContactTarget> {
  const { accountId, phoneNumber } = contact;
  if (accountId !== null) {
    const account = await database
      .selectFrom('accounts')
      .select('consumer_id')
      .where('id', '=', accountId)
      .executeTakeFirst();
    if (!account) throw new ProblemError('request/not-found');
    return { accountId, consumerId: account.consumer_id, phoneNumber, candidateCount: 1 };
  }
  const owners = await findOwners(database, phoneNumber, nowMs);
  return { accountId, consumerId: owners[0] ?? null, phoneNumber, candidateCount: Math.max(owners.length, 1) };
}

/** Consumers the number is on file for at the moment; one that was found wrong for a person does not lead to them. */
export async function findOwners(database: TenantDatabase, phoneNumber: string, nowMs: number): Promise<string[]> {
  const at = new Date(nowMs).toISOString();
  const rows = await database
    .selectFrom('consumer_phone_numbers')
    .select('consumer_id')
    .distinct()
    .where('phone_number', '=', phoneNumber)
    .where('status', '!=', 'wrong')
    .where('valid_from', '<=', at)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', at)]))
    .orderBy('consumer_id')
    .limit(10)
    .execute();
  return rows.map((row) => row.consumer_id);
}

/**
 * Locks whom the contact is to, and the number, until the transaction ends: a number of nobody counts what was dialled under
 * an account too. Must run before the facts are read, in statements of its own: a count in the same statement would still
 * see what was there before the lock.
 */
export async function lockTarget(database: TenantDatabase, target: ContactTarget): Promise<void> {
  const { phoneNumber, consumerId } = target;
  const { persons } = await lockPerson(database, sql`select ${consumerId}::text as consumer_id`, phoneNumber);
  if (consumerId !== null && persons !== 1) throw new Error('Nobody to lock');
}

/**
 * The same for the consumer of an account, found in the same statement.
 * @throws ProblemError `request/not-found` for an account that is none of the organisation's.
 */
export async function lockAccount(
  database: TenantDatabase,
  contact: { accountId: string; phoneNumber: string },
): Promise<ContactTarget> {
  const account = sql`select consumer_id from accounts where id = ${contact.accountId}`;
  const { consumer_id: consumerId, persons } = await lockPerson(database, account, contact.phoneNumber);
  if (consumerId === null) throw new ProblemError('request/not-found');
  if (persons !== 1) throw new Error('Nobody to lock');
  return { ...contact, consumerId, candidateCount: 1 };
}

/** The person first, then the number: of a message to an address, which no stranger could share, the person again. */
async function lockPerson(
  database: TenantDatabase,
  whose: RawBuilder<unknown>,
  phoneNumber: string,
): Promise<{ consumer_id: string | null; persons: number }> {
  const { rows } = await sql<{ consumer_id: string | null; persons: number }>`
    with target as materialized (${whose}),
      person as materialized (
        select consumers.id from target join consumers on consumers.id = target.consumer_id for no key update of consumers),
      held as materialized (select (select consumer_id from target) as consumer_id, (select count(*) from person) as persons)
    select consumer_id, persons, pg_advisory_xact_lock(hashtextextended(
      current_setting('deskline.organization_id') || ':' ||
        coalesce('number:' || nullif(${phoneNumber}, ''), 'person:' || consumer_id, ''), 0)) from held`.execute(
    database,
  );
  const [row] = rows;
  if (!row) throw new Error('A lock that gave no row');
  return row;
}

/**
 * Locks several contacts at once: every person, then every number, each in order, so that whoever holds a number asks for no
 * person any more. The same as `lockTarget` for each, without waiting in a ring with those who lock one.
 */
export async function lockTargets(database: TenantDatabase, targets: readonly ContactTarget[]): Promise<void> {
  const consumerIds = [...new Set(targets.flatMap(({ consumerId }) => consumerId ?? []))];
  const numbers = [...new Set(targets.map(({ phoneNumber }) => phoneNumber))].toSorted();
  const { rows } = await sql<{ id: string }>`
    select id from consumers where id = any(${consumerIds}::text[]) order by id for no key update`.execute(database);
  if (rows.length !== consumerIds.length) throw new Error('Nobody to lock');
  for (const phoneNumber of numbers)
    await sql`select pg_advisory_xact_lock(hashtextextended(
      current_setting('deskline.organization_id') || ':' || ${`number:${phoneNumber}`}, 0))`.execute(database);
}
