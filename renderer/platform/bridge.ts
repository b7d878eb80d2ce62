/**
 * The only way out of a window: `window.deskline`, put there by the preload. Nothing else in the windows touches it.
 * `invoke` answers with a `Result`; `request` throws a `ProblemError` for the query layer, which keeps errors itself.
 */
import { createProblem, type Problem, ProblemError } from '../../shared/contracts/core/problem.ts';
import { failed, type Result } from '../../shared/contracts/core/result.ts';
import type { DesklineBridge } from '../../shared/ipc/bridge.ts';
import type { ChannelName, ChannelReply, ChannelRequest, EventName, EventPayload } from '../../shared/ipc/ipc-map.ts';

declare global {
  interface Window {
    deskline?: DesklineBridge;
  }
}

const missing = (): Problem =>
  createProblem('ipc/untrusted-sender', { message: 'This page runs outside Deskline, so nothing can be done here.' });

/** Calls main. Never rejects. */
export async function invoke<N extends ChannelName>(
  channel: N,
  body: ChannelRequest<N>,
): Promise<Result<ChannelReply<N>>> {
  if (!window.deskline) return failed(missing());
  return window.deskline.invoke(channel, body);
}

/** Calls main and throws the problem of a failure as `RequestError`. */
export async function request<N extends ChannelName>(channel: N, body: ChannelRequest<N>): Promise<ChannelReply<N>> {
  const result = await invoke(channel, body);
  if (!result.ok) throw new RequestError(result.problem);
  return result.value;
}

/** Listens to main; returns the function that stops listening. */
export function listen<N extends EventName>(channel: N, listener: (payload: EventPayload<N>) => void): () => void {
  return window.deskline?.on(channel, listener) ?? (() => undefined);
}

/** A problem on its way through code that keeps errors, such as queries. */
export class RequestError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.message}`);
    this.name = 'RequestError';
    this.problem = problem;
  }
}

/** The problem behind anything that was thrown; what nobody foresaw becomes `server/internal` with its own words kept out. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RequestError || error instanceof ProblemError) return error.problem;
  return createProblem('server/internal', { message: 'Something went wrong in this window.' });
}
