/** How the rule is asked: the same for a dry run and for the purge of what it found. */
import { allPacks } from '../../../shared/domain/compliance/packs/all.ts';
import {
  judgeRecord,
  type LegalHold,
  type OwnPeriod,
  type RecordVerdict,
} from '../../../shared/domain/compliance/retention/judge-record.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { findRetentionAnswer, leastRetentionMonths } from '../onboarding/index.ts';
import { findHoldFacts } from './holds.store.ts';
import { findZone } from './purges.store.ts';
import type { FoundRecord } from './records.read-model.ts';

/** The law's packs as they are shipped: no decision of the organization can put retention in shadow. */
const retentionEngine = { packs: allPacks };

/** What the rule is asked with, the same for a whole page or batch. */
export type Asked = { zone: string; holds: readonly LegalHold[]; ownPeriod: OwnPeriod | null; nowMs: number };

/** As the organization stands in this transaction; `nowMs`: the moment the rule is asked about. */
export const findAsked = async (database: TenantDatabase, nowMs: number): Promise<Asked> => ({
  zone: await findZone(database),
  holds: await findHoldFacts(database),
  ownPeriod: await findOwnPeriod(database),
  nowMs,
});

/** What the organization set in its setup; null: nothing yet. */
async function findOwnPeriod(database: TenantDatabase): Promise<OwnPeriod | null> {
  const answer = await findRetentionAnswer(database);
  return answer && { recordingMonths: answer.recording_months, recordMonths: answer.record_months };
}

/** How many months after the last activity records are kept: the law's, or the organization's own when they are more. */
export const keptMonths = ({ ownPeriod }: Asked): number =>
  Math.max(leastRetentionMonths, ownPeriod?.recordMonths ?? 0);

export const ask = ({ nowMs, ...asked }: Asked, { record }: FoundRecord): RecordVerdict =>
  judgeRecord({ engine: retentionEngine, ...asked }, record, nowMs);
