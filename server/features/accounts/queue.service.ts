/** An agent's work, most urgent first, each piece with the verdict of this moment. */
import type { QueueItem } from '../../../shared/contracts/accounts/accounts.contract.ts';
import type { Verdict } from '../../../shared/contracts/compliance/decision.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { findOrganization, findPhoneNumbers } from './accounts.store.ts';
import { queueReasonText } from './queue.policy.ts';
import { findQueue } from './queue.store.ts';
import { startOfDay } from './workday.ts';

/** What this feature asks the compliance engine. */
export type QueueCompliance = {
  /** Verdicts of many calls at once, by account id; stores and reserves nothing. */
  evaluateForQueue(
    database: TenantDatabase,
    calls: readonly { accountId: string; phoneNumber: string }[],
    agentId: string,
    nowMs: number,
  ): Promise<ReadonlyMap<string, { verdict: Verdict; nextLawfulAt: string | null; zones: readonly string[] }>>;
  /** Where a consumer may be now, and where they said to be if that is fresh. */
  locateConsumer(
    database: TenantDatabase,
    consumerId: string,
    nowMs: number,
  ): Promise<{ zones: readonly string[]; statedPlace: string | null }>;
};

/** The number to dial for an account: one in use that may be called, else one in use, so that the reason is seen. */
function numberToDial(
  numbers: readonly { phone_number: string; status: string; dnc_number: string | null }[],
): string | null {
  const active = numbers.filter((number) => number.status === 'active');
  return (active.find((number) => number.dnc_number === null) ?? active[0])?.phone_number ?? null;
}

export async function getQueue(
  database: TenantDatabase,
  query: { agentId: string; limit: number },
  options: { clock: Clock; compliance: QueueCompliance },
): Promise<{ items: QueueItem[]; as_of: string }> {
  const nowMs = options.clock.now();
  const asOf = new Date(nowMs).toISOString();
  const { zone } = await findOrganization(database);
  const rows = await findQueue(database, { ...query, nowMs, startOfToday: startOfDay(nowMs, zone) });
  if (rows.length === 0) return { items: [], as_of: asOf };

  const numbers = await findPhoneNumbers(database, [...new Set(rows.map((row) => row.consumer_id))], asOf);
  const numbersOf = Map.groupBy(numbers, (number) => number.consumer_id);
  const work = rows.map((row) => ({ row, phoneNumber: numberToDial(numbersOf.get(row.consumer_id) ?? []) }));
  const calls = work.flatMap(({ row, phoneNumber }) =>
    phoneNumber === null ? [] : [{ accountId: row.account_id, phoneNumber }],
  );
  const verdicts = await options.compliance.evaluateForQueue(database, calls, query.agentId, nowMs);

  const items = work.map(({ row, phoneNumber }) => {
    const found = verdicts.get(row.account_id);
    return {
      account_id: row.account_id,
      reference: row.reference,
      consumer_name: row.consumer_name,
      creditor_name: row.creditor_name ?? '',
      balance_cents: row.balance_cents,
      phone_number: phoneNumber,
      zones: [...(found?.zones ?? [])],
      reason: queueReasonText(row.reason, { dueAt: row.due_at, lastContactAt: row.last_contact_at }, nowMs, zone),
      due_at: row.due_at,
      // Without a number, or without an answer of the engine, nothing may be dialled.
      verdict: found?.verdict ?? 'block',
      next_lawful_at: found?.nextLawfulAt ?? null,
    } satisfies QueueItem;
  });
  return { items, as_of: asOf };
}
