export { createConsumerFactHandlers } from './consumer-facts.ipc.ts';
