import type { Handlers } from '../../http/handlers.ts';
import { listFacts, recordFact, takeBackFact } from './consumer-facts.service.ts';

type ConsumerFactEndpointId = 'listConsumerFacts' | 'recordConsumerFact' | 'takeBackConsumerFact';

export const createConsumerFactHandlers = (): Handlers<ConsumerFactEndpointId> => ({
  listConsumerFacts: async ({ database, params }) => ({
    status: 200,
    body: { facts: await listFacts(database, params.id) },
  }),
  recordConsumerFact: async ({ work, actor, params, body }) => ({
    status: 201,
    body: await recordFact(work, actor, params.id, body),
  }),
  takeBackConsumerFact: async ({ work, actor, params, body }) => ({
    status: 200,
    body: await takeBackFact(work, actor, params.id, body.reason),
  }),
});
