/**
 * Who is signed in. The only holder of tokens.
 *
 *   restoring ──▶ signed-in ◀──▶ (renewing, single-flight)
 *       │            │  session refused, ended elsewhere, sign-out
 *       ▼            ▼
 *   signed-out ◀─────┘        queued work stays on the disk, bound to its person
 *
 * Server away at start: the person stays signed in with what is remembered, and the session is renewed when it is back.
 */
import type { Me, Session, Tokens } from '../../../shared/contracts/auth/auth.contract.ts';
import { createProblem, type Problem, ProblemError } from '../../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../../shared/contracts/core/result.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { SignInState } from '../../../shared/ipc/local-schemas.ts';
import type { DeviceKey } from '../../security/device-key.ts';
import type { Logger } from '../../os/logger.ts';
import { createSignal, type Signal } from '../../os/signal.ts';
import type { ApiClient, Authorizer } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';
import type { AuthLocalStore } from './auth.local-store.ts';

export type AuthService = {
  changed: Signal<SignInState>;
  /** Somebody is about to sign out: what must still be told in their name is told now. */
  leaving: Signal<null>;
  state: () => SignInState;
  /** The signed-in person, or null. */
  me: () => Me | null;
  /** @throws ProblemError `auth/required` */
  requireMe: () => Me;
  authorizer: Authorizer;
  restore: () => Promise<void>;
  signIn: (email: string, password: string) => Promise<SignInState>;
  signOut: () => Promise<void>;
  /** Forgets the session here: another server was chosen, or the feed says it was ended. */
  endHere: (reason: Problem | null) => void;
  /** Asks who this is now: name, role and permissions may have changed. */
  refreshMe: () => Promise<void>;
  listSessions: () => Promise<Session[]>;
  endSession: (id: string) => Promise<void>;
};

type AuthDependencies = {
  api: ApiClient;
  localStore: AuthLocalStore;
  deviceKey: DeviceKey;
  serverUrl: () => string;
  deviceName: string;
  /** Opens this person's password-wrapped keys. */
  unlockKeys: (userId: string, password: string) => Promise<void>;
  clock: Clock;
  logger: Logger;
};

/** Renewed this long before the access token ends. */
const renewAheadMs = 60_000;

export function createAuthService(dependencies: AuthDependencies): AuthService {
  const { api, localStore, deviceKey, serverUrl, deviceName, unlockKeys, clock, logger } = dependencies;
  const changed = createSignal<SignInState>((error) => logger.error('auth.listener-failed', {}, error));
  const leaving = createSignal<null>((error) => logger.error('auth.listener-failed', {}, error));
  let state: SignInState = { state: 'restoring' };
  let tokens: Tokens | null = null;
  let refreshToken: string | null = null;
  let renewing: Promise<Result<string>> | null = null;
  /** Answers to requests of a session that has been left are ignored. */
  let generation = 0;

  function set(next: SignInState): void {
    state = next;
    changed.emit(next);
  }
  /** False when the session was left while it was being written. */
  async function accept(reply: { tokens: Tokens; me: Me }): Promise<boolean> {
    const mine = generation;
    tokens = reply.tokens;
    refreshToken = reply.tokens.refresh_token;
    const isKept = refreshToken !== null && (await keep({ ...reply, refreshToken }));
    if (mine !== generation) {
      if (state.state === 'signed-out') localStore.clear();
      return false;
    }
    set({ state: 'signed-in', me: reply.me, isRemembered: localStore.isRemembered && isKept });
    return true;
  }
  /** A disk that takes nothing must not keep anybody from working. */
  async function keep(session: { tokens: Tokens; me: Me; refreshToken: string }): Promise<boolean> {
    const { session_expires_at: sessionExpiresAt } = session.tokens;
    try {
      await localStore.write({
        serverUrl: serverUrl(),
        refreshToken: session.refreshToken,
        sessionExpiresAt,
        me: session.me,
      });
      return true;
    } catch (error) {
      logger.error('auth.session-not-kept', {}, error);
      return false;
    }
  }
  function endHere(reason: Problem | null): void {
    if (state.state === 'signed-out') return;
    generation += 1;
    tokens = null;
    refreshToken = null;
    renewing = null;
    localStore.clear();
    logger.info('auth.signed-out', { code: reason?.code ?? null });
    set({ state: 'signed-out', reason });
  }

  /** The server's clock is known from its first answer; a proof made before may have been out of time. */
  async function proven<T>(
    id: 'signIn' | 'refreshSession',
    send: (dpop: string) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const prove = (): Promise<string> => deviceKey.prove('POST', api.urlOf(id));
    const result = await send(await prove());
    return result.ok || result.problem.code !== 'auth/wrong-device' ? result : send(await prove());
  }
  async function renewOnce(): Promise<Result<string>> {
    if (refreshToken === null) {
      const problem = createProblem('auth/session-ended');
      endHere(problem);
      return failed(problem);
    }
    const mine = generation;
    const body = { refresh_token: refreshToken };
    const result = await proven('refreshSession', (dpop) => api.call('refreshSession', { body }, { dpop }));
    if (mine !== generation) return failed(createProblem('auth/required'));
    if (!result.ok) {
      logger.warn('auth.renew-failed', { code: result.problem.code });
      if (result.problem.code.startsWith('auth/')) endHere(result.problem);
      return result;
    }
    if (!(await accept(result.value))) return failed(createProblem('auth/required'));
    return ok(result.value.tokens.access_token);
  }
  function renew(): Promise<Result<string>> {
    renewing ??= renewOnce().finally(() => {
      renewing = null;
    });
    return renewing;
  }

  return {
    changed,
    leaving,
    state: () => state,
    me: () => (state.state === 'signed-in' ? state.me : null),
    requireMe: () => {
      if (state.state !== 'signed-in') throw new ProblemError('auth/required');
      return state.me;
    },
    endHere,
    authorizer: {
      session: () => generation,
      accessToken: async (isRejected) => {
        if (state.state === 'signed-out') return failed(createProblem('auth/required'));
        const isGood = tokens !== null && Date.parse(tokens.access_expires_at) - clock.now() > renewAheadMs;
        if (tokens !== null && isGood && !isRejected) return ok(tokens.access_token);
        const isStillValid = tokens !== null && Date.parse(tokens.access_expires_at) > clock.now();
        // Without a refresh token (no proof accepted) the access token is used to its end.
        if (tokens !== null && refreshToken === null && isStillValid && !isRejected) return ok(tokens.access_token);
        return renew();
      },
      sessionRefused: endHere,
    },
    restore: async () => {
      const kept = await localStore.read(serverUrl());
      if (kept === null || Date.parse(kept.sessionExpiresAt) <= clock.now()) {
        set({ state: 'signed-out', reason: kept === null ? null : createProblem('auth/session-ended') });
        return;
      }
      refreshToken = kept.refreshToken;
      const result = await renew();
      const isAway = !result.ok && !result.problem.code.startsWith('auth/');
      if (isAway && state.state === 'restoring') set({ state: 'signed-in', me: kept.me, isRemembered: true });
    },
    signIn: async (email, password) => {
      const askedServer = serverUrl();
      const body = { email, password, device_name: deviceName };
      const reply = valueOf(await proven('signIn', (dpop) => api.call('signIn', { body }, { dpop })));
      generation += 1;
      await unlockKeys(reply.me.id, password);
      if (serverUrl() !== askedServer || !(await accept(reply))) throw new ProblemError('auth/required');
      logger.info('auth.signed-in', { user: reply.me.id });
      return state;
    },
    signOut: async () => {
      if (state.state === 'signed-in') {
        leaving.emit(null);
        await api.call('signOut', {}, { timeoutMs: 3000 });
      }
      endHere(null);
    },
    refreshMe: async () => {
      if (state.state !== 'signed-in') return;
      const mine = generation;
      const result = await api.call('getMe', {});
      if (!result.ok || mine !== generation || state.state !== 'signed-in') return;
      if (JSON.stringify(result.value) !== JSON.stringify(state.me)) set({ ...state, me: result.value });
    },
    listSessions: async () => valueOf(await api.call('listSessions', {})).sessions,
    endSession: async (id) => {
      valueOf(await api.call('endSession', { params: { id } }));
    },
  };
}
