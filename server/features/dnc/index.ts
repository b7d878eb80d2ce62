export { createDncHandlers } from './dnc.route.ts';
export { findDncFacts, type DncFacts } from './dnc-facts.read-model.ts';
