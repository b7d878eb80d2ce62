import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Endpoint } from '../../shared/contracts/core/define-endpoint.ts';
import { ProblemError } from '../../shared/contracts/core/problem.ts';

const keyPattern = /^[\x21-\x7e]{8,128}$/;

/**
 * The claim of a request's `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): the key and what it stands
 * for. Endpoints that declare `none` ignore the header.
 * @throws ProblemError `sync/idempotency-key-missing`, or `request/invalid` for a key that is none.
 */
export function claimOf(
  id: string,
  endpoint: Endpoint,
  request: Request,
): { key: string; requestHash: string } | undefined {
  const key = request.get('idempotency-key');
  if (endpoint.idempotency === undefined || endpoint.idempotency === 'none') return undefined;
  if (key === undefined) {
    if (endpoint.idempotency === 'optional') return undefined;
    throw new ProblemError('sync/idempotency-key-missing');
  }
  if (!keyPattern.test(key)) {
    const issue = { path: 'headers.idempotency-key', message: '8 to 128 visible ASCII characters' };
    throw new ProblemError('request/invalid', { issues: [issue] });
  }
  const body: unknown = request.body;
  const what = canonical([id, request.originalUrl, body ?? null]);
  return { key, requestHash: createHash('sha256').update(what).digest('base64url') };
}

/** JSON with sorted keys, so that the same request always reads the same. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
