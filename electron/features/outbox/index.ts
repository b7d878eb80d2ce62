export { createOutboxHandlers } from './outbox.ipc.ts';
