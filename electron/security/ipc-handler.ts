/**
 * What the door does with one call from a window: check the sender, parse the request, run the handler, parse the reply,
 * and answer with a `Result` whatever happens. Pure of Electron, so that it can be tried with a million odd payloads.
 * Promise: X2 (crash 0, typed refusal 100 %).
 */
import { z } from 'zod';
import { createProblem, ProblemError } from '../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../shared/contracts/core/result.ts';
import type { Channel, WindowKind } from '../../shared/ipc/define-channel.ts';
import type { ChannelName, ChannelReply, Channels, EventName, EventPayload } from '../../shared/ipc/ipc-map.ts';

/** Which window called. */
export type IpcContext = { window: WindowKind };
/** A handler returns the reply's value, or throws a `ProblemError`, which the door turns into a refusal. */
export type IpcHandler<N extends ChannelName> = (
  request: z.output<Channels[N]['request']>,
  context: IpcContext,
) => Promise<ChannelReply<N>> | ChannelReply<N>;
export type IpcHandlers = { [N in ChannelName]: IpcHandler<N> };
/** Tells every window that may listen to this event. */
export type Broadcast = <N extends EventName>(event: N, payload: EventPayload<N>) => void;

type Report = (channel: string, error: unknown) => void;

const issuesOf = (error: z.core.$ZodError): { path: string; message: string }[] =>
  error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), message: issue.message }));

/**
 * A handler whose request type is known to its channel only. Written as a method, so that every `IpcHandler` fits:
 * what it is called with has just been parsed with its own channel's schema.
 */
export type AnyIpcHandler = { handle(request: unknown, context: IpcContext): unknown }['handle'];

/** Answers one call. `window` is the kind of window that called, or null for a sender that is none of ours. */
export async function answerIpcCall(
  name: string,
  channel: Channel,
  handler: AnyIpcHandler,
  window: WindowKind | null,
  payload: readonly unknown[],
  report: Report,
): Promise<Result<unknown>> {
  try {
    if (window === null || !channel.windows.includes(window)) return failed(createProblem('ipc/untrusted-sender'));
    const request = z.safeParse(channel.request, payload[0]);
    if (!request.success || payload.length > 1) {
      return failed(createProblem('ipc/invalid-payload', request.success ? {} : { issues: issuesOf(request.error) }));
    }
    const reply = z.safeParse(channel.reply, await handler(request.data, { window }));
    if (reply.success) return ok(reply.data);
    report(name, reply.error);
    return failed(createProblem('local/unexpected'));
  } catch (error) {
    if (error instanceof ProblemError) return failed(error.problem);
    report(name, error);
    return failed(createProblem('local/unexpected'));
  }
}
