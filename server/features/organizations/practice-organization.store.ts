import type { Insertable } from 'kysely';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { OrganizationTables } from './organizations.tables.ts';

export async function insertPracticeOrganization(
  database: TenantDatabase,
  organization: {
    id: string;
    name: string;
    caller_name: string;
    zone: string;
    caller_ids: { phone_number: string; label: string }[];
    created_at: string;
  },
): Promise<void> {
  await database
    .insertInto('organizations')
    .values({
      ...organization,
      is_practice: true,
      reserves_permits: true,
      caller_ids: json(organization.caller_ids),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function insertPracticeUsers(
  database: TenantDatabase,
  users: Insertable<OrganizationTables['users']>[],
): Promise<void> {
  await database
    .insertInto('users')
    .values(users)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
