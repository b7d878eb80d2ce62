import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import { noteStop } from './purge-progress.store.ts';
import type { PurgeStage } from './retention.tables.ts';

/**
 * Runs a job of a purge; when it throws, writes down that it stopped, so that people see it, and throws on, so that the job
 * runner logs it and tries again. Where the database cannot be reached, that log is all there is.
 */
export async function tellStops(
  { database, clock }: { database: DatabaseDoor; clock: Clock },
  { organizationId, purgeId, stage }: { organizationId: string; purgeId: string; stage: PurgeStage },
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    const stop = { purge_id: purgeId, stage, stopped_at: isoNow(clock) };
    await database.withTenant(organizationId, (tenant) => noteStop(tenant, stop)).catch(() => undefined);
    throw error;
  }
}
