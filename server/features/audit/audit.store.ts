import type { AuditAction } from '../../../shared/contracts/audit/audit-actions.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

export type AuditFilter = {
  action?: AuditAction | undefined;
  actor_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** One page of the audit log, newest first, and how many rows match. */
export async function selectAuditPage(database: TenantDatabase, filter: AuditFilter, offset: number, limit: number) {
  const { action, actor_id: actorId, from, to } = filter;
  let matching = database.selectFrom('audit_log');
  if (action !== undefined) matching = matching.where('action', '=', action);
  if (actorId !== undefined) matching = matching.where('actor_id', '=', actorId);
  if (from !== undefined) matching = matching.where('at', '>=', from);
  if (to !== undefined) matching = matching.where('at', '<', to);
  const rows = await matching
    .select(['id', 'at', 'action', 'actor_id', 'actor_name', 'subject_type', 'subject_id', 'request_id', 'detail'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  const { total } = await matching.select((build) => build.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows, total };
}
