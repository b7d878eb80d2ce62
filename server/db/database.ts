/** The database as the rest of the server knows it. */
import { sql } from 'kysely';
import { Client, escapeIdentifier, type Pool } from 'pg';
import { reconnectDelayMs } from '../../shared/domain/backoff.ts';
import { createAppPool } from './pool.ts';
import { createLiveNotices, readSettledSequence } from './live-events.ts';
import { migrationNames } from './migrate.ts';
import { inTenantTransaction, readInTenantSnapshot, type TenantDatabase } from './transaction.ts';
import type { Reply } from './reply.ts';
import { runUnitOfWork, type UnitOfWork, type WorkContext } from './unit-of-work.ts';

export type DatabaseDoor = {
  /** A write: key, work, audit row, jobs, live events and saved reply in one transaction. */
  unitOfWork(context: WorkContext, run: (work: UnitOfWork) => Promise<Reply>): Promise<Reply>;
  /** A read, or upkeep that nobody needs to account for, in one transaction of the tenant. */
  withTenant<T>(organizationId: string, run: (database: TenantDatabase) => Promise<T>): Promise<T>;
  /** A long read, given out part by part, as the tenant's rows stood at one moment. */
  readSnapshot<T>(
    organizationId: string,
    read: (database: TenantDatabase) => AsyncIterable<T>,
  ): AsyncGenerator<T, void, undefined>;
  /** The organisation that knows this e-mail address (lower case), before anybody is signed in. */
  findSignInOrganization(email: string): Promise<string | undefined>;
  /** Every organisation's id, for upkeep that goes through all of them. */
  listOrganizationIds(): Promise<string[]>;
  /** Tells every copy that an organisation has live events that are committed; a unit of work does so by itself. */
  announce(organizationId: string): void;
  /** The last sequence of an organisation's live events behind which nothing can appear any more. */
  readSettledSequence(organizationId: string): Promise<number>;
  /** Calls `hear` with each notice of a channel until closed; reconnects by itself and then calls `onReconnect`. */
  listen(channel: string, hear: (payload: string) => void, onReconnect?: () => void): Promise<() => Promise<void>>;
  /** Whether the database answers and holds the schema of this version. */
  check(): Promise<{ reachable: boolean; schema_current: boolean }>;
  close(): Promise<void>;
};

export type DatabaseOptions = { connectionString: string; maxConnections: number };

/** Opens the pool. The schema must have been migrated before. */
export function openDatabase(options: DatabaseOptions): DatabaseDoor {
  const pool = createAppPool(options);
  const { announce } = createLiveNotices(pool);
  return {
    unitOfWork: (context, run) => runUnitOfWork(pool, announce, context, run),
    withTenant: (organizationId, run) => inTenantTransaction(pool, organizationId, run),
    readSnapshot: (organizationId, read) => readInTenantSnapshot(pool, organizationId, read),
    findSignInOrganization: (email) =>
      inTenantTransaction(pool, null, async (database) => {
        const { rows } = await sql<{ id: string | null }>`select deskline_find_sign_in(${email}) as id`.execute(
          database,
        );
        return rows[0]?.id ?? undefined;
      }),
    listOrganizationIds: () =>
      inTenantTransaction(pool, null, async (database) => {
        const { rows } = await sql<{ id: string }>`select deskline_organization_ids() as id`.execute(database);
        return rows.map((row) => row.id);
      }),
    announce,
    readSettledSequence: (organizationId) => readSettledSequence(pool, organizationId),
    listen: (channel, hear, onReconnect) => listen(options.connectionString, channel, hear, onReconnect),
    check: () => check(pool),
    close: () => pool.end(),
  };
}

async function check(pool: Pool): Promise<{ reachable: boolean; schema_current: boolean }> {
  try {
    const { rows } = await pool.query<{ count: number }>('select deskline_migration_count() as count');
    return { reachable: true, schema_current: rows[0]?.count === migrationNames().length };
  } catch {
    return { reachable: false, schema_current: false };
  }
}

/** One connection of its own that hears notices; a lost one is made again with growing, jittered pauses. */
async function listen(
  connectionString: string,
  channel: string,
  hear: (payload: string) => void,
  onReconnect: () => void = () => undefined,
): Promise<() => Promise<void>> {
  let client: Client | undefined;
  let isClosed = false;
  let retry: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const next = new Client({ connectionString, keepAlive: true, application_name: 'deskline-listener' });
    next.on('notification', (notice) => hear(notice.payload ?? ''));
    next.on('error', () => undefined);
    await next.connect();
    await next.query(`listen ${escapeIdentifier(channel)}`);
    next.on('end', () => scheduleReconnect(0));
    client = next;
  };
  const scheduleReconnect = (attempt: number): void => {
    if (isClosed) return;
    retry = setTimeout(() => {
      connect().then(onReconnect, () => scheduleReconnect(attempt + 1));
    }, reconnectDelayMs(attempt));
  };
  await connect();
  return async () => {
    isClosed = true;
    clearTimeout(retry);
    await client?.end();
  };
}
