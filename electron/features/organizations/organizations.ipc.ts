import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';

export const createOrganizationsHandlers = (api: ApiClient) =>
  ({
    'organizations:get-current': async () => valueOf(await api.call('getCurrentOrganization', {})),
    'organizations:get': async (id) => valueOf(await api.call('getOrganization', { params: { id } })),
    'organizations:set-reserved-permits': async (reserves) =>
      valueOf(await api.call('setReservedPermits', { body: { reserves_permits: reserves } })),
    'organizations:set-supervision-notice': async (shows) =>
      valueOf(await api.call('setSupervisionNotice', { body: { shows_supervision: shows } })),
  }) satisfies Partial<IpcHandlers>;
