/**
 * The device's key: EC P-256, made here, kept by the secret store. Proofs by it bind the session to this device
 * (RFC 9449), so that a stolen refresh token alone is useless.
 */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import type { SecretStore } from './secrets.ts';

export type DeviceKey = {
  /** A DPoP proof for one request. `url` without query. */
  prove: (method: string, url: string) => Promise<string>;
  /** RFC 7638 thumbprint: names the key without telling it. */
  thumbprint: string;
};

const algorithm = 'ES256';

const privateJwkSchema = z.object({ kty: z.string(), crv: z.string(), x: z.string(), y: z.string(), d: z.string() });
type PrivateJwk = z.output<typeof privateJwkSchema>;

async function readOrMake(secrets: SecretStore): Promise<PrivateJwk> {
  const kept = await secrets.read('device-key');
  if (kept !== null) return privateJwkSchema.parse(JSON.parse(kept));
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = privateJwkSchema.parse(await exportJWK(privateKey));
  await secrets.write('device-key', JSON.stringify(jwk));
  return jwk;
}

export async function openDeviceKey(secrets: SecretStore, clock: Clock): Promise<DeviceKey> {
  const jwk = await readOrMake(secrets);
  const privateKey = await importJWK(jwk, algorithm);
  const { kty, crv, x, y } = jwk;
  const publicJwk = { kty, crv, x, y };
  return {
    thumbprint: await calculateJwkThumbprint(publicJwk),
    prove: (method, url) =>
      new SignJWT({ htm: method.toUpperCase(), htu: url, jti: createId(clock) })
        .setProtectedHeader({ alg: algorithm, typ: 'dpop+jwt', jwk: publicJwk })
        .setIssuedAt(Math.floor(clock.now() / 1000))
        .sign(privateKey),
  };
}
