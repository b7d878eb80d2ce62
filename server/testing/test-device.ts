import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Clock } from '../../shared/domain/clock.ts';

export type ProofClaims = { method?: string; url: string; jti?: string; atMs?: number };

/** A desktop's key, as the desktop would hold it. */
export type TestDevice = { proof(claims: ProofClaims): Promise<string> };

/** Makes a device with a P-256 key of its own that signs DPoP proofs (RFC 9449). */
export async function createTestDevice(clock: Clock): Promise<TestDevice> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  return {
    proof: ({ method = 'POST', url, jti = randomUUID(), atMs = clock.now() }) =>
      new SignJWT({ htm: method, htu: url, jti, iat: Math.floor(atMs / 1000) })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(privateKey),
  };
}
