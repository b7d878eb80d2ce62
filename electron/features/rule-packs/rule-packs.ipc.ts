import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';

export const createRulePackHandlers = (api: ApiClient) =>
  ({
    'rule-packs:list': async () => valueOf(await api.call('listRulePacks', {})),
    'rule-packs:set-mode': async ({ packId, ...body }) =>
      valueOf(await api.call('setRulePackMode', { params: { id: packId }, body })),
  }) satisfies Partial<IpcHandlers>;
