import type { TenantDatabase } from '../../db/transaction.ts';

/** What a phone needs to know of its user and organisation. */
export const findPhoneUser = (database: TenantDatabase, userId: string) =>
  database
    .selectFrom('users')
    .innerJoin('organizations', 'organizations.id', 'users.organization_id')
    .select([
      'users.email',
      'users.full_name',
      'users.sip_user',
      'organizations.caller_ids',
      'organizations.is_practice',
    ])
    .where('users.id', '=', userId)
    .executeTakeFirstOrThrow();
