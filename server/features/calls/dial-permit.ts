/**
 * Dial permits: what an outbound INVITE must carry. A permit is bound to call, agent, number and caller id, lives for at
 * most a minute, and passes once.
 *
 * Compact JWS, EdDSA with Ed25519 (RFC 8037), `typ: dial-permit+jwt`. A PBX asks the server, or checks the signature with
 * the public key and keeps its own list of used `jti`.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, decodeJwt, errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';

/** The longest a permit lives. */
export const permitLifeMs = 60_000;

export type PermitTerms = {
  callId: string;
  /** SIP user that may send the INVITE. */
  agent: string;
  /** E.164, both. */
  phoneNumber: string;
  callerId: string;
  organizationId: string;
};
export type PermitClaims = PermitTerms & { jti: string };
/** Why a permit did not pass; only the audit log is told. */
export type PermitFault = 'malformed' | 'forged' | 'expired';

export type DialPermits = {
  /** Signs a permit that ends at `expiresAtMs`, to the second below. */
  issue(terms: PermitTerms, expiresAtMs: number): Promise<{ permit: string; expiresAt: string }>;
  verify(permit: string): Promise<{ claims: PermitClaims } | { fault: PermitFault }>;
};

const typ = 'dial-permit+jwt';
const privateJwkSchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().min(1),
  d: z.string().min(1),
});
const claimsSchema = z.object({
  jti: z.string(),
  sub: z.string(),
  agent: z.string(),
  number: z.string(),
  caller_id: z.string(),
  org: z.string(),
});

/** A new signing key, as the text of a private JWK. */
export const createPermitKey = (): string =>
  JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));

/**
 * Permits signed with a private Ed25519 JWK.
 * @throws Error when the text is no such key; it is not repeated in the message.
 */
export function createDialPermits(privateJwk: string, clock: Clock): DialPermits {
  const jwk = parseKey(privateJwk);
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  const keyId = calculateJwkThumbprint({ kty: jwk.kty, crv: jwk.crv, x: jwk.x });
  return {
    issue: async (terms, expiresAtMs) => {
      const expiresAt = Math.floor(expiresAtMs / 1000);
      const claims = {
        agent: terms.agent,
        number: terms.phoneNumber,
        caller_id: terms.callerId,
        org: terms.organizationId,
      };
      const permit = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', typ, kid: await keyId })
        .setJti(createId(clock))
        .setSubject(terms.callId)
        .setIssuedAt(Math.floor(clock.now() / 1000))
        .setExpirationTime(expiresAt)
        .sign(privateKey);
      return { permit, expiresAt: new Date(expiresAt * 1000).toISOString() };
    },
    verify: async (permit) => {
      try {
        const { payload } = await jwtVerify(permit, publicKey, {
          algorithms: ['EdDSA'],
          typ,
          currentDate: new Date(clock.now()),
          requiredClaims: ['exp', 'iat'],
        });
        const parsed = claimsSchema.safeParse(payload);
        if (!parsed.success) return { fault: 'malformed' };
        const { jti, sub, agent, number, caller_id: callerId, org } = parsed.data;
        return { claims: { jti, callId: sub, agent, phoneNumber: number, callerId, organizationId: org } };
      } catch (error) {
        return { fault: faultOf(error) };
      }
    },
  };
}

/** The organisation a permit claims to be of, believed by nobody: it says where the refusal is written down. */
export function claimedOrganization(permit: string): string | undefined {
  try {
    return z.string().safeParse(decodeJwt(permit)['org']).data;
  } catch {
    return undefined;
  }
}

function parseKey(text: string): z.output<typeof privateJwkSchema> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error('The permit key is not JSON');
  }
  const parsed = privateJwkSchema.safeParse(content);
  if (!parsed.success) throw new Error('The permit key is not a private Ed25519 JWK');
  return parsed.data;
}

function faultOf(error: unknown): PermitFault {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed)
    return 'forged';
  if (error instanceof errors.JOSEError) return 'malformed';
  throw error;
}
