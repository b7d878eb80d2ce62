import type { Request } from 'express';
import { z } from 'zod';
import type { Endpoint } from '../../shared/contracts/core/define-endpoint.ts';
import { type Problem, ProblemError } from '../../shared/contracts/core/problem.ts';
import type { Reply } from '../db/reply.ts';

type Part = 'params' | 'query' | 'body';

/**
 * The declared parts of a request, parsed.
 * @throws ProblemError `request/invalid` with one issue per failed field, such as `body.phone_number`.
 */
export function parseRequest(endpoint: Endpoint, request: Request): Partial<Record<Part, unknown>> {
  const parsed: Partial<Record<Part, unknown>> = {};
  const issues: NonNullable<Problem['issues']> = [];
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = endpoint[part];
    if (!schema) continue;
    const given: unknown = request[part];
    const result = z.safeParse(schema, given ?? {});
    if (result.success) parsed[part] = result.data;
    else
      for (const issue of result.error.issues)
        issues.push({ path: [part, ...issue.path.map(String)].join('.'), message: issue.message });
  }
  if (issues.length > 0) throw new ProblemError('request/invalid', { issues });
  return parsed;
}

const replySchema = z.object({ status: z.int(), body: z.unknown() });

/** A handler's reply as the contract declares it. @throws Error for an undeclared status or a body of another shape. */
export function parseReply(id: string, endpoint: Endpoint, output: unknown): Reply {
  const { status, body } = replySchema.parse(output);
  const schema = endpoint.replies[status];
  if (!schema) throw new Error(`${id}: replied with the undeclared status ${status}`);
  const result = z.safeParse(schema, body);
  if (result.success) return { status, body: result.data };
  const where = result.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.code}`);
  throw new Error(`${id}: replied ${status} with another shape than declared (${where.join('; ')})`);
}
