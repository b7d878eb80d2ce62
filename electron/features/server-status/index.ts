export { createServerStatusHandlers } from './server-status.ipc.ts';
export { createServerStatusService, type ServerStatusService } from './server-status.service.ts';
