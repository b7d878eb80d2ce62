export { createCallsHandlers } from './calls.ipc.ts';
export { createDraftStore } from './calls.local-store.ts';
export { createCallsService } from './calls.service.ts';
