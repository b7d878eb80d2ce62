export { createServerStatusHandlers } from './server-status.ipc.ts';
export { createServerStatusService } from './server-status.service.ts';
