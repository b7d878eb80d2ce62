/**
 * The key that seals chains of decisions: Ed25519 (RFC 8032) as a JWK (RFC 8037). Who has only the public part can prove
 * seals, but make none.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { z } from 'zod';

const publicJwkSchema = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().min(1) });
const privateJwkSchema = publicJwkSchema.extend({ d: z.string().min(1) });

export type SealVerifier = {
  /** RFC 7638 thumbprint, base64url. */
  keyId: string;
  /** Whether this key signed the hash (hexadecimal). */
  verify(hash: string, signature: string): boolean;
};
export type SealSigner = SealVerifier & {
  /** Signature over the bytes of a hash (hexadecimal), base64url. */
  sign(hash: string): string;
};

/** A new key, as the text of a private JWK. */
export const createSealKey = (): string =>
  JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));

/** @throws Error when the text is no private Ed25519 JWK; it is not repeated in the message. */
export function createSealSigner(text: string): SealSigner {
  const jwk = parse(text, privateJwkSchema, 'a private Ed25519 JWK');
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  return {
    ...createSealVerifier(text),
    sign: (hash) => sign(null, Buffer.from(hash, 'hex'), key).toString('base64url'),
  };
}

/** @throws Error when the text is neither a public nor a private Ed25519 JWK. */
export function createSealVerifier(text: string): SealVerifier {
  const { kty, crv, x } = parse(text, publicJwkSchema, 'an Ed25519 JWK');
  const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  return {
    keyId: createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url'),
    verify: (hash, signature) => verify(null, Buffer.from(hash, 'hex'), key, Buffer.from(signature, 'base64url')),
  };
}

function parse<T>(text: string, schema: z.ZodType<T>, kind: string): T {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error('The seal key is not JSON');
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw new Error(`The seal key is not ${kind}`);
  return parsed.data;
}
