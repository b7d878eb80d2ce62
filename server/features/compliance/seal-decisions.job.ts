/**
 * The hourly seal: the ends of all chains of an organization, signed. A chain proves that nothing in it was changed; only
 * what is kept of its end proves that nothing was cut off.
 *
 * Each seal is in the log as well, so that somebody who rules the database still cannot take back the last ones unnoticed
 * by whoever keeps the log (`npm run compliance:verify -- --seal <hash>`).
 */
import { isDeepStrictEqual } from 'node:util';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import { chainBeginning, hashOfRecord } from '../../db/hash-chain.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { JobTask } from '../../jobs/job-runner.ts';
import type { ChainHead } from './compliance.tables.ts';
import type { SealSigner } from './seal-key.ts';
import {
  findHeads,
  findLastSeal,
  findLostHeads,
  insertSeal,
  lockSeals,
  type Seal,
  type SealRecord,
} from './seals.store.ts';

export const sealDecisionsTask = 'seal-decisions';

export type SealReport = {
  organizationId: string;
  /** Undefined: nothing was decided since the last one. */
  seal: Seal | undefined;
  /** Ends that the last seal names and that are not there any more. */
  lost: readonly ChainHead[];
};

export type SealOptions = {
  database: DatabaseDoor;
  clock: Clock;
  signer: SealSigner;
  report: (sealed: SealReport) => void;
};

/** Seals every organization. Running it twice seals nothing twice. */
export function createSealDecisionsTask({ database, clock, signer, report }: SealOptions): JobTask {
  return async () => {
    for (const organizationId of await database.listOrganizationIds())
      report(
        await database.withTenant(organizationId, (tenant) => sealDecisions(tenant, organizationId, clock, signer)),
      );
  };
}

async function sealDecisions(
  database: TenantDatabase,
  organizationId: string,
  clock: Clock,
  signer: SealSigner,
): Promise<SealReport> {
  await lockSeals(database);
  const last = await findLastSeal(database);
  const lost = last ? await findLostHeads(database, last.heads) : [];
  const heads = await findHeads(database);
  if (isDeepStrictEqual(heads, last?.heads ?? [])) return { organizationId, seal: undefined, lost };
  const record: SealRecord = {
    organization_id: organizationId,
    sequence: (last?.sequence ?? 0) + 1,
    at: isoNow(clock),
    heads,
    previous_hash: last?.hash ?? chainBeginning,
    key_id: signer.keyId,
  };
  const hash = hashOfRecord(record);
  const seal = { ...record, hash, signature: signer.sign(hash) };
  await insertSeal(database, seal);
  return { organizationId, seal, lost };
}
