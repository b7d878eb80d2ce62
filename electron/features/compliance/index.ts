export { createComplianceHandlers } from './compliance.ipc.ts';
export { createReceiptExportService } from './receipt-export.service.ts';
