export { createConsumerFactHandlers } from './consumer-facts.route.ts';
export { recordFact } from './consumer-facts.service.ts';
