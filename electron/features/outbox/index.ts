export { createOutboxHandlers, type Outbox, unavailableStatus } from './outbox.ipc.ts';
