import { ProblemError } from '../../shared/contracts/core/problem.ts';
import type { Result } from '../../shared/contracts/core/result.ts';

/** The value of a result, or its problem thrown whole. */
export const valueOf = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  const { code, message, issues, request_id, retry_at, detail } = result.problem;
  throw new ProblemError(code, {
    message,
    ...(issues ? { issues } : {}),
    ...(request_id === null ? {} : { requestId: request_id }),
    ...(retry_at === undefined ? {} : { retryAt: retry_at }),
    ...(detail === undefined ? {} : { detail }),
  });
};
