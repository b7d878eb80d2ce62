/**
 * Transactions bound to one tenant. There is no other way to query: the pool's role sees nothing without a tenant.
 */
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { kyselyOn } from './pool.ts';
import type { Database } from './tables.ts';

/** What a store gets: queries, but no way to begin or end a transaction of its own. */
export type TenantDatabase = Pick<
  Kysely<Database>,
  'selectFrom' | 'selectNoFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'with' | 'withRecursive' | 'fn'
> & { getExecutor: Kysely<Database>['getExecutor'] };

/** Organisation ids come from signed tokens or our own tables; whatever else comes must not reach SQL text. */
const organizationIdPattern = /^[0-9a-f-]{36}$/;

/** The statement that binds a transaction to a tenant. @throws TypeError for what is no organisation's id. */
export function tenantSetting(organizationId: string | null): string {
  if (organizationId !== null && !organizationIdPattern.test(organizationId))
    throw new TypeError('Not the id of an organisation');
  return `select set_config('deskline.organization_id', '${organizationId ?? ''}', true)`;
}

/**
 * Runs `run` in one transaction of one tenant. `begin` and the tenant travel together, so a read costs two round trips
 * beside its own. Any throw rolls back; a broken connection is thrown away, not put back into the pool.
 * `organizationId` null: no tenant, only the lookup functions can be called.
 */
export async function inTenantTransaction<T>(
  pool: pg.Pool,
  organizationId: string | null,
  run: (database: TenantDatabase) => Promise<T>,
): Promise<T> {
  const begin = `begin; ${tenantSetting(organizationId)}`;
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await run(kyselyOn(client));
    const committed = await client.query('commit');
    if (committed.command === 'ROLLBACK') throw new Error('A statement had failed, so the transaction was rolled back');
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: unknown) => {
      broken = rollbackError instanceof Error ? rollbackError : new Error('Rollback failed');
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * What `read` gives out, as the tenant's rows stood at one moment, however long the reader takes: one repeatable-read transaction,
 * which ends when the reader has all of it or leaves. A reader that takes nothing for longer than a transaction may lie idle (see the
 * pool) loses it, so that nobody holds a connection by reading slowly.
 */
export async function* readInTenantSnapshot<T>(
  pool: pg.Pool,
  organizationId: string,
  read: (database: TenantDatabase) => AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  const client = await pool.connect();
  let isReleased = false;
  const release = (broken?: Error): void => {
    if (isReleased) return;
    isReleased = true;
    client.off('error', release);
    client.release(broken);
  };
  // The reader may never ask for more: the connection is not the pool's to wait for.
  client.on('error', release);
  try {
    await client.query(`begin isolation level repeatable read, read only; ${tenantSetting(organizationId)}`);
    yield* read(kyselyOn(client));
  } finally {
    if (!isReleased)
      await client.query('rollback').then(
        () => release(),
        (error: unknown) => release(error instanceof Error ? error : new Error('Rollback failed')),
      );
  }
}
