import { createHash, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** `<organisation>.<session>.<secret>`: says where to look; only its hash is kept. */
export type RefreshToken = { organizationId: string; sessionId: string };

const idSchema = z.uuidv7();

/** What a refresh token names, or undefined when it is none. Nothing of it is proven yet. */
export function readRefreshToken(token: string): RefreshToken | undefined {
  const [organizationId, sessionId] = token.split('.');
  const names = z.object({ organizationId: idSchema, sessionId: idSchema }).safeParse({ organizationId, sessionId });
  return names.success ? names.data : undefined;
}

export const createRefreshToken = (names: RefreshToken): string =>
  `${names.organizationId}.${names.sessionId}.${randomBytes(32).toString('base64url')}`;

/**
 * The token that follows a used one. Derived, not random, so that a device whose reply was lost can be given the same
 * successor again although only hashes are kept.
 */
export const successorOf = (token: string, names: RefreshToken, key: Uint8Array): string =>
  `${names.organizationId}.${names.sessionId}.${createHmac('sha256', key).update(`successor ${token}`).digest('base64url')}`;

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
