import type { SavedItem } from '../../../shared/ipc/local-schemas.ts';
import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import type { OutboxWork } from '../../sync/outbox-kinds.ts';
import { valueOf } from '../../sync/value-of.ts';

type Dependencies = { api: ApiClient; report: (work: OutboxWork) => SavedItem };

export const createConsumerFactHandlers = ({ api, report }: Dependencies) =>
  ({
    'consumer-facts:list': async (id) => valueOf(await api.call('listConsumerFacts', { params: { id } })),
    'consumer-facts:report': (payload) => report({ kind: 'consumer-fact', payload }),
    'consumer-facts:take-back': async ({ id, reason }) =>
      valueOf(await api.call('takeBackConsumerFact', { params: { id }, body: { reason } })),
  }) satisfies Partial<IpcHandlers>;
