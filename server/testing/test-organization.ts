/** Every organization of tests and measurements is made here, so that it may dial. */
import type { Insertable } from 'kysely';
import type { Database } from '../db/tables.ts';
import type { TenantDatabase } from '../db/transaction.ts';
import { json } from '../db/json.ts';
import { takeOver } from '../features/onboarding/index.ts';

type Organization = Pick<
  Insertable<Database['organizations']>,
  'id' | 'name' | 'caller_name' | 'zone' | 'is_practice' | 'created_at'
> & { created_at: string; callerId: string };

/** Inserts an organization in its own tenant. `isTakenOver`: it may dial although nobody set it up. */
export async function insertTestOrganization(
  tenant: TenantDatabase,
  { callerId, ...organization }: Organization,
  isTakenOver = true,
): Promise<void> {
  const callerIds = json([{ phone_number: callerId, label: 'Main' }]);
  await tenant
    .insertInto('organizations')
    .values({ ...organization, caller_ids: callerIds })
    .execute();
  if (isTakenOver) await takeOver(tenant, organization.created_at, 'This organization is for tests.');
}
