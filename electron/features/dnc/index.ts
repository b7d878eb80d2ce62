export { createDncHandlers } from './dnc.ipc.ts';
export { createDncFiles } from './dnc-files.service.ts';
