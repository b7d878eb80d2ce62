/** What became of a call, for the receipt of the decision that let it through. */
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
 * The call of a decision as it is known now; undefined when there is none. What the PBX confirmed about the recording is
 * read from the audit log: nothing else keeps it.
 */
export async function readCallOutcome(database: TenantDatabase, decisionId: string): Promise<CallOutcome | undefined> {
  const call = await database
    .selectFrom('calls')
    .select([
      'id',
      'started_at',
      'answered_at',
      'ended_at',
      'ended_by',
      'connect_class',
      'disposition_code',
      'disposition_version',
    ])
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();
  if (!call) return undefined;
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
  return { ...call, disclosures: disposition?.disclosures ?? [], recording: { state: confirmed, changes } };
}
