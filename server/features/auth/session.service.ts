/**
 * Sessions: begun by sign-in, bound to the device's key, carried on by rotating refresh tokens.
 *
 *   fresh token ──refresh with the device's proof──► used token ─► successor (fresh)
 *                                                       │
 *        presented again, within seconds, successor unused: the reply was lost ─► the same successor
 *        presented again otherwise: somebody has a copy ─► the session ends (auth.refresh-reused)
 */
import type { Me, Session, Tokens } from '../../../shared/contracts/auth/auth.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { permissionsOf } from '../../../shared/domain/access/permissions.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, Refusal } from '../../http/handlers.ts';
import { type AccessTokens, accessTokenLifeMs } from './access-token.ts';
import { roleSchema } from './authenticate.ts';
import type { DeviceProof } from './dpop.ts';
import { lostReplyGraceMs, renewedExpiry, sessionLifeMs } from './session.policy.ts';
import * as store from './sessions.store.ts';
import { createRefreshToken, hashOf, readRefreshToken, successorOf } from './tokens.ts';

export type SignedIn = { tokens: Tokens; me: Me };

export type SessionService = {
  /** Begins a session of this person; without a proof it cannot be refreshed. */
  begin(work: UnitOfWork, userId: string, deviceName: string, proof: DeviceProof | undefined): Promise<SignedIn>;
  /** The organisation a refresh token names. @throws ProblemError `auth/session-ended` */
  organizationOf(refreshToken: string): string;
  /** @throws ProblemError `auth/session-ended` */
  refresh(work: UnitOfWork, refreshToken: string, proof: DeviceProof): Promise<SignedIn | Refusal>;
  me(database: TenantDatabase, actor: Actor, at: string): Promise<Me>;
  list(database: TenantDatabase, actor: Actor, at: string): Promise<Session[]>;
  signOut(work: UnitOfWork, actor: Actor): Promise<void>;
  /** @throws ProblemError `request/not-found` */
  end(work: UnitOfWork, actor: Actor, sessionId: string): Promise<void>;
};

const iso = (ms: number): string => new Date(ms).toISOString();

export function createSessionService(accessTokens: AccessTokens, successorKey: Uint8Array): SessionService {
  const signedIn = async (
    work: UnitOfWork,
    sessionId: string,
    refreshToken: string | null,
  ): Promise<SignedIn & { session: store.OpenSession }> => {
    const session = await store.findOpenSession(work.database, sessionId, work.at);
    if (!session) throw new ProblemError('auth/session-ended');
    const expiresAtMs = Math.min(work.clock.now() + accessTokenLifeMs, Date.parse(session.expires_at));
    const { organizationId } = work;
    const accessToken = await accessTokens.issue({ organizationId, userId: session.user_id, sessionId }, expiresAtMs);
    return {
      session,
      tokens: {
        access_token: accessToken,
        access_expires_at: iso(expiresAtMs),
        refresh_token: refreshToken,
        session_expires_at: session.expires_at,
      },
      me: toMe(session),
    };
  };

  return {
    begin: async (work, userId, deviceName, proof) => {
      const sessionId = createId(work.clock);
      if (proof && !(await store.rememberProof(work.database, proof.jtiHash, work.at)))
        throw new ProblemError('auth/wrong-device');
      await store.insertSession(work.database, {
        id: sessionId,
        user_id: userId,
        device_name: deviceName,
        device_thumbprint: proof?.thumbprint ?? null,
        created_at: work.at,
        expires_at: iso(work.clock.now() + (proof ? sessionLifeMs : accessTokenLifeMs)),
      });
      const token = proof ? createRefreshToken({ organizationId: work.organizationId, sessionId }) : null;
      if (token !== null) await keepToken(work, sessionId, token);
      const { tokens, me } = await signedIn(work, sessionId, token);
      work.audit({ subject: { type: 'session', id: sessionId }, detail: { device_name: deviceName } });
      return { tokens, me };
    },

    organizationOf: (refreshToken) => {
      const names = readRefreshToken(refreshToken);
      if (!names) throw new ProblemError('auth/session-ended');
      return names.organizationId;
    },

    refresh: async (work, refreshToken, proof) => {
      const names = readRefreshToken(refreshToken);
      const session = names && (await store.lockSession(work.database, names.sessionId));
      const token = session && (await store.findRefreshToken(work.database, hashOf(refreshToken)));
      if (!names || !session || !token || token.session_id !== session.id) throw new ProblemError('auth/session-ended');
      if (session.ended_at !== null || session.expires_at <= work.at) throw new ProblemError('auth/session-ended');
      work.audit({
        subject: { type: 'session', id: session.id },
        actor: { id: session.user_id, name: session.full_name },
      });
      if (session.device_thumbprint !== proof.thumbprint) return wrongDevice(work, 'another key');
      if (!(await store.rememberProof(work.database, proof.jtiHash, work.at)))
        return wrongDevice(work, 'proof replayed');

      const successor = successorOf(refreshToken, names, successorKey);
      if (token.used_at === null) {
        await store.markRefreshTokenUsed(work.database, token.token_hash, work.at, hashOf(successor));
        await keepToken(work, session.id, successor);
      } else if (!(await isLostReply(work, token.used_at, hashOf(successor)))) {
        await store.endSession(work.database, session.id, work.at, 'refresh token reused');
        work.publish({ type: 'session-ended' }, `session:${session.id}`);
        return new Refusal('auth.refresh-reused', new ProblemError('auth/refresh-reused'));
      }
      const expiresAt = iso(renewedExpiry(Date.parse(session.expires_at), work.clock.now()));
      await store.touchSession(work.database, session.id, work.at, expiresAt);
      const { tokens, me } = await signedIn(work, session.id, successor);
      return { tokens, me };
    },

    me: async (database, actor, at) => {
      const session = await store.findOpenSession(database, actor.sessionId, at);
      if (!session) throw new ProblemError('auth/session-ended');
      return toMe(session);
    },

    list: async (database, actor, at) => {
      const sessions = await store.listOpenSessions(database, actor.userId, at);
      return sessions.map((session) => ({
        id: session.id,
        device_name: session.device_name,
        created_at: session.created_at,
        last_used_at: session.last_used_at,
        expires_at: session.expires_at,
        is_current: session.id === actor.sessionId,
      }));
    },

    signOut: async (work, actor) => {
      await endAndTell(work, actor.sessionId, 'signed out');
    },

    end: async (work, actor, sessionId) => {
      const session = await store.lockSession(work.database, sessionId);
      const mayEnd = session?.user_id === actor.userId || actor.permissions.has('user.session.end-any');
      if (!session || session.ended_at !== null || !mayEnd) throw new ProblemError('request/not-found');
      await endAndTell(work, sessionId, 'ended by a person');
      work.audit({ detail: { user_id: session.user_id } });
    },
  };
}

async function keepToken(work: UnitOfWork, sessionId: string, token: string): Promise<void> {
  const row = { token_hash: hashOf(token), session_id: sessionId, created_at: work.at };
  await store.insertRefreshToken(work.database, row);
}

async function endAndTell(work: UnitOfWork, sessionId: string, reason: string): Promise<void> {
  await store.endSession(work.database, sessionId, work.at, reason);
  work.publish({ type: 'session-ended' }, `session:${sessionId}`);
  work.audit({ subject: { type: 'session', id: sessionId } });
}

/** A used token again, within seconds of its use, while nobody has used its successor. */
async function isLostReply(work: UnitOfWork, usedAt: string, successorHash: string): Promise<boolean> {
  if (work.clock.now() - Date.parse(usedAt) > lostReplyGraceMs) return false;
  const successor = await store.findRefreshToken(work.database, successorHash);
  return successor?.used_at === null;
}

function wrongDevice(work: UnitOfWork, reason: string): Refusal {
  work.audit({ detail: { reason } });
  return new Refusal('auth.sign-in-refused', new ProblemError('auth/wrong-device'));
}

function toMe(session: store.OpenSession): Me {
  const role = roleSchema.parse(session.role);
  return {
    id: session.user_id,
    email: session.email,
    full_name: session.full_name,
    role,
    permissions: [...permissionsOf(role)].toSorted(),
    organization: { id: session.organization_id, name: session.organization_name, is_practice: session.is_practice },
    session: { id: session.session_id, expires_at: session.expires_at },
  };
}
