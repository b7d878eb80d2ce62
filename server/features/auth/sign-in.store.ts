import type { TenantDatabase } from '../../db/transaction.ts';

/** The person with this e-mail address in the tenant, active or not. */
export function findUserByEmail(database: TenantDatabase, email: string) {
  return database
    .selectFrom('users')
    .select(['id', 'full_name', 'password_hash', 'is_active'])
    .where('email', '=', email)
    .executeTakeFirst();
}

export type LockRow = { failures: number; last_failed_at: string; locked_until: string | null };

export function findLock(database: TenantDatabase, emailHash: string): Promise<LockRow | undefined> {
  return database
    .selectFrom('sign_in_locks')
    .select(['failures', 'last_failed_at', 'locked_until'])
    .where('email_hash', '=', emailHash)
    .executeTakeFirst();
}

/** The same, made if need be and held until the transaction ends, so that parallel guesses are counted one by one. */
export function holdLock(database: TenantDatabase, emailHash: string, at: string): Promise<LockRow> {
  return database
    .insertInto('sign_in_locks')
    .values({ email_hash: emailHash, failures: 0, last_failed_at: at, locked_until: null })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'email_hash']).doUpdateSet({ email_hash: emailHash }),
    )
    .returning(['failures', 'last_failed_at', 'locked_until'])
    .executeTakeFirstOrThrow();
}

export async function saveLock(database: TenantDatabase, emailHash: string, lock: LockRow): Promise<void> {
  await database.updateTable('sign_in_locks').set(lock).where('email_hash', '=', emailHash).execute();
}
