export { createAgentChoiceStore } from './agent-choice.local-store.ts';
export { type AgentStateService, createAgentStateService } from './agent-state.service.ts';
export { createLiveHandlers } from './live.ipc.ts';
export { createLiveService } from './live.service.ts';
