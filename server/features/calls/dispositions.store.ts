/** Dispositions, every version of them, and the promises they made. */
import type { DispositionBody } from '../../../shared/contracts/calls/calls.contract.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

export async function insertDisposition(
  database: TenantDatabase,
  given: { callId: string; version: number; body: DispositionBody; agentId: string; receivedAt: string },
): Promise<void> {
  await database
    .insertInto('call_dispositions')
    .values({
      call_id: given.callId,
      version: given.version,
      code: given.body.code,
      body: json(given.body),
      agent_id: given.agentId,
      saved_at: given.body.saved_at,
      received_at: given.receivedAt,
    })
    .execute();
}

export async function findDisposition(
  database: TenantDatabase,
  callId: string,
  version: number,
): Promise<DispositionBody | undefined> {
  const row = await database
    .selectFrom('call_dispositions')
    .select('body')
    .where('call_id', '=', callId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.body;
}

/** Makes the call's promise what it now is; null takes it back. */
export async function savePromise(
  database: TenantDatabase,
  call: { id: string; accountId: string | null; agentId: string },
  promise: NonNullable<DispositionBody['promise']> | null,
  at: string,
): Promise<void> {
  if (promise === null) {
    await database
      .updateTable('promises')
      .set({ withdrawn_at: at })
      .where('call_id', '=', call.id)
      .where('withdrawn_at', 'is', null)
      .execute();
    return;
  }
  const row = { amount_cents: promise.amount_cents, due_on: promise.due_on, promised_at: at, withdrawn_at: null };
  await database
    .insertInto('promises')
    .values({ call_id: call.id, account_id: call.accountId, agent_id: call.agentId, ...row })
    .onConflict((conflict) => conflict.columns(['organization_id', 'call_id']).doUpdateSet(row))
    .execute();
}

/**
 * Says of a consumer's number that it is not theirs, or that it is after all. A number that was not on file is noted as
 * one that ended when it began, so that taking the note back leaves it as unknown as it was.
 */
export async function markNumber(
  database: TenantDatabase,
  given: { consumerId: string; phoneNumber: string; isWrong: boolean },
  clock: Clock,
): Promise<void> {
  const { consumerId, phoneNumber, isWrong } = given;
  const changed = await database
    .updateTable('consumer_phone_numbers')
    .set({ status: isWrong ? 'wrong' : 'active' })
    .where('consumer_id', '=', consumerId)
    .where('phone_number', '=', phoneNumber)
    .where((where) => (isWrong ? where.lit(true) : where('status', '=', 'wrong')))
    .executeTakeFirst();
  if (!isWrong || changed.numUpdatedRows > 0n) return;
  await database
    .insertInto('consumer_phone_numbers')
    .values({
      id: createId(clock),
      consumer_id: consumerId,
      phone_number: phoneNumber,
      kind: 'unknown',
      status: 'wrong',
      valid_from: new Date(clock.now() - 1).toISOString(),
      valid_to: isoNow(clock),
    })
    .execute();
}
