export { createRulePackHandlers } from './rule-packs.route.ts';
export { areAllPacksDecided, engineOf, listRulePacks } from './rule-packs.service.ts';
