import type { TenantDatabase } from '../../db/transaction.ts';

/** An organisation as the tenant may see it: its own, or none. */
export function findOrganization(database: TenantDatabase, id: string) {
  return database
    .selectFrom('organizations')
    .select([
      'id',
      'name',
      'caller_name',
      'zone',
      'is_practice',
      'caller_ids',
      'shows_supervision',
      'reserves_permits',
      'created_at',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Of the tenant's own organisation. */
export async function updateReservesPermits(database: TenantDatabase, reserves: boolean): Promise<void> {
  await database.updateTable('organizations').set({ reserves_permits: reserves }).execute();
}
