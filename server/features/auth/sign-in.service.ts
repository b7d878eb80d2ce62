/**
 * Signing in with e-mail address and password.
 *
 * Promise: somebody unknown is treated as somebody with a wrong password: the same statements in the same order, the
 * same hashing work, the same lock-out, an audit row. Unknown addresses are counted under the organisation of nobody.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import { nobodyOrganizationId } from '../../db/nobody.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { Refusal } from '../../http/handlers.ts';
import type { DeviceProof } from './dpop.ts';
import { afterFailure, lockedUntil, type LockState } from './lock-out.policy.ts';
import type { PasswordCheck } from './password.ts';
import type { SessionService, SignedIn } from './session.service.ts';
import { findLock, findUserByEmail, holdLock, type LockRow, saveLock } from './sign-in.store.ts';
import { hashOf } from './tokens.ts';

/** Who wants in, and whether the password was right. */
export type Candidate = {
  organizationId: string;
  user: { id: string; full_name: string } | undefined;
  emailHash: string;
  isPasswordRight: boolean;
};

export type SignInService = {
  /** Finds the account and checks the password, outside any transaction because hashing takes long. */
  examine(email: string, password: string): Promise<Candidate>;
  /** Lets the candidate in or counts the failure. */
  admit(
    work: UnitOfWork,
    candidate: Candidate,
    deviceName: string,
    proof: DeviceProof | undefined,
  ): Promise<SignedIn | Refusal>;
};

export function createSignInService(
  database: DatabaseDoor,
  clock: Clock,
  passwords: PasswordCheck,
  sessions: Pick<SessionService, 'begin'>,
): SignInService {
  return {
    examine: async (email, password) => {
      const organizationId = (await database.findSignInOrganization(email)) ?? nobodyOrganizationId;
      const emailHash = hashOf(email);
      const { found, lock } = await database.withTenant(organizationId, async (tenant) => ({
        found: await findUserByEmail(tenant, email),
        lock: await findLock(tenant, emailHash),
      }));
      const user = found?.is_active === true ? found : undefined;
      // A locked account costs no hashing: guessing must not keep the server busy.
      const isLocked = lockedUntil(toState(lock), clock.now()) !== null;
      const isPasswordRight = !isLocked && (await passwords.isRight(password, user?.password_hash));
      return { organizationId, user: user && { id: user.id, full_name: user.full_name }, emailHash, isPasswordRight };
    },

    admit: async (work, candidate, deviceName, proof) => {
      const { emailHash, user } = candidate;
      const nowMs = work.clock.now();
      if (user) work.audit({ subject: { type: 'user', id: user.id } });
      const state = toState(await holdLock(work.database, emailHash, work.at));
      const untilMs = lockedUntil(state, nowMs);
      if (untilMs !== null) {
        const retryAt = new Date(untilMs).toISOString();
        return new Refusal('auth.locked-out', new ProblemError('auth/locked-out', { retryAt }));
      }
      if (!user || !candidate.isPasswordRight) {
        const next = afterFailure(state, nowMs);
        await saveLock(work.database, emailHash, toRow(next));
        work.audit({ detail: { failures: next.failures } });
        return new Refusal('auth.sign-in-refused', new ProblemError('auth/invalid-credentials'));
      }
      await saveLock(work.database, emailHash, { failures: 0, last_failed_at: isoNow(work.clock), locked_until: null });
      work.audit({ actor: { id: user.id, name: user.full_name } });
      return sessions.begin(work, user.id, deviceName, proof);
    },
  };
}

const toState = (row: LockRow | undefined): LockState | undefined =>
  row && {
    failures: row.failures,
    lastFailedAtMs: Date.parse(row.last_failed_at),
    lockedUntilMs: row.locked_until === null ? null : Date.parse(row.locked_until),
  };

const toRow = (state: LockState): LockRow => ({
  failures: state.failures,
  last_failed_at: new Date(state.lastFailedAtMs).toISOString(),
  locked_until: state.lockedUntilMs === null ? null : new Date(state.lockedUntilMs).toISOString(),
});
