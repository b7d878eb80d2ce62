import type { Handlers } from '../../http/handlers.ts';
import { addNumber, listDnc, listRegistries, removeEntry } from './dnc.service.ts';
import { exportList, exportScreening, type ExportDoor } from './export.service.ts';
import { importFile } from './import.service.ts';
import {
  importLitigators,
  importReassignments,
  listLitigators,
  listReassignments,
  listScreeningImports,
  removeLitigator,
  takeBackImport,
} from './screening.service.ts';

type ScreeningEndpointId =
  | 'listLitigators'
  | 'listReassignments'
  | 'listScreeningImports'
  | 'importLitigators'
  | 'importReassignments'
  | 'removeLitigator'
  | 'takeBackScreeningImport'
  | 'exportScreening';
type DncEndpointId =
  ScreeningEndpointId | 'listDnc' | 'addDnc' | 'removeDnc' | 'listDncRegistries' | 'importDnc' | 'exportDnc';

export const createDncHandlers = (door: ExportDoor): Handlers<DncEndpointId> => ({
  listDnc: async ({ database, query }) => ({ status: 200, body: await listDnc(database, query, door.clock) }),
  addDnc: async ({ work, body }) => {
    const { phone_number: phoneNumber, reason, source, expires_at: expiresAt } = body;
    const { entry, isNew } = await addNumber(work, { phoneNumber, reason, source, expiresAt });
    return { status: isNew ? 201 : 200, body: entry };
  },
  removeDnc: async ({ work, params, body }) => ({ status: 200, body: await removeEntry(work, params.id, body.reason) }),
  listDncRegistries: async ({ database }) => ({ status: 200, body: await listRegistries(database) }),
  importDnc: ({ upload, query, transact }) => importFile(upload, query, transact, door.clock),
  listLitigators: async ({ database, query }) => ({ status: 200, body: await listLitigators(database, query) }),
  listReassignments: async ({ database, query }) => ({ status: 200, body: await listReassignments(database, query) }),
  listScreeningImports: async ({ database, query }) => ({
    status: 200,
    body: await listScreeningImports(database, query),
  }),
  importLitigators: ({ upload, query, transact }) => importLitigators(upload, query, transact, door.clock),
  importReassignments: ({ upload, query, transact }) => importReassignments(upload, query, transact, door.clock),
  removeLitigator: async ({ work, params, body }) => ({
    status: 200,
    body: await removeLitigator(work, params.id, body.reason),
  }),
  takeBackScreeningImport: async ({ work, params, body }) => ({
    status: 200,
    body: await takeBackImport(work, params.id, body.reason),
  }),
  exportScreening: ({ work, body }) => ({ status: 200, body: exportScreening(work, body.list, door) }),
  exportDnc: async ({ work, body }) => ({ status: 200, body: await exportList(work, body, door) }),
});
