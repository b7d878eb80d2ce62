import type { Contract, EndpointId } from '../../shared/contracts/contract.ts';
import type { BodyOf, RequestOf } from '../../shared/contracts/core/define-endpoint.ts';
import { createProblem, type Problem } from '../../shared/contracts/core/problem.ts';
import { failed, type Result } from '../../shared/contracts/core/result.ts';
import type { ApiClient } from '../sync/api-client.ts';

export type Asked = { id: EndpointId; request: { params?: unknown; query?: unknown; body?: unknown } };
type Answers = { [I in EndpointId]?: (request: RequestOf<Contract[I]>) => Result<BodyOf<Contract[I]>> };

/** A server that answers as the test says, and is away for everything else. */
export function fakeApi(answers: Answers) {
  const asked: Asked[] = [];
  const table: Readonly<Partial<Record<EndpointId, { answer(request: unknown): Result<unknown> }['answer']>>> = answers;
  function call<I extends EndpointId>(id: I, request: RequestOf<Contract[I]>): Promise<Result<BodyOf<Contract[I]>>>;
  function call(id: EndpointId, request: Asked['request']): Promise<Result<unknown>> {
    asked.push({ id, request });
    return Promise.resolve(table[id]?.(request) ?? refusal('network/offline'));
  }
  const api: ApiClient = { call, stream: () => Promise.reject(new Error('no stream here')), urlOf: () => '' };
  return { api, asked, answers, countOf: (id: EndpointId) => asked.filter((each) => each.id === id).length };
}

export const refusal = (code: Problem['code']): Result<never> => failed(createProblem(code));
