/** What became of a call, for the receipt of the decision that let it through. */
import { sql } from 'kysely';
import { z } from 'zod';
import { recordingStates } from '../../../shared/contracts/calls/calls.contract.ts';
import type { CallOutcome } from '../../../shared/contracts/compliance/receipts.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { findDisposition } from './dispositions.store.ts';

const recordingDetailSchema = z.object({
  is_paused: z.boolean(),
  reason: z.string(),
  confirmed: z.enum(recordingStates).nullable(),
});

/**
 * The call of a decision as it is known now; undefined when there is none. A decision that cleared a call ahead has the call
 * it became, which stands under the decision made when it was placed. What the PBX confirmed about the recording is
 * read from the audit log: nothing else keeps it.
 */
export async function readCallOutcome(database: TenantDatabase, decisionId: string): Promise<CallOutcome | undefined> {
  const call =
    (await findCall(database, 'decision_id', decisionId)) ?? (await findCallClearedAhead(database, decisionId));
  if (!call?.decision_id) return undefined;
  const disposition = await findDisposition(database, call.id, call.disposition_version);
  const rows = await database
    .selectFrom('audit_log')
    .select(['at', 'detail'])
    .where('action', '=', 'recording.changed')
    .where('subject_id', '=', call.id)
    .where('at', '>=', call.started_at)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const changes = rows.map(({ at, detail }) => ({ at, ...recordingDetailSchema.parse(detail) }));
  const confirmed = changes.findLast((change) => change.confirmed !== null)?.confirmed ?? 'unknown';
  return {
    ...call,
    decision_id: call.decision_id,
    disclosures: disposition?.disclosures ?? [],
    recording: { state: confirmed, changes },
  };
}

const findCall = (database: TenantDatabase, column: 'id' | 'decision_id', value: string) =>
  database
    .selectFrom('calls')
    .select([
      'id',
      'decision_id',
      'started_at',
      'answered_at',
      'ended_at',
      'ended_by',
      'connect_class',
      'disposition_code',
      'disposition_version',
    ])
    .where(column, '=', value)
    .executeTakeFirst();

/** What was reserved by this decision and has been placed since. A decision about a message in a call cleared no call. */
async function findCallClearedAhead(database: TenantDatabase, decisionId: string) {
  const cleared = await database
    .selectFrom('compliance_decisions')
    .select('call_id')
    .where('id', '=', decisionId)
    .where('verdict', 'in', ['allow', 'require'])
    .where(sql<string>`coalesce(facts #>> '{action,channel}', 'voice')`, '=', 'voice')
    .executeTakeFirst();
  return cleared && findCall(database, 'id', cleared.call_id);
}
