import type { Handlers } from '../../http/handlers.ts';
import { listRulePacks, setRulePackMode } from './rule-packs.service.ts';

export const createRulePackHandlers = (): Handlers<'listRulePacks' | 'setRulePackMode'> => ({
  listRulePacks: async ({ database }) => ({ status: 200, body: { packs: await listRulePacks(database) } }),
  setRulePackMode: async ({ work, actor, params, body }) => ({
    status: 200,
    body: await setRulePackMode(work, actor, params.id, body),
  }),
});
