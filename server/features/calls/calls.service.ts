import type { CallRow } from '../../../shared/contracts/calls/calls.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { Actor } from '../../http/handlers.ts';
import { findCalls } from './calls.store.ts';

type CallQuery = {
  page: number;
  page_size: number;
  account_id?: string | undefined;
  agent_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** Calls, newest first: one's own, or everybody's for holders of `call.read-all`. Somebody else's are simply not there. */
export async function listCalls(
  database: TenantDatabase,
  actor: Pick<Actor, 'userId' | 'permissions'>,
  query: CallQuery,
): Promise<{ rows: CallRow[]; total: number; page: number; page_size: number }> {
  const { page, page_size } = query;
  const seesAll = actor.permissions.has('call.read-all');
  if (!seesAll && query.agent_id !== undefined && query.agent_id !== actor.userId)
    return { rows: [], total: 0, page, page_size };
  const found = await findCalls(database, {
    agentId: seesAll ? query.agent_id : actor.userId,
    accountId: query.account_id,
    from: query.from,
    to: query.to,
    offset: (page - 1) * page_size,
    limit: page_size,
  });
  return { ...found, page, page_size };
}
