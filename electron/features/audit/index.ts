export { createAuditHandlers } from './audit.ipc.ts';
