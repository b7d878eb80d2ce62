import { z } from 'zod';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { permissionsOf, roles } from '../../../shared/domain/access/permissions.ts';
import type { Authenticate } from '../../http/mount-contract.ts';
import type { AccessTokens } from './access-token.ts';
import { findOpenSession } from './sessions.store.ts';

export const roleSchema = z.enum(roles);

/** How the server knows who asks: a signed token, then the session's row, so that an ended session ends at once. */
export function createAuthenticate(tokens: AccessTokens): Authenticate {
  return {
    verify: (token) => tokens.verify(token),
    load: async (database, claims, at) => {
      const session = await findOpenSession(database, claims.sessionId, at);
      if (!session || session.user_id !== claims.userId) throw new ProblemError('auth/session-ended');
      const role = roleSchema.parse(session.role);
      return {
        userId: session.user_id,
        organizationId: session.organization_id,
        sessionId: session.session_id,
        role,
        permissions: permissionsOf(role),
        fullName: session.full_name,
        email: session.email,
      };
    },
  };
}
