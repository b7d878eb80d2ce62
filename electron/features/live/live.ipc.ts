import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';
import type { AgentStateService } from './agent-state.service.ts';
import type { LiveService } from './live.service.ts';

export const createLiveHandlers = (live: LiveService, agentState: AgentStateService, api: ApiClient) =>
  ({
    'live:set-state': (choice) => {
      agentState.choose(choice);
      return null;
    },
    'live:get-times': async (query) => valueOf(await api.call('getAgentTimes', { query })).rows,
    'live:get-floor': () => live.floor(),
    'live:get-supervisions': () => [...live.supervisions()],
  }) satisfies Partial<IpcHandlers>;
