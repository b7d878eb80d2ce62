import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';
import type { CallsService } from './calls.service.ts';

export const createCallsHandlers = (service: CallsService, api: ApiClient) =>
  ({
    'calls:dial': (request) => service.dial(request),
    'calls:save-disposition': (request) => service.saveDisposition(request),
    'calls:save-draft': (draft) => {
      service.saveDraft(draft);
      return null;
    },
    'calls:get-draft': (callId) => service.getDraft(callId),
    'calls:list': async (query) => valueOf(await api.call('listCalls', { query })),
  }) satisfies Partial<IpcHandlers>;
