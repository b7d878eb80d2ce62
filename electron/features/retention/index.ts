export { createRetentionHandlers } from './retention.ipc.ts';
