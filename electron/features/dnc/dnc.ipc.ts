import { createId } from '../../../shared/domain/ids.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { SavedItem } from '../../../shared/ipc/local-schemas.ts';
import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import type { OutboxWork } from '../../sync/outbox-kinds.ts';
import { valueOf } from '../../sync/value-of.ts';
import type { DncFiles } from './dnc-files.service.ts';

type Dependencies = { api: ApiClient; files: DncFiles; clock: Clock; report: (work: OutboxWork) => SavedItem };

export const createDncHandlers = ({ api, files, clock, report }: Dependencies) =>
  ({
    'dnc:list': async (query) => valueOf(await api.call('listDnc', { query })),
    'dnc:add': async (body) => valueOf(await api.call('addDnc', { body }, { idempotencyKey: createId(clock) })),
    'dnc:report': (payload) => report({ kind: 'dnc', payload }),
    'dnc:remove': async ({ id, reason }) => valueOf(await api.call('removeDnc', { params: { id }, body: { reason } })),
    'dnc:list-registries': async () => valueOf(await api.call('listDncRegistries', {})),
    'dnc:choose-file': () => files.choose(),
    'dnc:import': (request) => files.send(request),
    'dnc:export': (request) => files.save(request),
    'screening:list-litigators': async (query) => valueOf(await api.call('listLitigators', { query })),
    'screening:list-reassigned': async (query) => valueOf(await api.call('listReassignments', { query })),
    'screening:list-imports': async (query) => valueOf(await api.call('listScreeningImports', { query })),
    'screening:remove-litigator': async ({ id, reason }) =>
      valueOf(await api.call('removeLitigator', { params: { id }, body: { reason } })),
    'screening:take-back': async ({ id, reason }) =>
      valueOf(await api.call('takeBackScreeningImport', { params: { id }, body: { reason } })),
    'screening:import': (request) => files.sendScreening(request),
    'screening:export': (request) => files.saveScreening(request),
  }) satisfies Partial<IpcHandlers>;
