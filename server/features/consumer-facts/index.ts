export { createConsumerFactHandlers } from './consumer-facts.route.ts';
