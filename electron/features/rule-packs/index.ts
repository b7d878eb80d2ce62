export { createRulePackHandlers } from './rule-packs.ipc.ts';
