export { createContactHandlers } from './contacts.route.ts';
export { createSendPermits } from './send-permit.ts';
