import type { Handlers } from '../../http/handlers.ts';
import { addNumber, listDnc, listRegistries, removeEntry } from './dnc.service.ts';
import { exportList, type ExportDoor } from './export.service.ts';
import { importFile } from './import.service.ts';

type DncEndpointId = 'listDnc' | 'addDnc' | 'removeDnc' | 'listDncRegistries' | 'importDnc' | 'exportDnc';

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
  exportDnc: async ({ work, body }) => ({ status: 200, body: await exportList(work, body, door) }),
});
