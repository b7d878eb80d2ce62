import type { CallRow } from '../../../shared/contracts/calls/calls.contract.ts';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { mayReadReceipt } from '../../../shared/domain/access/receipt-readers.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { Actor } from '../../http/handlers.ts';
import { findDecision } from '../compliance/index.ts';
import { findCallOwner, findCalls } from './calls.store.ts';

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
  const rows = found.rows.map((row) => ({
    ...row,
    decision_id: mayReadReceipt(actor.permissions, row.agent_id === actor.userId) ? row.decision_id : null,
  }));
  return { rows, total: found.total, page, page_size };
}

/**
 * The decision a call stands under: what the cockpit shows as its script, also after a reload. Null: none was made, of calls
 * before decisions were made about their kind.
 * @throws ProblemError `request/not-found` for a call that is unknown or somebody else's
 */
export async function readCallDecision(
  database: TenantDatabase,
  actor: Pick<Actor, 'userId' | 'permissions'>,
  callId: string,
): Promise<{ decision: Decision | null }> {
  const call = await findCallOwner(database, callId);
  if (!call || !mayReadReceipt(actor.permissions, call.agent_id === actor.userId))
    throw new ProblemError('request/not-found');
  return { decision: call.decision_id === null ? null : ((await findDecision(database, call.decision_id)) ?? null) };
}
