import type { TenantDatabase } from '../../db/transaction.ts';

/** Everybody of the organisation who may sign in, by name. */
export const listPeople = (database: TenantDatabase) =>
  database
    .selectFrom('users')
    .select(['id', 'full_name', 'role', 'email', 'sip_user'])
    .where('is_active', '=', true)
    .orderBy('full_name')
    .orderBy('id')
    .execute();

export const findPhoneAddress = (database: TenantDatabase, userId: string) =>
  database.selectFrom('users').select(['email', 'sip_user']).where('id', '=', userId).executeTakeFirst();
