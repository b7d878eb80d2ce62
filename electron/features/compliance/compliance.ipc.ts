import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';

/** Never from a cache: a verdict of a moment ago is no verdict. */
export const createComplianceHandlers = (api: ApiClient) =>
  ({
    'compliance:evaluate-pre-dial': async ({ phoneNumber, accountId }) =>
      valueOf(await api.call('evaluatePreDial', { body: { phone_number: phoneNumber, account_id: accountId } })),
  }) satisfies Partial<IpcHandlers>;
