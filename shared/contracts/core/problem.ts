import { z } from 'zod';
import { type ErrorCode, errorCodes } from './error-codes.ts';

const isErrorCode = (name: string): name is ErrorCode => name in errorCodes;
export const errorCodeSchema = z.enum(Object.keys(errorCodes).filter(isErrorCode));

/** One failed field of a request: where it stands (`body.phone_number`) and what is wrong with it. */
export const fieldIssueSchema = z.object({ path: z.string(), message: z.string() });

/** The body of every refusal. `request_id` is what a person quotes to support and what the log line carries. */
export const problemSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  next: z.string(),
  request_id: z.string().nullable().default(null),
  /** Fields that were refused (`request/invalid`). */
  issues: z.array(fieldIssueSchema).optional(),
  /** When a retry makes sense, ISO 8601 UTC (`auth/locked-out`, `request/rate-limited`, `server/unavailable`). */
  retry_at: z.iso.datetime().optional(),
  /** What the code alone cannot say: the compliance decision (`compliance/blocked`), the current version (`sync/version-conflict`). */
  detail: z.unknown().optional(),
});
export type Problem = z.output<typeof problemSchema>;

type ProblemExtras = {
  message?: string;
  requestId?: string;
  issues?: Problem['issues'];
  retryAt?: string;
  detail?: unknown;
};

/** Builds the problem of a code from the closed list; `message` narrows the general sentence where more is known. */
export function createProblem(code: ErrorCode, extras: ProblemExtras = {}): Problem {
  const { message, next } = errorCodes[code];
  return {
    code,
    message: extras.message ?? message,
    next,
    request_id: extras.requestId ?? null,
    ...(extras.issues ? { issues: extras.issues } : {}),
    ...(extras.retryAt ? { retry_at: extras.retryAt } : {}),
    ...(extras.detail === undefined ? {} : { detail: extras.detail }),
  };
}

/** An expected failure on its way to the person who must see it. The only error class that crosses feature borders. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly status: number;
  constructor(code: ErrorCode, extras: ProblemExtras = {}) {
    const problem = createProblem(code, extras);
    super(`${code}: ${problem.message}`);
    this.name = 'ProblemError';
    this.problem = problem;
    this.status = errorCodes[code].status;
  }
}
