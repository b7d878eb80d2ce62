/** How the rule is asked: the same for a dry run and for the purge of what it found. */
import { allPacks } from '../../../shared/domain/compliance/packs/all.ts';
import {
  judgeRecord,
  type LegalHold,
  type RecordVerdict,
} from '../../../shared/domain/compliance/retention/judge-record.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { findHoldFacts } from './holds.store.ts';
import { findZone } from './purges.store.ts';
import type { FoundRecord } from './records.read-model.ts';

/** The law's packs as they are shipped: no decision of the organization can put retention in shadow. */
const retentionEngine = { packs: allPacks };

/** What the rule is asked with, the same for a whole page or batch. */
export type Asked = { zone: string; holds: readonly LegalHold[]; nowMs: number };

/** As the organization stands in this transaction; `nowMs`: the moment the rule is asked about. */
export const findAsked = async (database: TenantDatabase, nowMs: number): Promise<Asked> => ({
  zone: await findZone(database),
  holds: await findHoldFacts(database),
  nowMs,
});

export const ask = ({ zone, holds, nowMs }: Asked, { record }: FoundRecord): RecordVerdict =>
  judgeRecord({ engine: retentionEngine, zone, holds }, record, nowMs);
