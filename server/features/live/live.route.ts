import type { Clock } from '../../../shared/domain/clock.ts';
import type { Handlers } from '../../http/handlers.ts';
import { setAgentState } from './agent-state.service.ts';
import { readAgentTimes } from './agent-times.read-model.ts';
import type { LiveFeed } from './live-feed.service.ts';

export type LiveOptions = {
  feed: LiveFeed;
  clock: Clock;
  /** The PBX has queues in which a break can be a pause. */
  hasQueues: boolean;
};

export function createLiveHandlers({
  feed,
  clock,
  hasQueues,
}: LiveOptions): Handlers<'openLiveFeed' | 'setAgentState' | 'getAgentTimes'> {
  return {
    openLiveFeed: ({ actor, stream }) => feed.serve(actor, stream),
    setAgentState: async ({ actor, body, work }) => ({
      status: 200,
      body: await setAgentState(
        work,
        {
          agentId: actor.userId,
          state: body.state,
          reason: body.reason,
          isOutage: body.is_outage,
          since: body.since,
          accountId: body.account_id,
        },
        { hasQueues },
      ),
    }),
    getAgentTimes: async ({ actor, database, query }) => {
      const agentId = actor.permissions.has('floor.read') ? undefined : actor.userId;
      return { status: 200, body: { rows: await readAgentTimes(database, { date: query.date, agentId }, clock) } };
    },
  };
}
