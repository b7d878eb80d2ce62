import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { AgentStateService } from './agent-state.service.ts';
import type { LiveService } from './live.service.ts';

export const createLiveHandlers = (live: LiveService, agentState: AgentStateService) =>
  ({
    'live:set-state': ({ state }) => {
      agentState.choose(state);
      return null;
    },
    'live:get-floor': () => live.floor(),
  }) satisfies Partial<IpcHandlers>;
