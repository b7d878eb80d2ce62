/** Violations as CSV. Each page is read in a short transaction of its own, so that a slow reader holds nothing. */
import type { Violation, ViolationFilter } from '../../../shared/contracts/compliance/violations.contract.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { csvLine } from '../../http/csv.ts';
import { listViolations } from './violations.service.ts';

const columns = [
  'kind',
  'title',
  'citation',
  'rule_id',
  'code',
  'at',
  'call_started_at',
  'agent_name',
  'account_reference',
  'phone_number',
  'call_id',
  'decision_id',
] as const satisfies readonly (keyof Violation)[];
const rowsAtOnce = 200;

export type ViolationExportDoor = { database: Pick<DatabaseDoor, 'withTenant'> };

/** All violations of a filter, newest call first; the audit log keeps who took them, and which. */
export function exportViolations(
  work: UnitOfWork,
  filter: ViolationFilter,
  door: ViolationExportDoor,
): AsyncIterable<string> {
  work.audit({ subject: { type: 'violations', id: filter.kind ?? 'all' }, detail: filter });
  return violationLines(work.organizationId, filter, door);
}

async function* violationLines(
  organizationId: string,
  filter: ViolationFilter,
  { database }: ViolationExportDoor,
): AsyncGenerator<string> {
  yield csvLine(columns);
  for (let cursor: string | null | undefined; cursor !== null;) {
    const query = { ...filter, page_size: rowsAtOnce, ...(cursor === undefined ? {} : { cursor }) };
    const page = await database.withTenant(organizationId, (tenant) => listViolations(tenant, query));
    if (page.rows.length > 0) yield page.rows.map((row) => csvLine(columns.map((column) => row[column]))).join('');
    cursor = page.next_cursor;
  }
}
