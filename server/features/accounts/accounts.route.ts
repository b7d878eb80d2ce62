import type { Clock } from '../../../shared/domain/clock.ts';
import type { Handlers } from '../../http/handlers.ts';
import { getAccount, listAccounts } from './accounts.service.ts';
import { getQueue, type QueueCompliance } from './queue.service.ts';

export function createAccountHandlers(options: {
  clock: Clock;
  compliance: QueueCompliance;
}): Handlers<'listAccounts' | 'getAccount' | 'getQueue'> {
  return {
    listAccounts: async ({ database, query }) => ({ status: 200, body: await listAccounts(database, query) }),
    getAccount: async ({ database, actor, params }) => ({
      status: 200,
      body: await getAccount(database, actor, params.id, options),
    }),
    getQueue: async ({ database, actor, query }) => ({
      status: 200,
      body: await getQueue(database, { agentId: actor.userId, limit: query.limit }, options),
    }),
  };
}
