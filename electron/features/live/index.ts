export { createAgentStateService } from './agent-state.service.ts';
export { createLiveHandlers } from './live.ipc.ts';
export { createLiveService } from './live.service.ts';
