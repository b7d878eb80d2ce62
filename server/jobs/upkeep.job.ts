import type { Clock } from '../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../db/database.ts';
import type { TenantDatabase } from '../db/transaction.ts';
import type { JobTask } from './job-runner.ts';

/** Removes what one part no longer needs, in one tenant. */
export type Purge = (database: TenantDatabase, nowMs: number, organizationId: string) => Promise<void>;

/** The hourly upkeep: every organisation, one short transaction per part. Running it twice changes nothing more. */
export function createUpkeepTask(database: DatabaseDoor, clock: Clock, purges: readonly Purge[]): JobTask {
  return async () => {
    for (const organizationId of await database.listOrganizationIds())
      for (const purge of purges)
        await database.withTenant(organizationId, (tenant) => purge(tenant, clock.now(), organizationId));
  };
}
