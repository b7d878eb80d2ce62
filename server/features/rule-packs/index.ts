export { createRulePackHandlers } from './rule-packs.route.ts';
export { engineOf } from './rule-packs.service.ts';
