import type { Handlers } from '../../http/handlers.ts';
import { liftHold, listHolds, placeHold } from './holds.service.ts';
import { listPurges, planPurge, resumePurge, runPurge } from './purge.service.ts';

type RetentionEndpoint =
  'listHolds' | 'placeHold' | 'liftHold' | 'listPurges' | 'planPurge' | 'runPurge' | 'resumePurge';

export const createRetentionHandlers = (): Handlers<RetentionEndpoint> => ({
  listHolds: async ({ database }) => ({ status: 200, body: { holds: await listHolds(database) } }),
  placeHold: async ({ work, actor, body }) => ({ status: 201, body: await placeHold(work, actor, body) }),
  liftHold: async ({ work, actor, params, body }) => ({
    status: 200,
    body: await liftHold(work, actor, params.id, body.reason),
  }),
  listPurges: async ({ database }) => ({ status: 200, body: { purges: await listPurges(database) } }),
  planPurge: async ({ work, actor }) => ({ status: 202, body: await planPurge(work, actor) }),
  runPurge: async ({ work, actor, params, body }) => ({
    status: 202,
    body: await runPurge(work, actor, params.id, body.reason),
  }),
  resumePurge: async ({ work, params }) => ({ status: 202, body: await resumePurge(work, params.id) }),
});
