/**
 * Proof of possession of the device's key (DPoP, RFC 9449): a refresh token alone is useless.
 */
import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Clock } from '../../../shared/domain/clock.ts';

/** How far the proof's `iat` may be from the server's clock, and so how long its `jti` must be remembered. */
export const proofToleranceMs = 60_000;

export type DeviceProof = {
  /** RFC 7638 thumbprint of the device's public key. */
  thumbprint: string;
  /** Stands for this one proof; whoever accepts the proof must remember it. */
  jtiHash: string;
};

const headerSchema = z.object({
  jwk: z.strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    alg: z.string().optional(),
    use: z.string().optional(),
    key_ops: z.array(z.string()).optional(),
    ext: z.boolean().optional(),
    kid: z.string().optional(),
  }),
});
const payloadSchema = z.object({ jti: z.string().min(8).max(256), htm: z.string(), htu: z.url(), iat: z.number() });

const withoutQuery = (url: string): string => {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
};

/**
 * Checks signature, method, URL and age of a proof (RFC 9449 section 4.3). That its `jti` is new is the caller's to
 * check, in the transaction that the proof allows.
 * @throws ProblemError `auth/wrong-device`
 */
export async function verifyProof(
  proof: string,
  expected: { method: string; url: string },
  clock: Clock,
): Promise<DeviceProof> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      currentDate: new Date(clock.now()),
    });
    const { jwk } = headerSchema.parse(protectedHeader);
    const { jti, htm, htu, iat } = payloadSchema.parse(payload);
    const isFresh = Math.abs(iat * 1000 - clock.now()) <= proofToleranceMs;
    const isForThis = htm === expected.method && withoutQuery(htu) === withoutQuery(expected.url);
    if (!isFresh || !isForThis) throw new ProblemError('auth/wrong-device');
    const thumbprint = await calculateJwkThumbprint({ kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y });
    return { thumbprint, jtiHash: createHash('sha256').update(`${thumbprint} ${jti}`).digest('base64url') };
  } catch {
    throw new ProblemError('auth/wrong-device');
  }
}
