import { sql } from 'kysely';
import type { TenantDatabase } from '../../db/transaction.ts';

export type SessionRow = {
  id: string;
  user_id: string;
  device_name: string;
  device_thumbprint: string | null;
  created_at: string;
  last_used_at: string;
  expires_at: string;
  ended_at: string | null;
};

const sessionColumns = [
  'sessions.id',
  'sessions.user_id',
  'sessions.device_name',
  'sessions.device_thumbprint',
  'sessions.created_at',
  'sessions.last_used_at',
  'sessions.expires_at',
  'sessions.ended_at',
] as const;

/** An open session of an active person, with that person. */
export function findOpenSession(database: TenantDatabase, sessionId: string, at: string) {
  return database
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .innerJoin('organizations', 'organizations.id', 'users.organization_id')
    .select([
      'sessions.id as session_id',
      'sessions.expires_at',
      'users.id as user_id',
      'users.organization_id',
      'users.email',
      'users.full_name',
      'users.role',
      'organizations.name as organization_name',
      'organizations.is_practice',
    ])
    .where('sessions.id', '=', sessionId)
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', at)
    .where('users.is_active', '=', true)
    .executeTakeFirst();
}
export type OpenSession = NonNullable<Awaited<ReturnType<typeof findOpenSession>>>;

export async function insertSession(
  database: TenantDatabase,
  session: Omit<SessionRow, 'ended_at' | 'last_used_at'>,
): Promise<void> {
  await database
    .insertInto('sessions')
    .values({ ...session, last_used_at: session.created_at })
    .execute();
}

/** The session with its person's name, locked until the transaction ends. */
export function lockSession(
  database: TenantDatabase,
  sessionId: string,
): Promise<(SessionRow & { full_name: string }) | undefined> {
  return database
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([...sessionColumns, 'users.full_name'])
    .where('sessions.id', '=', sessionId)
    .forUpdate('sessions')
    .executeTakeFirst();
}

export function listOpenSessions(database: TenantDatabase, userId: string, at: string): Promise<SessionRow[]> {
  return database
    .selectFrom('sessions')
    .select(sessionColumns)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('last_used_at', 'desc')
    .execute();
}

export async function touchSession(
  database: TenantDatabase,
  sessionId: string,
  at: string,
  expiresAt: string,
): Promise<void> {
  await database
    .updateTable('sessions')
    .set({ last_used_at: at, expires_at: expiresAt })
    .where('id', '=', sessionId)
    .execute();
}

/** Ends an open session. False when there was none to end. */
export async function endSession(
  database: TenantDatabase,
  sessionId: string,
  at: string,
  reason: string,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('sessions')
    .set({ ended_at: at, ended_reason: reason })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export type RefreshTokenRow = {
  token_hash: string;
  session_id: string;
  used_at: string | null;
  successor_hash: string | null;
};

export async function insertRefreshToken(
  database: TenantDatabase,
  token: { token_hash: string; session_id: string; created_at: string },
): Promise<void> {
  await database.insertInto('refresh_tokens').values(token).execute();
}

export function findRefreshToken(database: TenantDatabase, tokenHash: string): Promise<RefreshTokenRow | undefined> {
  return database
    .selectFrom('refresh_tokens')
    .select(['token_hash', 'session_id', 'used_at', 'successor_hash'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
}

export async function markRefreshTokenUsed(
  database: TenantDatabase,
  tokenHash: string,
  at: string,
  successorHash: string,
): Promise<void> {
  await database
    .updateTable('refresh_tokens')
    .set({ used_at: at, successor_hash: successorHash })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** Remembers a proof. False when it was seen before, in whatever organisation. */
export async function rememberProof(database: TenantDatabase, jtiHash: string, at: string): Promise<boolean> {
  const written = await database
    .insertInto('dpop_proofs')
    .values({ jti_hash: jtiHash, seen_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning(sql<number>`1`.as('one'))
    .executeTakeFirst();
  return written !== undefined;
}
