export { createSupervisionHandlers } from './supervision.ipc.ts';
export { createSupervisionService } from './supervision.service.ts';
