import type { Result } from '../contracts/core/result.ts';
import type { ChannelName, ChannelReply, ChannelRequest, EventName, EventPayload } from './ipc-map.ts';

/** What a preload puts on `window.deskline`: nothing but these two functions, limited to the window's own channels. */
export type DesklineBridge = {
  /** Calls main. Never rejects: a failure is the `Result`'s problem. */
  invoke: <N extends ChannelName>(channel: N, request: ChannelRequest<N>) => Promise<Result<ChannelReply<N>>>;
  /** Listens to main; returns the function that stops listening. The page never sees Electron's event object. */
  on: <N extends EventName>(channel: N, listener: (payload: EventPayload<N>) => void) => () => void;
};
