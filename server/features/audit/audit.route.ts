import type { Handlers } from '../../http/handlers.ts';
import { listAudit } from './audit.service.ts';

export function createAuditHandlers(): Handlers<'listAudit'> {
  return { listAudit: async ({ database, query }) => ({ status: 200, body: await listAudit(database, query) }) };
}
