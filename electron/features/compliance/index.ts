export { createComplianceHandlers } from './compliance.ipc.ts';
