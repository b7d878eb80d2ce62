import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import { noteStop } from './purge-progress.store.ts';
import type { PurgeStage } from './retention.tables.ts';

/**
 * Runs a job of a purge; when it throws, writes down that it stopped, so that people see it, and throws on, so that the job
 * runner logs it and tries again. Where the database cannot be reached, that log is all there is.
 */
export async function tellStops<T>(
  { database, clock }: { database: DatabaseDoor; clock: Clock },
  { organizationId, purgeId, stage }: { organizationId: string; purgeId: string; stage: PurgeStage },
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const stop = { purge_id: purgeId, stage, stopped_at: isoNow(clock) };
    await database.withTenant(organizationId, (tenant) => noteStop(tenant, stop)).catch(() => undefined);
    throw error;
  }
}

/** So long a job of a purge works before it makes way for the jobs that wait. */
const sliceMs = 5000;

/** Does one transaction after the other until nothing is left, or the time is over: then true. */
export async function isLeftAfter(step: () => Promise<boolean>, forMs = sliceMs): Promise<boolean> {
  const endMs = performance.now() + forMs;
  while (await step()) if (performance.now() >= endMs) return true;
  return false;
}
