/**
 * Logs: one JSON line each, on stdout. What must never be in them is taken out here: credentials, proofs, passwords,
 * phone numbers and names. Bodies and query strings are not logged at all.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DestinationStream, type Logger, pino } from 'pino';
import { type HttpLogger, pinoHttp } from 'pino-http';

export type { Logger } from 'pino';

const secretKeys = [
  'authorization',
  'cookie',
  'dpop',
  'password',
  'password_hash',
  'secret',
  'token',
  'access_token',
  'refresh_token',
  'permit',
  'dial_permit',
  'credential',
  'phone_number',
  'caller_id',
  'full_name',
  'consumer_name',
  'display_name',
  'email',
  'notes',
];

/** E.164 numbers and compact JWS anywhere in a text, such as an error's message. */
export const redactText = (text: string): string =>
  text
    .replaceAll(/\+[1-9]\d{6,14}\b/g, '[phone number]')
    .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[token]')
    .replaceAll(/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[e-mail]')
    .replaceAll(/(postgres(?:ql)?:\/\/)[^@\s]+@/g, '$1[credentials]@');

/** The detail of a database error repeats the row (`Key (email)=(…)`), so only its code and place are kept. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: redactText(String(error)) };
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: redactText(error.message),
    ...(code === undefined ? {} : { code }),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** The server's log. `destination` is for tests. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { app: 'deskline-server', pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.headers.${key}`]),
      censor: '[redacted]',
    },
    serializers: { err: describeError, error: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

const requestIdPattern = /^[\w.-]{8,64}$/;

/** Gives every request an id (`X-Request-Id`, taken over when it is a sane one) and logs it when it is done. */
export function requestLog(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    genReqId: (request: IncomingMessage, response: ServerResponse) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    customLogLevel: (_request, response) => {
      if (response.statusCode >= 500) return 'error';
      return response.statusCode >= 400 ? 'warn' : 'info';
    },
    autoLogging: { ignore: (request) => request.url === '/api/health/live' || request.url === '/metrics' },
    serializers: {
      req: (request: { id: unknown; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: redactText(request.url.split('?')[0] ?? ''),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  });
}
