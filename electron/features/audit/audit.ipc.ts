import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';

export const createAuditHandlers = (api: ApiClient) =>
  ({
    'audit:list': async (query) => valueOf(await api.call('listAudit', { query })),
  }) satisfies Partial<IpcHandlers>;
