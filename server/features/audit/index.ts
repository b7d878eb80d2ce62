export { createAuditHandlers } from './audit.route.ts';
