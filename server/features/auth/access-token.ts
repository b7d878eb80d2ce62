import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Clock } from '../../../shared/domain/clock.ts';

export const accessTokenLifeMs = 10 * 60_000;

export type AccessClaims = { organizationId: string; userId: string; sessionId: string };

const claimsSchema = z.object({ sub: z.string(), org: z.string(), sid: z.string() });
const expectations = { issuer: 'deskline', audience: 'deskline-api', algorithms: ['HS256'], typ: 'at+jwt' };

/** Signs and checks access tokens (RFC 9068 in form, HS256). A token names its session; only the row says if it is open. */
export type AccessTokens = {
  issue(claims: AccessClaims, expiresAtMs: number): Promise<string>;
  /** @throws ProblemError `auth/token-expired` or `auth/required` */
  verify(token: string): Promise<AccessClaims>;
};

export function createAccessTokens(key: Uint8Array, clock: Clock): AccessTokens {
  return {
    issue: (claims, expiresAtMs) =>
      new SignJWT({ org: claims.organizationId, sid: claims.sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: expectations.typ })
        .setSubject(claims.userId)
        .setIssuer(expectations.issuer)
        .setAudience(expectations.audience)
        .setIssuedAt(Math.floor(clock.now() / 1000))
        .setExpirationTime(Math.floor(expiresAtMs / 1000))
        .sign(key),
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, key, { ...expectations, currentDate: new Date(clock.now()) });
        const { sub, org, sid } = claimsSchema.parse(payload);
        return { organizationId: org, userId: sub, sessionId: sid };
      } catch (error) {
        throw new ProblemError(error instanceof errors.JWTExpired ? 'auth/token-expired' : 'auth/required');
      }
    },
  };
}
