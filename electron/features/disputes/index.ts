export { createDisputeHandlers } from './disputes.ipc.ts';
