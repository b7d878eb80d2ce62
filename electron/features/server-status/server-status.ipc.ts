import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ServerStatusService } from './server-status.service.ts';

export const createServerStatusHandlers = (service: ServerStatusService) =>
  ({ 'server:get-status': () => service.get() }) satisfies Partial<IpcHandlers>;
