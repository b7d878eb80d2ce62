/** Facts as the database holds them: rows are added, and nothing else. */
import { sql } from 'kysely';
import {
  type ConsumerFact,
  consumerFactSchema,
  type FactBody,
} from '../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

const facts = (database: TenantDatabase) =>
  database
    .selectFrom('consumer_facts as fact')
    .innerJoin('users as recorder', 'recorder.id', 'fact.recorded_by')
    .leftJoin('debts as debt', 'debt.id', 'fact.debt_id')
    .leftJoin('consumer_facts as undone', 'undone.takes_back', 'fact.id')
    .leftJoin('users as undoer', 'undoer.id', 'undone.recorded_by')
    .select([
      'fact.id',
      'fact.consumer_id',
      'fact.kind',
      'fact.value',
      'fact.debt_id',
      'debt.reference as debt_reference',
      'fact.phone_number',
      'fact.address',
      'fact.received_at',
      'fact.received_by',
      'fact.call_id',
      'fact.note',
      'fact.recorded_at',
      'recorder.full_name as recorded_by_name',
      'undone.recorded_at as taken_back_at',
      'undoer.full_name as taken_back_by',
      sql<string | null>`undone.value ->> 'reason'`.as('taken_back_for'),
    ])
    .where('fact.takes_back', 'is', null);

type Row = Awaited<ReturnType<ReturnType<typeof facts>['executeTakeFirstOrThrow']>>;

function toFact({ kind, value, ...row }: Row): ConsumerFact {
  const takenBack = { at: row.taken_back_at, by_name: row.taken_back_by, reason: row.taken_back_for };
  return consumerFactSchema.parse({
    ...row,
    told: { kind, value },
    taken_back: row.taken_back_at === null ? null : takenBack,
  });
}

/** Everything this consumer told us, newest first. */
export async function findFacts(database: TenantDatabase, consumerId: string): Promise<ConsumerFact[]> {
  const rows = await facts(database)
    .where('fact.consumer_id', '=', consumerId)
    .orderBy('fact.received_at', 'desc')
    .orderBy('fact.id', 'desc')
    .execute();
  return rows.map((row) => toFact(row));
}

export async function findFact(
  database: TenantDatabase,
  id: string,
): Promise<{ consumerId: string; fact: ConsumerFact } | undefined> {
  const row = await facts(database).where('fact.id', '=', id).executeTakeFirst();
  return row && { consumerId: row.consumer_id, fact: toFact(row) };
}

type Recording = { id: string; consumerId: string; at: string; userId: string };

export async function insertFact(database: TenantDatabase, body: FactBody, recording: Recording): Promise<void> {
  const { told, note, received_at, received_by, call_id, debt_id, phone_number, address } = body;
  await database
    .insertInto('consumer_facts')
    .values({
      id: recording.id,
      consumer_id: recording.consumerId,
      kind: told.kind,
      value: json(told.value),
      debt_id,
      phone_number,
      address,
      received_at,
      received_by,
      call_id,
      note,
      recorded_at: recording.at,
      recorded_by: recording.userId,
    })
    .execute();
}

/** Takes a fact back; false when that has been done already. */
export async function insertTakeBack(
  database: TenantDatabase,
  given: { factId: string; reason: string },
  recording: Recording,
): Promise<boolean> {
  const inserted = await database
    .insertInto('consumer_facts')
    .values({
      id: recording.id,
      consumer_id: recording.consumerId,
      kind: 'taken-back',
      value: json({ reason: given.reason }),
      received_at: recording.at,
      note: '',
      recorded_at: recording.at,
      recorded_by: recording.userId,
      takes_back: given.factId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whose account it is, and the accounts of the same consumer; locked, so that no call to them is decided meanwhile. */
export async function lockConsumer(
  database: TenantDatabase,
  consumerId: string,
): Promise<{ accountIds: string[]; debtIds: string[] }> {
  await database
    .selectFrom('consumers')
    .select('id')
    .where('id', '=', consumerId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const accounts = await database.selectFrom('accounts').select('id').where('consumer_id', '=', consumerId).execute();
  const debts = await database.selectFrom('debts').select('id').where('consumer_id', '=', consumerId).execute();
  return { accountIds: accounts.map(({ id }) => id), debtIds: debts.map(({ id }) => id) };
}

export async function findConsumerOfAccount(database: TenantDatabase, accountId: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('accounts')
    .select('consumer_id')
    .where('id', '=', accountId)
    .executeTakeFirst();
  return row?.consumer_id;
}

/** Whether a saved wrap-up says of this number that it reached the wrong person. */
export async function isWrongByDisposition(
  database: TenantDatabase,
  consumerId: string,
  phoneNumber: string,
): Promise<boolean> {
  const row = await database
    .selectFrom('calls')
    .select('id')
    .where('consumer_id', '=', consumerId)
    .where('phone_number', '=', phoneNumber)
    .where('disposition_code', '=', 'wrong-number')
    .executeTakeFirst();
  return row !== undefined;
}
