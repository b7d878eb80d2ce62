export { createOutboxHandlers, unavailableStatus } from './outbox.ipc.ts';
