/**
 * Permits that the PBX, or whoever carries a message, redeems at the server: compact JWS, EdDSA with Ed25519 (RFC 8037), each kind with a `typ` of its
 * own, so that one is never taken for another. A PBX asks the server, or checks the signature with the public key and keeps its
 * own list of used `jti`.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, decodeJwt, errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { nobodyOrganizationId } from '../../db/nobody.ts';

/** The longest a permit lives. */
export const permitLifeMs = 60_000;

/** A permit ends after its life, or with the minute if what it permits would not be lawful any more by then. */
export function permitEndMs(startedAtMs: number, isPermittedAt: (atMs: number) => boolean): number {
  const endMs = startedAtMs + permitLifeMs;
  return isPermittedAt(endMs) ? endMs : Math.ceil((startedAtMs + 1) / 60_000) * 60_000;
}

/** Why a permit did not pass; only the audit log is told. */
export type PermitFault = 'malformed' | 'forged' | 'expired';
export type PermitVerdict<Claims> = { claims: Claims } | { fault: PermitFault };

/** What every permit says, whatever it permits. */
export type PermitClaims = {
  jti: string;
  /** What is permitted: the id of a call, of a supervision or of a message. */
  sub: string;
  organizationId: string;
};

export type PermitSigner = {
  /** Signs a permit that ends at `expiresAtMs`, to the second below. */
  issue(
    typ: string,
    terms: { sub: string; organizationId: string; claims: Readonly<Record<string, string>> },
    expiresAtMs: number,
  ): Promise<{ permit: string; expiresAt: string }>;
  /** Checks signature, kind and age, and the kind's own claims by their schema. */
  verify<Own extends Record<string, unknown>>(
    typ: string,
    permit: string,
    own: z.ZodType<Own>,
  ): Promise<PermitVerdict<PermitClaims & Own>>;
};

const privateJwkSchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().min(1),
  d: z.string().min(1),
});
const commonClaimsSchema = z.object({ jti: z.string(), sub: z.string(), org: z.string() });

/** A new signing key, as the text of a private JWK. */
export const createPermitKey = (): string =>
  JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));

/**
 * Permits signed with a private Ed25519 JWK.
 * @throws Error when the text is no such key; it is not repeated in the message.
 */
export function createPermitSigner(privateJwk: string, clock: Clock): PermitSigner {
  const jwk = parseKey(privateJwk);
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  const keyId = calculateJwkThumbprint({ kty: jwk.kty, crv: jwk.crv, x: jwk.x });
  return {
    issue: async (typ, terms, expiresAtMs) => {
      const expiresAt = Math.floor(expiresAtMs / 1000);
      const permit = await new SignJWT({ ...terms.claims, org: terms.organizationId })
        .setProtectedHeader({ alg: 'EdDSA', typ, kid: await keyId })
        .setJti(createId(clock))
        .setSubject(terms.sub)
        .setIssuedAt(Math.floor(clock.now() / 1000))
        .setExpirationTime(expiresAt)
        .sign(privateKey);
      return { permit, expiresAt: new Date(expiresAt * 1000).toISOString() };
    },
    verify: async (typ, permit, own) => {
      try {
        const { payload } = await jwtVerify(permit, publicKey, {
          algorithms: ['EdDSA'],
          typ,
          currentDate: new Date(clock.now()),
          requiredClaims: ['exp', 'iat'],
        });
        const common = commonClaimsSchema.safeParse(payload);
        const parsed = own.safeParse(payload);
        if (!common.success || !parsed.success) return { fault: 'malformed' };
        const { jti, sub, org } = common.data;
        return { claims: { ...parsed.data, jti, sub, organizationId: org } };
      } catch (error) {
        return { fault: faultOf(error) };
      }
    },
  };
}

/**
 * The organisation whose log hears about a permit: the one that issued it; for one that nobody issued, the one it names,
 * or the only one there is, else nobody's.
 */
export async function accountableOrganization(
  permit: string,
  verdict: PermitVerdict<PermitClaims>,
  listOrganizationIds: () => Promise<string[]>,
): Promise<string> {
  if ('claims' in verdict) return verdict.claims.organizationId;
  const known = (await listOrganizationIds()).filter((id) => id !== nobodyOrganizationId);
  const claimed = claimedOrganization(permit);
  const named = known.find((id) => id === claimed);
  const only = known.length === 1 ? known[0] : undefined;
  return named ?? only ?? nobodyOrganizationId;
}

/** The organisation a permit claims to be of, believed by nobody: it says where the refusal is written down. */
function claimedOrganization(permit: string): string | undefined {
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
