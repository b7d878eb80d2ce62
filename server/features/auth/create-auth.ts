import type { Clock } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { Authenticate } from '../../http/mount-contract.ts';
import { createAccessTokens } from './access-token.ts';
import { createAuthHandlers } from './auth.route.ts';
import { createAuthenticate } from './authenticate.ts';
import { createPasswordCheck } from './password.ts';
import { createSessionService } from './session.service.ts';
import { createSignInService } from './sign-in.service.ts';

/** Joins the parts of this feature. `accessKey` signs access tokens and derives the successors of refresh tokens. */
export function createAuth(parts: { database: DatabaseDoor; clock: Clock; accessKey: Uint8Array }): {
  authenticate: Authenticate;
  handlers: ReturnType<typeof createAuthHandlers>;
} {
  const { database, clock, accessKey } = parts;
  const accessTokens = createAccessTokens(accessKey, clock);
  const sessions = createSessionService(accessTokens, accessKey);
  const signIn = createSignInService(database, clock, createPasswordCheck(), sessions);
  return {
    authenticate: createAuthenticate(accessTokens),
    handlers: createAuthHandlers({ signIn, sessions, clock }),
  };
}
