import type { Handlers } from '../../http/handlers.ts';
import { setAgentState } from './agent-state.service.ts';
import type { LiveFeed } from './live-feed.service.ts';

export function createLiveHandlers(feed: LiveFeed): Handlers<'openLiveFeed' | 'setAgentState'> {
  return {
    openLiveFeed: ({ actor, stream }) => feed.serve(actor, stream),
    setAgentState: async ({ actor, body, work }) => ({
      status: 200,
      body: await setAgentState(work, {
        agentId: actor.userId,
        state: body.state,
        since: body.since,
        accountId: body.account_id,
      }),
    }),
  };
}
