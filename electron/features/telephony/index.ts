export { createCheckOutProbes } from './check-out-probes.ts';
export { createCheckOutService } from './check-out.service.ts';
export { createDirectoryService, type DirectoryService } from './directory.service.ts';
export { createMessagesService, type MessagesService } from './messages.service.ts';
export { createTelephonyHandlers } from './telephony.ipc.ts';
