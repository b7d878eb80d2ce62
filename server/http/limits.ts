/**
 * How often one caller may ask. Counted per process: with several servers the limit is per server. Guessing of
 * passwords is stopped by the lock-out in the database, not by these limits.
 */
import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { createProblem } from '../../shared/contracts/core/problem.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { sendProblem } from './problem-reply.ts';

const windowMs = 60_000;

export type LimitsPerMinute = {
  /** Of one address; a whole floor may sit behind it. */
  address: number;
  /** Of one access token. */
  session: number;
  /**
   * Of one access token, for work that was queued and carries its `Idempotency-Key`: a day offline drains in a minute. Of one
   * sender of messages as well.
   */
  queued: number;
  /** Sign-in attempts of one address. */
  signIn: number;
};

export const defaultLimits: LimitsPerMinute = { address: 60_000, session: 1200, queued: 12_000, signIn: 60 };

const isUnlimited = (request: Request): boolean =>
  request.path.startsWith('/api/health/') || request.path === '/metrics' || request.path.startsWith('/api/pbx/');
const isQueued = (request: Request): boolean =>
  request.get('idempotency-key') !== undefined || request.path.startsWith('/api/contacts/');
const sessionOf = (request: Request): string =>
  createHash('sha256')
    .update(request.get('authorization') ?? '')
    .digest('base64url');
const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? '');

/** The general limits, then the stricter one of sign-in. Health checks, metrics and the PBX are not limited. */
export function createLimits(limits: LimitsPerMinute, clock: Clock): RequestHandler[] {
  const refuse = (_request: Request, response: Response): void => {
    const retryAt = new Date(clock.now() + windowMs).toISOString();
    sendProblem(response, 429, createProblem('request/rate-limited', { retryAt }), clock);
  };
  const common = { windowMs, standardHeaders: 'draft-8' as const, legacyHeaders: false, handler: refuse };
  return [
    rateLimit({ ...common, identifier: 'address', limit: limits.address, keyGenerator: addressOf, skip: isUnlimited }),
    rateLimit({
      ...common,
      identifier: 'session',
      limit: limits.session,
      keyGenerator: sessionOf,
      skip: (request) => isUnlimited(request) || isQueued(request) || request.get('authorization') === undefined,
    }),
    rateLimit({
      ...common,
      identifier: 'queued',
      limit: limits.queued,
      keyGenerator: sessionOf,
      skip: (request) => !isQueued(request) || request.get('authorization') === undefined,
    }),
    rateLimit({
      ...common,
      identifier: 'sign-in',
      limit: limits.signIn,
      keyGenerator: addressOf,
      skip: (request) => request.path !== '/api/auth/signin',
    }),
  ];
}
