export { createConsumerFactHandlers } from './consumer-facts.route.ts';
export { keepFact } from './consumer-facts.service.ts';
