import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';
import type { AccountsService } from './accounts.service.ts';

export const createAccountsHandlers = (service: AccountsService, api: ApiClient) =>
  ({
    'accounts:get-queue': () => service.getQueue(),
    'accounts:get': (id) => service.getAccount(id),
    'accounts:list': async (query) => valueOf(await api.call('listAccounts', { query })),
  }) satisfies Partial<IpcHandlers>;
