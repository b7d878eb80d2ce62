/** Who a call is to: the consumer of the account, else whoever the number leads to. */
import { sql } from 'kysely';
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
  // A message to an address has no number that it could share with a stranger.
  const held = phoneNumber === '' ? `person:${consumerId}` : `number:${phoneNumber}`;
  const { rows } = await sql<{ persons: number }>`
    with person as materialized (select id from consumers where id = ${consumerId} for no key update),
      held as materialized (select count(*) as persons from person)
    select persons, pg_advisory_xact_lock(hashtextextended(
      current_setting('deskline.organization_id') || ':' || ${held}, 0)) from held`.execute(database);
  if (consumerId !== null && rows[0]?.persons !== 1) throw new Error('Nobody to lock');
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
