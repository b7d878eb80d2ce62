import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { type Handlers, Refusal, type RequestContext } from '../../http/handlers.ts';
import { type DeviceProof, verifyProof } from './dpop.ts';
import type { SessionService, SignedIn } from './session.service.ts';
import type { SignInService } from './sign-in.service.ts';

export type AuthDependencies = { signIn: SignInService; sessions: SessionService; clock: Clock };

/** Whoever is not signed in yet, as the audit log names them. */
const stranger = { id: null, name: 'Unknown' };

export function createAuthHandlers(
  dependencies: AuthDependencies,
): Handlers<'signIn' | 'refreshSession' | 'signOut' | 'getMe' | 'listSessions' | 'endSession'> {
  const { signIn, sessions, clock } = dependencies;
  const proofOf = async (context: RequestContext): Promise<DeviceProof | undefined> => {
    const proof = context.header('dpop');
    return proof === undefined ? undefined : verifyProof(proof, { method: 'POST', url: context.url }, clock);
  };
  return {
    signIn: async ({ body, context, transact }) => {
      const proof = await proofOf(context);
      const candidate = await signIn.examine(body.email, body.password);
      return transact({ organizationId: candidate.organizationId, actor: stranger }, async (work) =>
        toReply(await signIn.admit(work, candidate, body.device_name, proof)),
      );
    },
    refreshSession: async ({ body, context, transact }) => {
      const organizationId = sessions.organizationOf(body.refresh_token);
      const proof = await proofOf(context);
      if (!proof) throw new ProblemError('auth/wrong-device');
      return transact({ organizationId, actor: stranger }, async (work) =>
        toReply(await sessions.refresh(work, body.refresh_token, proof)),
      );
    },
    signOut: async ({ work, actor }) => {
      await sessions.signOut(work, actor);
      return { status: 200, body: { ended: true } };
    },
    getMe: async ({ database, actor }) => ({ status: 200, body: await sessions.me(database, actor, isoNow(clock)) }),
    listSessions: async ({ database, actor }) => ({
      status: 200,
      body: { sessions: await sessions.list(database, actor, isoNow(clock)) },
    }),
    endSession: async ({ work, actor, params }) => {
      await sessions.end(work, actor, params.id);
      return { status: 200, body: { ended: true } };
    },
  };
}

const toReply = (outcome: SignedIn | Refusal): Refusal | { status: 200; body: SignedIn } =>
  outcome instanceof Refusal ? outcome : { status: 200, body: outcome };
