import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';

export const createRetentionHandlers = (api: ApiClient) =>
  ({
    'retention:list-holds': async () => valueOf(await api.call('listHolds', {})),
    'retention:place-hold': async (body) => valueOf(await api.call('placeHold', { body })),
    'retention:lift-hold': async ({ id, reason }) =>
      valueOf(await api.call('liftHold', { params: { id }, body: { reason } })),
    'retention:list-purges': async () => valueOf(await api.call('listPurges', {})),
    'retention:plan-purge': async () => valueOf(await api.call('planPurge', {})),
    'retention:run-purge': async ({ id, reason }) =>
      valueOf(await api.call('runPurge', { params: { id }, body: { reason } })),
    'retention:resume-purge': async ({ id }) => valueOf(await api.call('resumePurge', { params: { id } })),
  }) satisfies Partial<IpcHandlers>;
