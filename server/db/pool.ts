/**
 * The only door to PostgreSQL.
 *
 * Promise: a connection of the working pool is never more than the role `deskline_app`, which no row level security
 * policy lets through without a tenant; and each query text is prepared once per connection.
 */
import { Kysely, PostgresDialect } from 'kysely';
import { type CustomTypesConfig, Pool, type PoolClient, types } from 'pg';
import type { Database } from './tables.ts';

/** The role that serves requests: owns nothing, bypasses nothing. Made by the migrator. */
export const appRole = 'deskline_app';

const OID = { int8: 20, timestamptz: 1184, date: 1082 } as const;
const parseTimestamp: (text: string) => Date = types.getTypeParser(OID.timestamptz, 'text');

/** bigint and count() as numbers, moments as ISO 8601 UTC text, calendar dates as they are written. */
const wireTypes: CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === OID.int8) return Number;
    if (oid === OID.timestamptz) return (text: string) => parseTimestamp(text).toISOString();
    if (oid === OID.date) return (text: string) => text;
    return types.getTypeParser(oid, format === 'binary' ? 'text' : format);
  },
};

export type PoolOptions = { connectionString: string; maxConnections: number; applicationName?: string };

/** The pool that serves requests, as `deskline_app`. */
export function createAppPool(options: PoolOptions): Pool {
  return createPool(options, `-c role=${appRole} -c idle_in_transaction_session_timeout=60000`);
}

/** A small pool as the owner of the schema, for migrations and tests. */
export function createOwnerPool(options: PoolOptions): Pool {
  return createPool(options, '');
}

function createPool(options: PoolOptions, settings: string): Pool {
  const pool = new Pool({
    connectionString: options.connectionString,
    max: options.maxConnections,
    application_name: options.applicationName ?? 'deskline',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: wireTypes,
    options: `-c timezone=UTC -c statement_timeout=30000 ${settings}`.trim(),
  });
  // An idle connection that breaks is replaced by the pool; the error must not end the process.
  pool.on('error', () => undefined);
  // The same for one that breaks while a transaction holds it: its next statement fails, and that is dealt with.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}

/** Beyond this many texts (IN lists of every length) a query is sent unnamed, so that servers do not hoard plans. */
const maxNamedStatements = 2000;
const statementNames = new Map<string, string>();

function statementName(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined || statementNames.size >= maxNamedStatements) return known;
  const name = `deskline_${statementNames.size + 1}`;
  statementNames.set(text, name);
  return name;
}

const kyselyOfClient = new WeakMap<PoolClient, Kysely<Database>>();

/** Kysely on this one connection, with automatically named prepared statements. */
export function kyselyOn(client: PoolClient): Kysely<Database> {
  const known = kyselyOfClient.get(client);
  if (known) return known;
  const query = (text: string, values: readonly unknown[]): Promise<unknown> => {
    const name = statementName(text);
    return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
  };
  const facade: PoolClient = Object.create(client, { query: { value: query }, release: { value: () => undefined } });
  const pool = { connect: () => Promise.resolve(facade), end: () => Promise.resolve(), options: {} };
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  kyselyOfClient.set(client, kysely);
  return kysely;
}

/** Kysely over a whole pool: for migrations, which bring their own transactions. */
export const kyselyOver = (pool: Pool): Kysely<Database> => new Kysely({ dialect: new PostgresDialect({ pool }) });

/** Whether an error of `pg` means that the database is away, not that the statement was wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(08|57P0|53300$)/.test(code)) return true;
  if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'].includes(code)) return true;
  return /^Connection terminated|timeout exceeded when trying to connect|Client has encountered/.test(error.message);
}

/**
 * Whether a statement was given up because it took too long: the time for one was over (57014; nothing of ours cancels a statement
 * otherwise), or that for a lock (55P03). What it was about stands as it was, and may be asked for again.
 */
export const isDatabaseBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '57014' || error.code === '55P03');

/** Serialisation failure or deadlock: the same work may simply be tried again. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');

/**
 * Out of range, no such moment, a character that text cannot hold (NUL, half of a surrogate pair): class 22 of the SQL
 * states, as far as it is about a value that was given.
 */
const unkeepable = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05']);

/** Whether a statement failed because a value of the request cannot be kept, now or ever. */
export const isUnkeepableValue = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && unkeepable.has(error.code);
