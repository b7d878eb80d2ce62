/**
 * Receipts: decisions found again, and one decision whole with what became of its call.
 *
 * Promise: what is shown is the stored row and nothing worked out anew; whether it still gives its hash is said with it. An
 * agent finds their own decisions, a holder of `compliance.read` everybody's; somebody else's are simply not there.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import type {
  CallOutcome,
  DecisionListRow,
  Receipt,
  ReceiptExport,
  ReceiptFormat,
} from '../../../shared/contracts/compliance/receipts.contract.ts';
import { mayReadReceipt } from '../../../shared/domain/access/receipt-readers.ts';
import { factsToJson } from '../../../shared/domain/compliance/facts/facts-json.ts';
import { verdictOrder } from '../../../shared/domain/compliance/rule.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { findDecisionRow, isIntact } from './decisions.store.ts';
import { cursorOf, placeOf } from './list-place.ts';
import { type DecisionFilter, findDecisionNames, findDecisions } from './receipts.store.ts';
import { findSealOver } from './seals.store.ts';

type Reader = Pick<Actor, 'userId' | 'permissions'>;
type DecisionQuery = DecisionFilter & { cursor?: string | undefined; page_size: number };
/** What the calls feature knows of a decision's call. */
export type ReadCallOutcome = (database: TenantDatabase, decisionId: string) => Promise<CallOutcome | undefined>;

const readsAll = (reader: Reader): boolean => reader.permissions.has('compliance.read');

/**
 * A page of decisions, newest first; `next_cursor` is null after the last.
 * @throws ProblemError `request/invalid` for a cursor that no page gave
 */
export async function listDecisions(
  database: TenantDatabase,
  reader: Reader,
  query: DecisionQuery,
): Promise<{ rows: DecisionListRow[]; next_cursor: string | null }> {
  const { cursor, page_size: pageSize, ...filter } = query;
  const agentId = readsAll(reader) ? filter.agent_id : reader.userId;
  if (filter.agent_id !== undefined && filter.agent_id !== agentId) return { rows: [], next_cursor: null };
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const found = await findDecisions(database, { ...filter, agent_id: agentId }, after, pageSize + 1);
  const page = found.slice(0, pageSize);
  const last = found.length > pageSize ? page.at(-1) : undefined;
  return {
    rows: page.map(({ decision, ...row }) => ({ ...row, reasons: reasonsOf(decision) })),
    next_cursor: last ? cursorOf(last) : null,
  };
}

/** What stood in the way or was asked for by rules in force, the hardest first. */
const reasonsOf = (decision: Decision): DecisionListRow['reasons'] =>
  decision.findings
    .filter(({ mode, verdict }) => mode === 'enforce' && verdict !== 'allow')
    .toSorted((one, other) => verdictOrder.indexOf(other.verdict) - verdictOrder.indexOf(one.verdict))
    .map(({ rule_id, title, verdict, reason, is_policy }) => ({ rule_id, title, verdict, reason, is_policy }));

/** One decision whole. @throws ProblemError `request/not-found` */
export async function readReceipt(
  database: TenantDatabase,
  reader: Reader,
  id: string,
  readCallOutcome: ReadCallOutcome,
): Promise<Receipt> {
  const row = await findDecisionRow(database, id);
  const names = await findDecisionNames(database, id);
  if (!row || !names || !mayReadReceipt(reader.permissions, row.agent_id === reader.userId))
    throw new ProblemError('request/not-found');
  const { hash, ...record } = row;
  const seal = await findSealOver(database, row.agent_id, row.sequence);
  return {
    ...names,
    call_id: row.call_id,
    decision: row.decision,
    record,
    facts: factsToJson(row.facts),
    chain: {
      sequence: row.sequence,
      previous_hash: row.previous_hash,
      hash,
      is_intact: isIntact(row),
      seal: seal ? { sequence: seal.sequence, at: seal.at, hash: seal.hash } : null,
    },
    call: (await readCallOutcome(database, id)) ?? null,
  };
}

/** The same, taken out of Deskline: the audit log keeps who did, and as what. @throws ProblemError `request/not-found` */
export async function exportReceipt(
  work: UnitOfWork,
  actor: Actor,
  wanted: { id: string; format: ReceiptFormat },
  readCallOutcome: ReadCallOutcome,
): Promise<ReceiptExport> {
  const receipt = await readReceipt(work.database, actor, wanted.id, readCallOutcome);
  work.audit({
    subject: { type: 'decision', id: wanted.id },
    detail: { format: wanted.format, hash: receipt.chain.hash, call_id: receipt.call_id },
  });
  return { exported_at: work.at, exported_by: actor.fullName, receipt };
}
