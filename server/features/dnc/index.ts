export { createDncHandlers } from './dnc.route.ts';
export {
  type DncFacts,
  dncFactsOf,
  dncQuery,
  findDncFacts,
  findNamedLitigators,
  namesLitigatorsQuery,
} from './dnc-facts.read-model.ts';
