import type { AuditEntry } from '../../../shared/contracts/audit/audit.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { type AuditFilter, selectAuditPage } from './audit.store.ts';

export type AuditQuery = AuditFilter & { page: number; page_size: number };
export type AuditPage = { rows: AuditEntry[]; page: number; page_size: number; total: number };

/** A page of the audit log, newest first. `from` is included, `to` is not. */
export async function listAudit(database: TenantDatabase, query: AuditQuery): Promise<AuditPage> {
  const { page, page_size: pageSize, ...filter } = query;
  const { rows, total } = await selectAuditPage(database, filter, (page - 1) * pageSize, pageSize);
  return { rows, page, page_size: pageSize, total };
}
