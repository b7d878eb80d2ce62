export { createCallsHandlers } from './calls.ipc.ts';
export { createDraftStore } from './calls.local-store.ts';
export { type CallsService, createCallsService } from './calls.service.ts';
export { createHistoryStore } from './history.local-store.ts';
export { createHistoryService } from './history.service.ts';
export { createInternalCallsService, type InternalCallsService } from './internal-calls.service.ts';
export { createRecordingService, type RecordingService } from './recording.service.ts';
export { createReservedCallsService } from './reserved-calls.service.ts';
