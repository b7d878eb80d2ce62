import type { ErrorRequestHandler, Request, Response } from 'express';
import { createProblem, type Problem, ProblemError } from '../../shared/contracts/core/problem.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { isDatabaseAway, isDatabaseBusy, isUnkeepableValue } from '../db/pool.ts';

/** Makes of anything thrown what the caller may see. Only a `ProblemError` speaks for itself. */
export function toProblemError(error: unknown, clock: Clock): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isDatabaseAway(error) || isDatabaseBusy(error))
    return new ProblemError('server/unavailable', { retryAt: new Date(clock.now() + 2000).toISOString() });
  if (isUnkeepableValue(error))
    return new ProblemError('request/invalid', {
      issues: [{ path: 'body', message: 'Holds a character, number or date that cannot be kept' }],
    });
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return new ProblemError('request/too-large');
  if (typeof type === 'string' && /^(entity|encoding|charset|request|stream|parameters)[.]/.test(type))
    return new ProblemError('request/invalid', { issues: [{ path: 'body', message: 'Cannot be read' }] });
  if (error instanceof URIError) return new ProblemError('request/not-found');
  return new ProblemError('server/internal');
}

/** Sends a problem with its status, its request id and, where a retry makes sense, `Retry-After`. */
export function sendProblem(response: Response, status: number, problem: Problem, clock: Clock): void {
  if (problem.retry_at !== undefined) {
    const seconds = Math.max(1, Math.ceil((Date.parse(problem.retry_at) - clock.now()) / 1000));
    response.setHeader('Retry-After', String(seconds));
  }
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  const requestId = problem.request_id ?? requestIdOf(response.req);
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem, request_id: requestId }));
}

export const requestIdOf = (request: Request): string => (typeof request.id === 'string' ? request.id : '');

/** The last handler: nothing that goes wrong leaves the server in another form than a problem. */
export function problemHandler(clock: Clock): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const { problem, status } = toProblemError(error, clock);
    if (status >= 500) request.log.error({ err: error }, 'request failed');
    else if (isUnkeepableValue(error)) request.log.warn({ err: error }, 'a value that cannot be kept');
    if (response.headersSent) next(error);
    else sendProblem(response, status, problem, clock);
  };
}

export function notFound(clock: Clock) {
  return (_request: Request, response: Response): void =>
    sendProblem(response, 404, createProblem('request/not-found', { message: 'There is no such address.' }), clock);
}
