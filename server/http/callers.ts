import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { ProblemError } from '../../shared/contracts/core/problem.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in constant time, whatever the lengths. */
const isSecret = (given: string, secret: string): boolean => timingSafeEqual(digest(given), digest(secret));

const tokenIn = (authorization: string | undefined): string => /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '';
const bearerOf = (request: Request): string => tokenIn(request.get('authorization'));

/** Lets the PBX in, by its own secret. Without one configured nobody is let in. */
export function createRequirePbx(secret: string | undefined) {
  return (request: Request): void => {
    if (secret === undefined || !isSecret(bearerOf(request), secret)) throw new ProblemError('auth/required');
  };
}

/** Who sends messages: for one organization, under the name of one of its people, in whose chain the decisions stand. */
export type Sender = { name: string; token: string; organizationId: string; userId: string };
export type Senders = {
  /** The sender of an `Authorization` header. @throws ProblemError `auth/required` */
  require(authorization: string | undefined): Omit<Sender, 'token'>;
};

/** Lets senders in, each by a token of its own. Without one configured nobody is let in. */
export function createSenders(senders: readonly Sender[]): Senders {
  return {
    require: (authorization) => {
      const given = tokenIn(authorization);
      const found = senders.find(({ token }) => isSecret(given, token));
      if (!found) throw new ProblemError('auth/required');
      const { token: _token, ...sender } = found;
      return sender;
    },
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
