/** What an order is answered with. An order that makes no sense now is answered with its problem and changes nothing. */
import { createProblem, type Problem } from '../../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../../shared/contracts/core/result.ts';

export type Answer = Result<null>;

export const done: Answer = ok(null);
export const refuse = (code: Problem['code'], message?: string): Answer =>
  failed(createProblem(code, message === undefined ? {} : { message }));
