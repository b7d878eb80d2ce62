import type { CheckOut, CheckOutRow } from '../../../shared/contracts/telephony/telephony.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { findCheckOut, findLatestCheckOuts, insertCheckOut } from './check-outs.store.ts';

/** Takes down what an agent's check-out found and tells the floor; one that comes twice is told once. */
export async function recordCheckOut(work: UnitOfWork, agentId: string, checkOut: CheckOut): Promise<CheckOutRow> {
  // Of the agent's clock, which may be ahead: then this check-out would stay the latest for ever.
  const startedAt = Date.parse(checkOut.started_at) > work.clock.now() ? work.at : checkOut.started_at;
  const isNew = await insertCheckOut(work.database, agentId, { ...checkOut, started_at: startedAt });
  const row = await findCheckOut(work.database, checkOut.id);
  const failed = row.results.filter(({ verdict }) => verdict === 'failed').map(({ item }) => item);
  work.audit({ subject: { type: 'check-out', id: row.id }, detail: { failed } });
  if (isNew) work.publish({ type: 'check-out', check_out: row }, 'floor');
  return row;
}

/** The latest check-out of each agent since a moment. */
export const listCheckOuts = (database: TenantDatabase, since: string): Promise<CheckOutRow[]> =>
  findLatestCheckOuts(database, since);
