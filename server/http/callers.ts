import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { ProblemError } from '../../shared/contracts/core/problem.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in constant time, whatever the lengths. */
const isSecret = (given: string, secret: string): boolean => timingSafeEqual(digest(given), digest(secret));

const bearerOf = (request: Request): string => /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '';

/** Lets the PBX in, by its own secret. Without one configured nobody is let in. */
export function createRequirePbx(secret: string | undefined) {
  return (request: Request): void => {
    if (secret === undefined || !isSecret(bearerOf(request), secret)) throw new ProblemError('auth/required');
  };
}

/** Lets monitoring in: by its token when one is configured, else only from this machine. */
export function createRequireMonitoring(token: string | undefined) {
  return (request: Request): void => {
    const isAllowed = token === undefined ? isLoopback(request.ip) : isSecret(bearerOf(request), token);
    if (!isAllowed) throw new ProblemError('auth/required');
  };
}

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(127[.]|::1$|::ffff:127[.])/.test(address);
